// Decisions about corrections of tariffs: what CheckCommand and CompleteEntry
// do for those bodies, and nothing for others.
#ifndef GREENLEDGER_SERVICES_LEDGER_RULES_DECIDE_CORRECTION_H_
#define GREENLEDGER_SERVICES_LEDGER_RULES_DECIDE_CORRECTION_H_

#include <cstdint>

#include "greenledger/v1/entry.pb.h"
#include "services/ledger/rules/refusal_list.h"
#include "services/ledger/rules/state.h"

namespace greenledger::rules {

// Most days that a correction covers.
inline constexpr int32_t kCorrectionDaysMax = 366;

// A correction may begin when no other runs; its entries come in the order of
// households and, within one, of that household's own entries. That the amounts
// are those of Rerate is for the caller to see to.
void CheckCorrection(const BookState& state, int64_t time_us,
                     const v1::Entry& entry, const RefusalList& refusals);

// What a household should have had more comes from where the days' points come
// from; what it had too much goes back there as far as it is free, and
// written_off_milli_points becomes the rest. Merit follows in full.
void AddCorrectionPostings(const BookState& state, v1::Entry* entry);

}  // namespace greenledger::rules

#endif  // GREENLEDGER_SERVICES_LEDGER_RULES_DECIDE_CORRECTION_H_
