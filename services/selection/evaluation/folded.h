// Everything that is folded of a book's entries to evaluate one campaign. Not
// thread-safe.
#ifndef GREENLEDGER_SERVICES_SELECTION_EVALUATION_FOLDED_H_
#define GREENLEDGER_SERVICES_SELECTION_EVALUATION_FOLDED_H_

#include <cstdint>
#include <deque>
#include <map>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "greenledger/v1/entry.pb.h"
#include "services/ledger/rules/rerate.h"
#include "services/ranking/fold/contribution.h"
#include "services/ranking/fold/register.h"
#include "services/selection/evaluation/entries_about.h"
#include "services/selection/evaluation/figures.h"
#include "services/selection/evaluation/tally.h"
#include "services/selection/evaluation/titles.h"
#include "services/selection/evaluation/window.h"

namespace greenledger::evaluation {

class Folded {
 public:
  Folded(uint64_t book, const v1::CampaignRule& rule, rules::EntryAt entry_at);
  Folded(const Folded&) = delete;
  Folded& operator=(const Folded&) = delete;

  // The next entry. DATA_LOSS for one that cannot follow; errors of `entry_at`.
  absl::Status Add(const v1::Entry& entry);

  uint64_t book() const { return book_; }
  const v1::CampaignRule& rule() const { return rule_; }
  const Window& window() const { return window_; }
  const ranking::Register& residents() const { return register_; }
  const EntriesAbout& about() const { return about_; }
  const Titles& titles() const { return titles_; }
  const ClassTree& classes() const { return classes_; }
  uint64_t size() const { return size_; }
  // Local day of the newest entry.
  int32_t today() const { return today_; }
  // Local day on which a grid or building was opened, or (0) the book; that of
  // the newest entry for one that is not known.
  int32_t OpenedOn(uint64_t place) const;

  // Of the register's resident at that place of its list, and of a member.
  const Tally& TallyOf(size_t slot) const { return tallies_[slot]; }
  const Tally& TallyOf(uint64_t household, uint32_t member) const;

 private:
  absl::Status Count(const v1::Entry& entry);
  void Count(const v1::Entry& entry, const ranking::Contribution& one);

  const uint64_t book_;
  const v1::CampaignRule rule_;
  const Window window_;
  const rules::EntryAt entry_at_;
  Wanted wanted_;
  ranking::Register register_;
  EntriesAbout about_;
  Titles titles_;
  ClassTree classes_;
  // One for each resident of the register, in its order.
  std::deque<Tally> tallies_;
  // Of members, in campaigns of persons.
  absl::flat_hash_map<std::pair<uint64_t, uint32_t>, Tally> members_;
  std::map<uint64_t, int32_t> opened_on_;
  std::vector<ranking::Contribution> contributions_;
  uint64_t size_ = 0;
  int32_t today_ = 0;
};

}  // namespace greenledger::evaluation

#endif  // GREENLEDGER_SERVICES_SELECTION_EVALUATION_FOLDED_H_
