// From a registry command to its entries, or the reasons to refuse it.
#ifndef GREENLEDGER_SERVICES_LEDGER_RULES_DECIDE_COMMAND_H_
#define GREENLEDGER_SERVICES_LEDGER_RULES_DECIDE_COMMAND_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "greenledger/v1/entry.pb.h"
#include "services/ledger/rules/state.h"

namespace greenledger::rules {

// Most refusals that are stored and answered.
inline constexpr size_t kRefusalsMax = 100;

// One thing that a command asks for.
struct CommandItem {
  // Path of the item in the request, such as `households[3]`.
  std::string field;
  // Only the body is set.
  v1::Entry entry;
  // Of an EntryReversed, the entry that is reversed; null if there is none.
  std::shared_ptr<const v1::Entry> original;
};

// Checks every item against the state and the items before it, without
// changing anything. Fills in what the state decides (the number of a household
// that asked for the next free one). Returns every reason to refuse, in order;
// empty means that all items may be applied in turn.
// REQUIRES: the request passed its shape check.
std::vector<v1::Refusal> CheckCommand(const BookState& state, int64_t time_us,
                                      std::vector<CommandItem>* items);

// Completes an item that CheckCommand let pass: numbering, time, and the
// postings: what is in suspense for a card, a penalty, material that goes from
// hand to hand, the opposite of `original`.
// REQUIRES: the items before it were applied; time_us > state.last_time_us();
// `original` is there if the entry reverses one.
void CompleteEntry(const BookState& state, int64_t time_us,
                   const v1::Entry* original, v1::Entry* entry);

}  // namespace greenledger::rules

#endif  // GREENLEDGER_SERVICES_LEDGER_RULES_DECIDE_COMMAND_H_
