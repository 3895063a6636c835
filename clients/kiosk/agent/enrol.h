// Makes a device a kiosk: keys and journal number are on its disk before the
// first request leaves it, so that a request whose answer was lost is repeated
// byte for byte.
#ifndef GREENLEDGER_CLIENTS_KIOSK_AGENT_ENROL_H_
#define GREENLEDGER_CLIENTS_KIOSK_AGENT_ENROL_H_

#include <cstdint>
#include <functional>
#include <string>

#include "absl/status/status.h"
#include "clients/kiosk/enrolment.h"
#include "clients/kiosk/retry.h"

namespace greenledger::kiosk {

struct EnrolOptions {
  // The state folder; made if missing, not enrolled yet.
  std::string folder;
  // host:port of the kiosk listener, for afterwards.
  std::string server;
  // PEM of the authority that the server's certificates lead to.
  std::string server_ca;
  uint64_t book = 0;
  uint64_t kiosk = 0;
  std::string serial;
  std::string code;
  RetryPolicy retry;
  std::chrono::microseconds timeout = std::chrono::seconds(20);
  // Waits that long. Required.
  std::function<void(std::chrono::microseconds)> sleep;
};

// Enrols over `stub` (OpenEnrolmentChannel). ALREADY_EXISTS if the folder is
// enrolled; the server's error once it cannot succeed later or the attempts are
// used up: run it again with the same folder.
absl::Status EnrolDevice(v1::EnrolmentService::StubInterface& stub,
                         const EnrolOptions& options);

}  // namespace greenledger::kiosk

#endif  // GREENLEDGER_CLIENTS_KIOSK_AGENT_ENROL_H_
