// The evaluated lists of an exported log: as its entries have them, and as they
// follow from the entries before them. Not thread-safe.
#ifndef GREENLEDGER_CLIENTS_CLI_RECOMPUTED_LISTS_H_
#define GREENLEDGER_CLIENTS_CLI_RECOMPUTED_LISTS_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "clients/log/export.h"
#include "greenledger/v1/entry.pb.h"
#include "services/ledger/rules/state.h"
#include "services/selection/evaluation/evaluator.h"

namespace greenledger::cli {

// The digest of a campaign's winners at one entry.
struct WinnersDigest {
  uint64_t entry_index = 0;
  // UNSPECIFIED where an objection was answered.
  v1::CampaignState to = v1::CAMPAIGN_STATE_UNSPECIFIED;
  std::string booked;
  std::string follows;
  uint64_t winners = 0;
};

// A list as the book has it.
struct BookedList {
  v1::CampaignRule rule;
  uint64_t step_index = 0;  // of the entry that evaluated it
  v1::Evaluation evaluation;
  std::vector<v1::ListRow> rows;
  std::vector<v1::ScopeSeats> seats;
  std::vector<WinnersDigest> winners;
};

// A list as it follows from the entries.
struct RecomputedList {
  evaluation::EvaluatedList list;
  std::string root;  // of the tree at the evaluation's size
  std::string text;  // services/selection/LIST.md
  std::string digest;
};

// By the campaigns' numbers.
using BookedLists = std::map<uint32_t, BookedList>;
using RecomputedLists = std::map<uint32_t, RecomputedList>;

// Takes down what an entry says about lists, of one campaign or (0) of all.
// `state` is the book's after that entry.
void TakeDownLists(const v1::Entry& entry, const rules::BookState& state,
                   uint32_t campaign, BookedLists* lists);

// Evaluates all of them again in one walk through the folder's log, which has
// `size` entries. Errors as log::Check, and of evaluations.
absl::StatusOr<RecomputedLists> RecomputeLists(
    const std::string& folder, uint64_t book, uint64_t size,
    const BookedLists& lists, const log::OnProgress& on_progress);

// What of a list is not as it follows from the entries.
struct ListDifference {
  // What it is about.
  enum class What {
    kRoot,
    kRow,
    kContestants,
    kSeats,
    kScopeSeats,
    kDigest,
    kWinners,
  };
  What what = What::kRoot;
  // kRow, kScopeSeats: from 0. kWinners: the entry's index.
  uint64_t place = 0;
};

// The first difference; nullopt if there is none.
std::optional<ListDifference> FindDifference(const BookedList& booked,
                                             const RecomputedList& again);

}  // namespace greenledger::cli

#endif  // GREENLEDGER_CLIENTS_CLI_RECOMPUTED_LISTS_H_
