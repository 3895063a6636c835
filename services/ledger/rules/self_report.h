// What a kiosk says about itself: measurements and starts.
#ifndef GREENLEDGER_SERVICES_LEDGER_RULES_SELF_REPORT_H_
#define GREENLEDGER_SERVICES_LEDGER_RULES_SELF_REPORT_H_

#include <cstddef>
#include <cstdint>

#include "greenledger/v1/entry.pb.h"
#include "greenledger/v1/record.pb.h"
#include "services/ledger/rules/state.h"

namespace greenledger::rules {

// Limits of Started and of BootRequest.
inline constexpr size_t kSoftwareBytesMax = 60;
inline constexpr int kCapabilitiesMax = 20;
inline constexpr size_t kCapabilityBytesMax = 30;

// The values that a kind of measurement may have, both included.
struct MonitorRange {
  int64_t low = 0;
  int64_t high = -1;
};

// An empty range for a kind that this program does not know.
MonitorRange RangeOf(v1::MonitorKind kind);

// Why such a record can never be valid; UNSPECIFIED if it can.
v1::QuarantineReason CheckMonitor(const KioskState& kiosk,
                                  const v1::Monitor& monitor);
v1::QuarantineReason CheckStarted(const v1::Started& started);

}  // namespace greenledger::rules

#endif  // GREENLEDGER_SERVICES_LEDGER_RULES_SELF_REPORT_H_
