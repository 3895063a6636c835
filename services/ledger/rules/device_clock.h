// What a kiosk's clocks say, and whether to believe it.
#ifndef GREENLEDGER_SERVICES_LEDGER_RULES_DEVICE_CLOCK_H_
#define GREENLEDGER_SERVICES_LEDGER_RULES_DEVICE_CLOCK_H_

#include <cstdint>

#include "greenledger/v1/record.pb.h"
#include "services/ledger/rules/state.h"

namespace greenledger::rules {

// A device time outside 2000 to 2099 can never be right.
inline bool IsPlausibleTime(const v1::Record& record) {
  constexpr int64_t kYear2000Us = 946'684'800LL * 1'000'000;
  constexpr int64_t kYear2100Us = 4'102'444'800LL * 1'000'000;
  return record.device_time_us() >= kYear2000Us &&
         record.device_time_us() < kYear2100Us;
}

// Whether the kiosk's clock was set by more than ten minutes since its record
// before: device time and monotonic time went on differently within one run of
// its program. REQUIRES: `record` is the next of the journal.
bool ClockJumped(const KioskState& kiosk, const v1::Record& record);

}  // namespace greenledger::rules

#endif  // GREENLEDGER_SERVICES_LEDGER_RULES_DEVICE_CLOCK_H_
