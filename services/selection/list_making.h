// From stored entries to an evaluated list, and from that to the command that
// books it.
#ifndef GREENLEDGER_SERVICES_SELECTION_LIST_MAKING_H_
#define GREENLEDGER_SERVICES_SELECTION_LIST_MAKING_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "services/ledger/registry_items.h"
#include "services/selection/evaluation/evaluator.h"
#include "storage/store.h"

namespace greenledger::selection {

// What a list follows from: taken under the book's lock, used without it.
struct ListTask {
  uint64_t book = 0;
  v1::CampaignRule rule;
  uint64_t rule_index = 0;
  // Entries [0, size), all durable.
  uint64_t size = 0;
  // 32 bytes where the rule has TIE_BREAK_DRAW; empty while it is not told.
  std::string draw_seed;
};

struct MadeList {
  // After Evaluate, to ask it why. It must not outlive the store.
  std::unique_ptr<evaluation::Evaluator> evaluator;
  evaluation::EvaluatedList list;
};

// Reads the entries and evaluates; ends with CANCELLED once `is_gone()`, which
// is asked now and then. DATA_LOSS if an entry cannot be read; otherwise errors
// of the evaluator.
absl::StatusOr<MadeList> MakeList(const storage::Store& store,
                                  const ListTask& task,
                                  const std::function<bool()>& is_gone);

// The items of the command that books the list: its parts, then `step` with
// what it follows from filled in. A list that does not fit comes without parts,
// which the rules refuse.
ledger::Items StepItems(const ListTask& task, const std::string& root,
                        const evaluation::EvaluatedList& list,
                        v1::CampaignStepped step);

}  // namespace greenledger::selection

#endif  // GREENLEDGER_SERVICES_SELECTION_LIST_MAKING_H_
