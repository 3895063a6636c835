// How far ahead a kiosk's clock may be.
#ifndef GREENLEDGER_SERVICES_LEDGER_RULES_TRUSTED_CLOCK_H_
#define GREENLEDGER_SERVICES_LEDGER_RULES_TRUSTED_CLOCK_H_

#include <cstdint>

namespace greenledger::rules {

// A kiosk clock may run ahead of the server's by this much and be trusted.
inline constexpr int64_t kClockAheadMaxUs = 5LL * 60 * 1'000'000;

}  // namespace greenledger::rules

#endif  // GREENLEDGER_SERVICES_LEDGER_RULES_TRUSTED_CLOCK_H_
