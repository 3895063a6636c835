#include "clients/cli/server_error.h"

#include <fmt/format.h>

#include "clients/cli/session.h"
#include "clients/cli/text_width.h"
#include "google/rpc/status.pb.h"

namespace greenledger::cli {
namespace {

google::rpc::Status Details(const grpc::Status& status) {
  google::rpc::Status details;
  if (!details.ParseFromString(status.error_details())) details.Clear();
  return details;
}

void AddViolations(const google::rpc::BadRequest& request, ServerError* error) {
  for (const auto& violation : request.field_violations()) {
    error->violations.push_back({violation.field(), violation.description()});
  }
}

// A command whose answer was lost may have been done.
std::string RepeatHint(const Session& session) {
  if (session.request_id.empty()) return "";
  return fmt::format(
      fmt::runtime(session.Say("；命令可能已执行，请用 --request-id {} 重试",
                               "; the command may have been done: repeat it "
                               "with --request-id {}")),
      session.request_id);
}

std::string NoAnswer(const Session& session, const grpc::Status& status) {
  if (status.error_code() == grpc::StatusCode::DEADLINE_EXCEEDED) {
    return fmt::format(
        fmt::runtime(session.Say("{} 在 {} 秒内没有回答{}",
                                 "{} did not answer within {} s{}")),
        session.server, session.timeout_seconds, RepeatHint(session));
  }
  return fmt::format(
      fmt::runtime(session.Say("无法连接 {}（{}）", "cannot reach {} ({})")),
      session.server, status.error_message());
}

}  // namespace

ServerError DecodeError(const grpc::Status& status, Language language) {
  google::rpc::Status details = Details(status);
  ServerError error;
  error.message = status.error_message();
  std::string locale = language == Language::kChinese ? "zh" : "en";
  google::rpc::ErrorInfo info;
  google::rpc::BadRequest request;
  google::rpc::LocalizedMessage text;
  for (const auto& detail : details.details()) {
    if (detail.UnpackTo(&info)) {
      error.reason = info.reason();
    } else if (detail.UnpackTo(&request)) {
      AddViolations(request, &error);
    } else if (detail.UnpackTo(&text) && text.locale().starts_with(locale)) {
      error.message = text.message();
    }
  }
  return error;
}

std::chrono::milliseconds RetryDelay(const grpc::Status& status) {
  google::rpc::Status details = Details(status);
  google::rpc::RetryInfo retry;
  for (const auto& detail : details.details()) {
    if (!detail.UnpackTo(&retry)) continue;
    return std::chrono::seconds(retry.retry_delay().seconds()) +
           std::chrono::milliseconds(retry.retry_delay().nanos() / 1'000'000);
  }
  return std::chrono::milliseconds(0);
}

ExitCode ExitCodeOf(const grpc::Status& status) {
  switch (status.error_code()) {
    // A server that shuts down cancels calls that still come in.
    case grpc::StatusCode::CANCELLED:
    case grpc::StatusCode::UNAVAILABLE:
    case grpc::StatusCode::DEADLINE_EXCEEDED:
      return ExitCode::kUnreachable;
    case grpc::StatusCode::INVALID_ARGUMENT:
    case grpc::StatusCode::NOT_FOUND:
    case grpc::StatusCode::ALREADY_EXISTS:
    case grpc::StatusCode::PERMISSION_DENIED:
    case grpc::StatusCode::UNAUTHENTICATED:
    case grpc::StatusCode::FAILED_PRECONDITION:
    case grpc::StatusCode::OUT_OF_RANGE:
    case grpc::StatusCode::ABORTED:
      return ExitCode::kRefused;
    default:
      return ExitCode::kServerError;
  }
}

ExitCode ReportError(Session& session, const grpc::Status& status) {
  ServerError error = DecodeError(status, session.language);
  ExitCode code = ExitCodeOf(status);
  if (code == ExitCode::kUnreachable && error.reason.empty()) {
    session.PrintError(Printable(NoAnswer(session, status)));
    return code;
  }
  std::string message = Printable(error.message);
  if (!error.reason.empty()) {
    message += fmt::format(" [{}]", Printable(error.reason));
  }
  session.PrintError(message);
  for (const FieldViolation& violation : error.violations) {
    session.around.err << fmt::format("  {}: {}\n", Printable(violation.field),
                                      Printable(violation.description));
  }
  return code;
}

}  // namespace greenledger::cli
