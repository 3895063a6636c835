// From a registry command to its entries, or the reasons to refuse it.
#ifndef GREENLEDGER_SERVICES_LEDGER_RULES_DECIDE_COMMAND_H_
#define GREENLEDGER_SERVICES_LEDGER_RULES_DECIDE_COMMAND_H_

#include <cstdint>
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
};

// Checks every item against the state and the items before it, without
// changing anything. Fills in what the state decides (the number of a household
// that asked for the next free one). Returns every reason to refuse, in order;
// empty means that all items may be applied in turn.
// REQUIRES: the request passed its shape check.
std::vector<v1::Refusal> CheckCommand(const BookState& state, int64_t time_us,
                                      std::vector<CommandItem>* items);

// Completes an item that CheckCommand let pass: numbering, time, and the
// postings that claim what is in suspense for a card.
// REQUIRES: the items before it were applied; time_us > state.last_time_us().
void CompleteEntry(const BookState& state, int64_t time_us, v1::Entry* entry);

}  // namespace greenledger::rules

#endif  // GREENLEDGER_SERVICES_LEDGER_RULES_DECIDE_COMMAND_H_
