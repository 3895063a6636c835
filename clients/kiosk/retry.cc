#include "clients/kiosk/retry.h"

#include <algorithm>

#include "google/rpc/status.pb.h"

namespace greenledger::kiosk {
namespace {

using std::chrono::microseconds;

constexpr int64_t kPushBackSecondsMax =
    std::chrono::seconds(kPushBackMax).count();

}  // namespace

std::optional<microseconds> PushBack(const grpc::Status& status) {
  google::rpc::Status details;
  if (!details.ParseFromString(status.error_details())) return std::nullopt;
  for (const google::protobuf::Any& detail : details.details()) {
    google::rpc::RetryInfo retry;
    if (!detail.UnpackTo(&retry)) continue;
    const int64_t seconds = std::clamp<int64_t>(retry.retry_delay().seconds(),
                                                0, kPushBackSecondsMax);
    const int64_t nanos =
        std::clamp<int64_t>(retry.retry_delay().nanos(), 0, 999'999'999);
    return microseconds(seconds * 1'000'000 + nanos / 1000);
  }
  return std::nullopt;
}

bool IsRetryable(const grpc::Status& status) {
  if (status.ok()) return false;
  return status.error_code() == grpc::StatusCode::UNAVAILABLE ||
         status.error_code() == grpc::StatusCode::DEADLINE_EXCEEDED ||
         status.error_code() == grpc::StatusCode::CANCELLED ||
         PushBack(status).has_value();
}

microseconds Backoff::Next(std::optional<microseconds> push_back) {
  const uint64_t bound = std::clamp<uint64_t>(
      static_cast<uint64_t>(spread_.count()), 1, uint64_t{1} << 32);
  const microseconds random_part(static_cast<int64_t>(random_.Below(bound)));
  spread_ = std::min(spread_ * 2, policy_.spread_max);
  // The random part is added to what the server asks for too: all kiosks that
  // were told the same delay would otherwise come back at the same moment.
  return std::max(policy_.delay_min, push_back.value_or(microseconds(0))) +
         random_part;
}

}  // namespace greenledger::kiosk
