#include "services/statements/month_walk.h"

#include <algorithm>
#include <string>

#include "services/ledger/rules/local_day.h"
#include "services/ledger/rules/points_state.h"

namespace greenledger::statements {

absl::StatusOr<MonthEntries> Walk(const MonthWalk& walk,
                                  const rules::EntryAt& entry_at) {
  MonthEntries found;
  found.opening = walk.now;
  found.closing = walk.now;
  uint64_t index = walk.last_index;
  v1::Entry entry;
  for (uint64_t number = walk.entries; number > 0; --number) {
    if (absl::Status s = entry_at(index, &entry); !s.ok()) return s;
    if (entry.household() != walk.household ||
        entry.household_entry() != number) {
      return absl::DataLossError("entry " + std::to_string(index) +
                                 " is not entry " + std::to_string(number) +
                                 " of household " +
                                 std::to_string(walk.household));
    }
    const int32_t month = rules::MonthOf(
        rules::ToLocalTime(entry.time_us(), walk.utc_offset_minutes).day);
    const bool later = month > walk.month || index >= walk.as_of_size;
    if (!later && month < walk.month) break;
    const Amounts moved = MovedBy(entry);
    found.opening.points -= moved.points;
    found.opening.merit -= moved.merit;
    if (later) {
      found.closing = found.opening;
    } else {
      found.indices.push_back(index);
    }
    index = entry.household_previous();
  }
  std::reverse(found.indices.begin(), found.indices.end());
  return found;
}

}  // namespace greenledger::statements
