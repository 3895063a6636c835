// Errors as the ledger sends them.
#ifndef GREENLEDGER_CLIENTS_CONFORMANCE_ERRORS_H_
#define GREENLEDGER_CLIENTS_CONFORMANCE_ERRORS_H_

#include <cstdint>
#include <string>

#include "grpcpp/support/status.h"

namespace greenledger::conformance {

// An error with that reason (services/common/ERRORS.md), and a RetryInfo unless
// `retry_seconds` is 0.
grpc::Status ErrorOf(grpc::StatusCode code, const std::string& reason,
                     uint32_t retry_seconds = 0);

}  // namespace greenledger::conformance

#endif  // GREENLEDGER_CLIENTS_CONFORMANCE_ERRORS_H_
