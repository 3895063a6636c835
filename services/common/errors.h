// Every gRPC error of this project is made here. It carries, in
// google.rpc.Status, an ErrorInfo (reason, domain `greenledger`, metadata) and
// a LocalizedMessage in zh-CN and in en, as reasons.h has them.
#ifndef GREENLEDGER_SERVICES_COMMON_ERRORS_H_
#define GREENLEDGER_SERVICES_COMMON_ERRORS_H_

#include <chrono>
#include <map>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "grpcpp/support/status.h"
#include "services/common/fault.h"
#include "services/common/reasons.h"

namespace greenledger::common {

using Metadata = std::map<std::string, std::string>;

// An error with the catalogue's code and texts. `metadata` has a short value
// for each name in braces of those texts.
grpc::Status Error(Reason reason, const Metadata& metadata = {});

// The same with RetryInfo: the caller should wait that long before it tries
// again.
grpc::Status RetryLater(Reason reason, std::chrono::milliseconds retry_after,
                        const Metadata& metadata = {});

// BAD_FIELD with one field violation per fault, the first of them in the
// metadata. What does not fit into a trailer (about 4 KiB) is left out; the
// metadata value `faults` is the number of all. REQUIRES: !faults.empty().
grpc::Status BadFields(const Faults& faults);

// BAD_PAGE_TOKEN with a violation of `page_token`.
grpc::Status BadPageToken(std::string_view token);

// What a failure inside becomes outside: the same code for DATA_LOSS, DISK_FULL
// for RESOURCE_EXHAUSTED, SHUTTING_DOWN for UNAVAILABLE, OK for OK, and
// INTERNAL for the rest. The text of `status` is logged and not sent.
grpc::Status ToGrpc(const absl::Status& status);

}  // namespace greenledger::common

#endif  // GREENLEDGER_SERVICES_COMMON_ERRORS_H_
