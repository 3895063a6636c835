// A household's entries of one month, found by walking its own sequence back
// from the newest, with what it had before and after them.
#ifndef GREENLEDGER_SERVICES_STATEMENTS_MONTH_WALK_H_
#define GREENLEDGER_SERVICES_STATEMENTS_MONTH_WALK_H_

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "services/ledger/rules/rerate.h"
#include "services/statements/wording.h"

namespace greenledger::statements {

struct MonthWalk {
  uint64_t household = 0;
  // Its newest entry: index and number in its own sequence; no entries if the
  // number is 0.
  uint64_t last_index = 0;
  uint64_t entries = 0;
  // What it has after that entry.
  Amounts now;
  // year * 12 + month - 1, local time.
  int32_t month = 0;
  // Entries from this index on are taken as later than the month.
  uint64_t as_of_size = 0;
  int32_t utc_offset_minutes = 0;
};

struct MonthEntries {
  Amounts opening;
  Amounts closing;
  // The oldest first.
  std::vector<uint64_t> indices;
};

// Reads every entry since the month began and one before it. DATA_LOSS if the
// links do not hold; else what `entry_at` fails with. Pure but for that.
absl::StatusOr<MonthEntries> Walk(const MonthWalk& walk,
                                  const rules::EntryAt& entry_at);

}  // namespace greenledger::statements

#endif  // GREENLEDGER_SERVICES_STATEMENTS_MONTH_WALK_H_
