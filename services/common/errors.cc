#include "services/common/errors.h"

#include <optional>

#include "google/rpc/status.pb.h"
#include "services/common/logging.h"
#include "services/common/shorten.h"

namespace greenledger::common {
namespace {

// A client refuses more than 8 KiB of trailers unless it is told otherwise;
// the details travel in base64, four bytes for three.
constexpr size_t kDetailsBytesMax = 4096;

// Puts metadata values in place of the names in braces.
std::string Fill(std::string_view text, const Metadata& metadata) {
  std::string out;
  for (size_t at = 0; at < text.size();) {
    const size_t open = text.find('{', at);
    if (open == std::string_view::npos) return out.append(text.substr(at));
    const size_t close = text.find('}', open);
    out.append(text.substr(at, open - at));
    const auto value =
        metadata.find(std::string(text.substr(open + 1, close - open - 1)));
    if (value != metadata.end()) out += value->second;
    at = close + 1;
  }
  return out;
}

void AddLocalized(google::rpc::Status& status, const char* locale,
                  std::string text) {
  google::rpc::LocalizedMessage message;
  message.set_locale(locale);
  message.set_message(std::move(text));
  status.add_details()->PackFrom(message);
}

google::rpc::Status Describe(const ReasonInfo& info, const Metadata& metadata) {
  google::rpc::Status status;
  status.set_code(info.code);
  status.set_message(Fill(info.en, metadata));
  google::rpc::ErrorInfo error;
  error.set_reason(std::string(info.name));
  error.set_domain("greenledger");
  error.mutable_metadata()->insert(metadata.begin(), metadata.end());
  status.add_details()->PackFrom(error);
  AddLocalized(status, "zh-CN", Fill(info.zh, metadata));
  AddLocalized(status, "en", status.message());
  return status;
}

grpc::Status Seal(const google::rpc::Status& status) {
  return grpc::Status(static_cast<grpc::StatusCode>(status.code()),
                      status.message(), status.SerializeAsString());
}

google::rpc::BadRequest Violations(const Faults& faults, size_t bytes_max) {
  google::rpc::BadRequest request;
  size_t bytes = 0;
  for (const Fault& fault : faults) {
    google::rpc::BadRequest::FieldViolation violation;
    violation.set_field(fault.field);
    violation.set_description(
        (fault.value.empty() ? "missing" : "found \"" + fault.value + "\"") +
        "; expected " + fault.expected);
    // Two bytes of tag and length precede each.
    bytes += violation.ByteSizeLong() + 2;
    if (bytes > bytes_max) break;
    *request.add_field_violations() = std::move(violation);
  }
  return request;
}

grpc::Status WithViolations(Reason reason, const Metadata& metadata,
                            const Faults& faults) {
  google::rpc::Status status = Describe(Info(reason), metadata);
  const size_t used = status.ByteSizeLong();
  const size_t room = used < kDetailsBytesMax ? kDetailsBytesMax - used : 0;
  status.add_details()->PackFrom(Violations(faults, room));
  return Seal(status);
}

}  // namespace

grpc::Status Error(Reason reason, const Metadata& metadata) {
  return Seal(Describe(Info(reason), metadata));
}

grpc::Status RetryLater(Reason reason, std::chrono::milliseconds retry_after,
                        const Metadata& metadata) {
  google::rpc::Status status = Describe(Info(reason), metadata);
  google::rpc::RetryInfo retry;
  const int64_t ms = retry_after.count();
  retry.mutable_retry_delay()->set_seconds(ms / 1000);
  retry.mutable_retry_delay()->set_nanos(
      static_cast<int32_t>(ms % 1000 * 1'000'000));
  status.add_details()->PackFrom(retry);
  return Seal(status);
}

grpc::Status BadFields(const Faults& faults) {
  const Fault& first = faults.front();
  return WithViolations(Reason::kBadField,
                        {{"field", Shorten(first.field)},
                         {"found", Shorten(first.value)},
                         {"expected", Shorten(first.expected, 200)},
                         {"faults", std::to_string(faults.size())}},
                        faults);
}

grpc::Status BadPageToken(std::string_view token) {
  return WithViolations(
      Reason::kBadPageToken, {},
      {{"page_token", Shorten(token),
        "the next_page_token of the page before, with the other arguments "
        "unchanged"}});
}

grpc::Status ToGrpc(const absl::Status& status) {
  switch (status.code()) {
    case absl::StatusCode::kOk:
      return grpc::Status::OK;
    case absl::StatusCode::kResourceExhausted:
      return RetryLater(Reason::kDiskFull, std::chrono::seconds(30));
    case absl::StatusCode::kUnavailable:
      return Error(Reason::kShuttingDown);
    case absl::StatusCode::kDataLoss:
      LogError("data_loss", {{"status", status.ToString()}});
      return Error(Reason::kDataLoss);
    default:
      LogError("internal_error", {{"status", status.ToString()}});
      return Error(Reason::kInternal);
  }
}

}  // namespace greenledger::common
