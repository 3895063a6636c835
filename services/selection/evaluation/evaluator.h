// Evaluates a campaign from a book's entries alone: who is eligible, with what
// score, in which order, and how many seats there are. The ledger's selection
// service and an auditor's recomputation run the same fold. Pure but for the
// entries it asks for; integers only. Not thread-safe.
#ifndef GREENLEDGER_SERVICES_SELECTION_EVALUATION_EVALUATOR_H_
#define GREENLEDGER_SERVICES_SELECTION_EVALUATION_EVALUATOR_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "greenledger/v1/entry.pb.h"
#include "greenledger/v1/selection_service.pb.h"
#include "services/ledger/rules/rerate.h"

namespace greenledger::evaluation {

// An evaluated list.
struct EvaluatedList {
  std::vector<v1::ListRow> rows;  // the best first
  std::vector<v1::ScopeSeats> seats;
  uint64_t contestants = 0;  // looked at
  // Also those that REMAINDER_RULE_NONE leaves empty.
  uint32_t total_seats = 0;
};

class Evaluator {
 public:
  // `rule` is the campaign's, of the entry `rule_index` (0 if the book has it
  // not); `entry_at` gives entries that were added before.
  Evaluator(uint64_t book, const v1::CampaignRule& rule, uint64_t rule_index,
            rules::EntryAt entry_at);
  ~Evaluator();

  // The next entry, from 0 on. Errors: DATA_LOSS for one that cannot follow, or
  // that is not the rule where the rule must be; those of `entry_at`.
  absl::Status Add(const v1::Entry& entry);

  // The list through the entries added so far. `draw_seed` has 32 bytes where
  // the rule has TIE_BREAK_DRAW, else none; without one, while it is not told
  // yet, nothing is drawn and what would have been stays equal. Call once, at
  // the end. Errors: INVALID_ARGUMENT for another seed.
  absl::StatusOr<EvaluatedList> Evaluate(std::string_view draw_seed);

  // Why one contestant is where it is, after Evaluate, whatever the campaign's
  // state. nullopt if it is no contestant of this campaign.
  std::optional<v1::ExplainContestantResponse> Explain(
      const v1::Contestant& contestant) const;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace greenledger::evaluation

#endif  // GREENLEDGER_SERVICES_SELECTION_EVALUATION_EVALUATOR_H_
