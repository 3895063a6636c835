#include "clients/conformance/errors.h"

#include "google/rpc/status.pb.h"

namespace greenledger::conformance {

grpc::Status ErrorOf(grpc::StatusCode code, const std::string& reason,
                     uint32_t retry_seconds) {
  google::rpc::Status details;
  details.set_code(code);
  details.set_message(reason);
  google::rpc::ErrorInfo info;
  info.set_reason(reason);
  info.set_domain("greenledger");
  details.add_details()->PackFrom(info);
  if (retry_seconds != 0) {
    google::rpc::RetryInfo retry;
    retry.mutable_retry_delay()->set_seconds(retry_seconds);
    details.add_details()->PackFrom(retry);
  }
  return {code, reason, details.SerializeAsString()};
}

}  // namespace greenledger::conformance
