// A small book that is decided, completed and folded in memory, entry by entry,
// as the ledger does it: three buildings in two grids, six households of two
// members, a budget of 1,000 points and the calendar of 2026.
#ifndef GREENLEDGER_TESTS_SERVICES_SELECTION_RULES_SELECTION_BOOK_H_
#define GREENLEDGER_TESTS_SERVICES_SELECTION_RULES_SELECTION_BOOK_H_

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "rocksdb/env.h"
#include "storage/store.h"
#include "tests/services/selection/rules/selection_entries.h"

namespace greenledger::rules {

inline constexpr int64_t kBudgetMilliPoints = 1'000'000;
// What Run says of a command that was taken.
inline constexpr auto kTaken = v1::REFUSAL_REASON_UNSPECIFIED;

class SelectionBook {
 public:
  struct Options {
    bool calendar = true;
    // Whether the state is written as rows and read again before each command.
    bool restarts = false;
  };
  SelectionBook() : SelectionBook(Options()) {}
  explicit SelectionBook(const Options& options);

  // Noon of a local day.
  void GoTo(std::string_view day);
  void GoTo(int32_t day);
  int32_t Today() const { return state_.DayOf(now_us_); }

  // One command. UNSPECIFIED if it was taken, else the first reason why not;
  // then nothing changed.
  v1::RefusalReason Run(std::vector<v1::Entry> bodies);
  v1::RefusalReason Run(const v1::Entry& body) {
    return Run(std::vector<v1::Entry>{body});
  }
  // The same; a refusal fails the test.
  void Must(std::vector<v1::Entry> bodies);
  void Must(const v1::Entry& body) { Must(std::vector<v1::Entry>{body}); }

  // Writes the changed rows and goes on with what they give.
  void Restart();

  // Drafts the rule and takes the campaign to that state, by the shortest way.
  void BringTo(const v1::CampaignRule& rule, v1::CampaignState state);
  // Does what a step to that state needs besides the step.
  void Prepare(v1::CampaignState to);
  // Steps there, with a list where one is needed.
  v1::RefusalReason Step(v1::CampaignState to);
  // The list that it steps to EVALUATED with: households 1 to 4, of whom the
  // second and the third have one score.
  ListMaker List() const;

  // The digest of a campaign's winners as they stand.
  std::string WinnersDigest(uint32_t number = kCampaign) const;
  const CampaignRecord& campaign() const {
    return *state_.selection().Find(kCampaign);
  }
  const BookState& state() const { return state_; }
  const v1::Entry& last() const { return last_; }
  const std::vector<v1::Refusal>& refusals() const { return refusals_; }
  const std::vector<std::string>& entries() const { return entries_; }
  int64_t Net(v1::AccountOwner owner, uint64_t number) const;

  // Every entry decided again, and the fold of that against this one's rows.
  absl::Status Verify() const;
  // All rows of the state.
  std::map<std::string, std::string> Rows() const;

 private:
  void Open(bool calendar);
  void Append(v1::Entry* entry);

  bool restarts_ = false;
  std::unique_ptr<rocksdb::Env> env_;
  std::unique_ptr<storage::Store> store_;
  BookState state_{kBook};
  int64_t now_us_ = 0;
  uint64_t commands_ = 0;
  v1::Entry last_;
  std::vector<v1::Refusal> refusals_;
  std::vector<std::string> entries_;
};

// The rows of a state, by table and key.
std::map<std::string, std::string> RowsOf(const BookState& state);

// The state after that one on the way without detours; UNSPECIFIED after the
// last.
v1::CampaignState NextOf(const v1::CampaignRule& rule, v1::CampaignState state);

}  // namespace greenledger::rules

#endif  // GREENLEDGER_TESTS_SERVICES_SELECTION_RULES_SELECTION_BOOK_H_
