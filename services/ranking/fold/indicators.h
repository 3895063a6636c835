// Indicators of stretches of days, as a fold of a book's entries. Integers
// only; nothing but the entries and what IndicatorSources says of their book.
//
// What counts when:
// - A drop counts on the day its entry says, a clearance on the day the bin was
//   emptied, an activity, objection, deadline or survey on its own day (a
//   survey on its last), whenever the entry came in.
// - A merged drop is one drop, of the day and entry of its first part; all
// parts
//   count grams. Drops to suspense count for the community; for a household
//   only if they were its own.
// - An entry that was reversed counts in no stretch. A deadline that a reversed
//   clearance kept stays kept, as the book has judged it.
// - Households are those at the end of the stretch: through the last entry of
//   its last local day. Closed ones are not in the register; those that take
//   part are active.
//
// Which entry is behind what, one entry for each thing that is counted:
// participation has the first drop of each household that took part, and for
// the others the entry with which it was registered; households reached the
// entry with which each became active; volunteers the first activity of each
// member, and for residents the entry with which their household was
// registered; a deadline the clearance that kept it or the entry that told that
// it was missed; an objection its answer, or itself while it has none.
#ifndef GREENLEDGER_SERVICES_RANKING_FOLD_INDICATORS_H_
#define GREENLEDGER_SERVICES_RANKING_FOLD_INDICATORS_H_

#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/status/status.h"
#include "greenledger/v1/entry.pb.h"
#include "greenledger/v1/ranking_service.pb.h"
#include "services/ledger/rules/state.h"
#include "services/ranking/fold/deadline_fold.h"
#include "services/ranking/fold/indicator_tally.h"
#include "services/ranking/fold/period.h"
#include "services/ranking/fold/register.h"

namespace greenledger::ranking {

// What must be known of a book before its entries are looked at.
struct IndicatorSources {
  int32_t utc_offset_minutes = 0;
  // Class 1 and all below it, by every scheme that was published: a code keeps
  // its meaning for ever.
  absl::flat_hash_set<uint32_t> recyclables;
  // Entries that were reversed.
  absl::flat_hash_set<uint64_t> reversed;
};

// The sources for the first `size` entries of a book. REQUIRES: the state has
// them.
IndicatorSources SourcesOf(const rules::BookState& state, uint64_t size);

// Whether the entries behind an indicator can only be told from the whole book.
// Of the others, those on or after a local day are all in entries that came in
// on the day before it or later.
bool NeedsWholeBook(v1::IndicatorKind kind);

// Not thread-safe.
class IndicatorFold {
 public:
  IndicatorFold(IndicatorSources sources,
                const std::vector<DaySpan>& stretches);

  // Keeps entries behind an indicator of the first stretch.
  void Want(const WantedEntries& wanted);

  // The next entry, from 0 on. DATA_LOSS for a drop or clearance whose record
  // cannot be read.
  absl::Status Add(const v1::Entry& entry);

  // Whether what is wanted is known and will not change.
  bool Complete() const;

  // The figures of each stretch. Call once, after the last entry.
  std::vector<v1::IndicatorStretch> Finish();

  // What was wanted, rising. REQUIRES: Complete() or after Finish().
  std::vector<uint64_t> Wanted() const;

 private:
  // A household at the end of a stretch.
  struct HouseholdThen {
    uint64_t number = 0;
    uint32_t residents = 0;
    bool active = false;
    uint64_t opened_index = 0;
    uint64_t activated_index = 0;
  };
  struct Stretch {
    DaySpan span;
    IndicatorTally tally;
    // Household -> its first drop that was not rejected.
    absl::flat_hash_map<uint64_t, uint64_t> took_part;
    // Household, member -> first activity.
    std::map<std::pair<uint64_t, uint32_t>, uint64_t> volunteers;
    bool over = false;
    std::vector<HouseholdThen> households;  // once it is over
  };
  struct Objection {
    int32_t answer_until = 0;
    int32_t answered_day = 0;
    uint64_t answered_index = 0;  // 0 before
  };

  bool CountsDrop(const v1::Entry& entry) const;
  absl::Status AddRecord(const v1::Entry& entry);
  void AddDrop(const v1::Entry& entry, const v1::Drop& drop);
  void AddClearance(const v1::Entry& entry, const v1::Record& record);
  void AddBody(const v1::Entry& entry, int32_t today);
  void AddActivity(const v1::Entry& entry);
  void AddSurvey(const v1::Entry& entry);
  void End(Stretch* stretch) const;
  void CountHouseholds(Stretch* stretch) const;
  void CountObjections(Stretch* stretch) const;
  void CountDeadlines(Stretch* stretch) const;

  const IndicatorSources sources_;
  std::vector<Stretch> stretches_;
  WantedEntries wanted_;
  Register register_;
  DeadlineFold deadlines_;
  std::map<uint64_t, Objection> objections_;  // by entry
};

}  // namespace greenledger::ranking

#endif  // GREENLEDGER_SERVICES_RANKING_FOLD_INDICATORS_H_
