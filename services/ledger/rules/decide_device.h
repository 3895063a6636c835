// What a book's state lets become of invitations, enrolments and certificates.
#ifndef GREENLEDGER_SERVICES_LEDGER_RULES_DECIDE_DEVICE_H_
#define GREENLEDGER_SERVICES_LEDGER_RULES_DECIDE_DEVICE_H_

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "greenledger/v1/entry.pb.h"
#include "services/ledger/rules/state.h"

namespace greenledger::rules {

// Gets a field of the body, why it is refused, and its value.
using RefuseField =
    std::function<void(std::string_view, v1::RefusalReason, std::string)>;

// Each calls `refuse` for every reason against the body, in the order of the
// reasons' numbers. The kiosk is one that is registered and not closed.
void CheckInvited(const v1::KioskInvited& invited, int64_t time_us,
                  const RefuseField& refuse);
void CheckEnrolled(const KioskState& kiosk, const v1::KioskEnrolled& enrolled,
                   int64_t time_us, const RefuseField& refuse);
// A kiosk none of whose certificates count gets no next one.
void CheckRenewed(const KioskState& kiosk, const RefuseField& refuse);
void CheckRevoked(const KioskState& kiosk,
                  const v1::CertificatesRevoked& revoked,
                  const RefuseField& refuse);

}  // namespace greenledger::rules

#endif  // GREENLEDGER_SERVICES_LEDGER_RULES_DECIDE_DEVICE_H_
