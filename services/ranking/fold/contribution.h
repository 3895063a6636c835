// What an entry adds to the figures by which contestants are ranked. The one
// place that says what counts: standings, campaigns and indicators share it.
// Pure but for the entries it asks for; safe from any thread.
#ifndef GREENLEDGER_SERVICES_RANKING_FOLD_CONTRIBUTION_H_
#define GREENLEDGER_SERVICES_RANKING_FOLD_CONTRIBUTION_H_

#include <cstdint>
#include <vector>

#include "absl/status/status.h"
#include "greenledger/v1/entry.pb.h"
#include "services/ledger/rules/rerate.h"

namespace greenledger::ranking {

// A drop counts by drop.day; its later merged parts add amounts and are no
// drops of their own. What is booked about an earlier drop (reversed, rated
// again) carries that drop's day in `day` and the entry's own in `booked_day`:
// who keeps closed periods chooses. Penalties, adjustments, activities and
// claims from suspense count on their own days; of one that was reversed, that
// day is in `day` too. Moves between books count nothing: what somebody earned
// elsewhere was ranked there. A merged drop whose first part was reversed is
// none any more, though its later parts keep their amounts.
struct Contribution {
  uint64_t index = 0;  // of the entry
  uint64_t household = 0;
  uint32_t member = 0;  // of an activity, else 0
  int32_t day = 0;
  int32_t booked_day = 0;
  int64_t milli_merit = 0;
  int64_t milli_points = 0;  // earned by drops; nothing else is in it
  uint32_t class_code = 0;   // as dropped; 0 if it is no drop
  int64_t grams = 0;         // of drops that were not rejected
  int32_t drops = 0;         // not rejected; -1 for one that was reversed
  int32_t rejected = 0;
  int64_t minutes = 0;  // of activities that counted
};

// Adds what the entry contributes to `out`; nothing for most kinds, one for
// each drop that was rated again. Entries of no household contribute nothing.
// `entry_at` is asked for the entry that a reversal names. Errors are its own;
// DATA_LOSS for a drop whose record cannot be read.
absl::Status Contribute(const v1::Entry& entry, int32_t utc_offset_minutes,
                        const rules::EntryAt& entry_at,
                        std::vector<Contribution>* out);

}  // namespace greenledger::ranking

#endif  // GREENLEDGER_SERVICES_RANKING_FOLD_CONTRIBUTION_H_
