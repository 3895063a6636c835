// The kiosk's certificate: replaced when two thirds of its life are over, or by
// way of the bootstrap certificate when the kiosk was offline for too long
// (K3).
#ifndef GREENLEDGER_CLIENTS_KIOSK_AGENT_RENEWAL_H_
#define GREENLEDGER_CLIENTS_KIOSK_AGENT_RENEWAL_H_

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "clients/kiosk/agent/device_clock.h"
#include "clients/kiosk/agent/state_folder.h"
#include "clients/kiosk/enrolment.h"
#include "greenledger/v1/kiosk_service.grpc.pb.h"

namespace greenledger::kiosk {

// Used by one thread.
class Renewal {
 public:
  using Connect =
      std::function<std::unique_ptr<v1::KioskService::StubInterface>(
          const std::string& server, const TlsIdentity& tls)>;

  // `identity` and `clock` must outlive this. A certificate that cannot be read
  // is never renewed: the kiosk was not enrolled with a code.
  Renewal(std::string folder, KioskIdentity* identity, const DeviceClock* clock,
          Connect connect, std::chrono::microseconds timeout);

  // Asks for the next certificate if it is time. True: the identity has
  // another one, connect anew. The key of a request that was not answered is
  // kept in `tls.next` and used again.
  bool Step();

  // When the certificate ends, microseconds since 1970; 0 if unknown.
  int64_t ends_us() const { return certificate_.not_after_us; }

 private:
  absl::StatusOr<TlsRequest> Request() const;

  const std::string folder_;
  KioskIdentity* identity_;
  const DeviceClock* clock_;
  const Connect connect_;
  const std::chrono::microseconds timeout_;
  IssuedCertificate certificate_;
  uint64_t next_try_us_ = 0;
};

}  // namespace greenledger::kiosk

#endif  // GREENLEDGER_CLIENTS_KIOSK_AGENT_RENEWAL_H_
