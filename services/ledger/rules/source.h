// What an entry speaks of: a kiosk's record, a household, where points come
// from.
#ifndef GREENLEDGER_SERVICES_LEDGER_RULES_SOURCE_H_
#define GREENLEDGER_SERVICES_LEDGER_RULES_SOURCE_H_

#include "greenledger/v1/entry.pb.h"

namespace greenledger::rules {

// nullptr if the entry does not come from a kiosk. Valid as long as `entry`.
inline const v1::KioskRecord* SourceOf(const v1::Entry& entry) {
  switch (entry.body_case()) {
    case v1::Entry::kDrop:
      return &entry.drop().source();
    case v1::Entry::kQuarantined:
      return &entry.quarantined().source();
    case v1::Entry::kClearance:
      return &entry.clearance().source();
    case v1::Entry::kScaleTest:
      return &entry.scale_test().source();
    case v1::Entry::kDailyClose:
      return &entry.daily_close().source();
    case v1::Entry::kMonitor:
      return &entry.monitor().source();
    case v1::Entry::kStarted:
      return &entry.started().source();
    default:
      return nullptr;
  }
}

// The household that a registry body names; 0 if it names none.
inline uint64_t HouseholdNamedBy(const v1::Entry& entry) {
  switch (entry.body_case()) {
    case v1::Entry::kHouseholdOpened:
      return entry.household_opened().number();
    case v1::Entry::kHouseholdChanged:
      return entry.household_changed().number();
    case v1::Entry::kMemberAdded:
      return entry.member_added().household_number();
    case v1::Entry::kMemberRemoved:
      return entry.member_removed().household_number();
    case v1::Entry::kCardIssued:
      return entry.card_issued().household_number();
    default:
      return 0;
  }
}

// The kiosk that the body of an entry about a device names; 0 if it is no such
// entry.
inline uint64_t KioskNamedBy(const v1::Entry& entry) {
  switch (entry.body_case()) {
    case v1::Entry::kKioskInvited:
      return entry.kiosk_invited().kiosk_number();
    case v1::Entry::kKioskEnrolled:
      return entry.kiosk_enrolled().kiosk_number();
    case v1::Entry::kCertificateRenewed:
      return entry.certificate_renewed().kiosk_number();
    case v1::Entry::kCertificatesRevoked:
      return entry.certificates_revoked().kiosk_number();
    default:
      return 0;
  }
}

// Whether a drop's points and merit come from accounts of that kind.
inline bool IsIssuer(v1::AccountOwner owner) {
  return owner == v1::ACCOUNT_OWNER_ISSUANCE ||
         owner == v1::ACCOUNT_OWNER_BUDGET;
}

}  // namespace greenledger::rules

#endif  // GREENLEDGER_SERVICES_LEDGER_RULES_SOURCE_H_
