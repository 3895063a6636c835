// Decisions about clearances, material after the bins, anomalies and reversals:
// what CheckCommand and CompleteEntry do for those bodies.
#ifndef GREENLEDGER_SERVICES_LEDGER_RULES_DECIDE_OVERSIGHT_H_
#define GREENLEDGER_SERVICES_LEDGER_RULES_DECIDE_OVERSIGHT_H_

#include <cstdint>
#include <vector>

#include "greenledger/v1/entry.pb.h"
#include "services/ledger/rules/decide_command.h"
#include "services/ledger/rules/state.h"

namespace greenledger::rules {

// Whether an entry of that kind can be reversed.
inline bool IsReversible(const v1::Entry& entry) {
  return entry.has_drop() || entry.has_clearance() || entry.has_penalty() ||
         entry.has_hold_committed() ||
         (entry.has_adjustment_decided() && entry.postings_size() > 0);
}

// Adds the reasons to refuse the item, at most until there are kRefusalsMax;
// none for a body of another kind.
void CheckOversight(const BookState& state, int64_t time_us,
                    const CommandItem& item,
                    std::vector<v1::Refusal>* refusals);

// The opposite of every leg that `original` posted. What it released stays
// released.
void AddOpposite(const v1::Entry& original, v1::Entry* entry);

// The day whose limits the entry counts for, as EntryReversed has it.
uint32_t DayOfLimits(const v1::Entry& original);

// The postings of a missed clearance and of material that changes hands; none
// for a body of another kind.
void AddOversightPostings(const BookState& state, v1::Entry* entry);

}  // namespace greenledger::rules

#endif  // GREENLEDGER_SERVICES_LEDGER_RULES_DECIDE_OVERSIGHT_H_
