// Reads the daily totals of a weighbridge and says what is wrong with them.
//
// A weighbridge file has the columns area, ticket_date (YYYY-MM-DD),
// waste_type and net_weight_kg; a classes file says what each type is:
// waste_type, class_code (0: leave it out), means (the right spelling; empty if
// the type is spelt right).
#ifndef GREENLEDGER_CLIENTS_CLI_WORKLOAD_WEIGHBRIDGE_H_
#define GREENLEDGER_CLIENTS_CLI_WORKLOAD_WEIGHBRIDGE_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace greenledger::workload {

// What can be wrong with a row, in the order in which it is looked for.
enum class RowFault : uint8_t {
  // Left out:
  kBadDate,
  kBadWeight,
  kZeroWeight,
  kUnknownType,
  kTypeLeftOut,
  kDuplicate,
  // Put right:
  kMisspeltType,
  kDaySwapped,
  // Booked, or left out if the rules say so:
  kOutlier,
};
inline constexpr size_t kRowFaults = 9;

// `BAD_DATE` and so on.
std::string_view RowFaultName(RowFault fault);

struct RowNote {
  // Line of the file.
  uint64_t line = 0;
  RowFault fault = RowFault::kBadDate;
  // The value that was found and what was made of it or would be right.
  std::string detail;
};

// One row that can be booked.
struct Weighing {
  uint64_t line = 0;
  // Local day since 1970-01-01, put right.
  int32_t day = 0;
  uint32_t class_code = 0;
  std::string type;
  uint64_t grams = 0;
};

struct WeighbridgeRules {
  // The file writes year-day-month where that is a date too: a date whose day
  // is 12 or less has day and month swapped. A date with a day above 12 is
  // right as it stands.
  bool swap_day_and_month = false;
  // Years whose dates are right all the same.
  std::vector<int32_t> years_not_swapped;
  // A weight above this many times the median of its type is an outlier; 0
  // looks for none.
  uint32_t outlier_medians = 8;
  // Outliers are booked unless this is set: what looks strange may be true.
  bool leave_out_outliers = false;
};

struct WeighbridgeDays {
  // By day, then in the order of the file.
  std::vector<Weighing> weighings;
  // By line.
  std::vector<RowNote> notes;
  // Notes per RowFault.
  std::array<uint64_t, kRowFaults> fault_counts = {};

  uint64_t Count(RowFault fault) const {
    return fault_counts[static_cast<size_t>(fault)];
  }
};

// Reads both texts. INVALID_ARGUMENT if one is no such table; a fault of a row
// is a note, not an error.
absl::StatusOr<WeighbridgeDays> ReadWeighbridge(std::string_view csv,
                                                std::string_view classes_csv,
                                                const WeighbridgeRules& rules);

}  // namespace greenledger::workload

#endif  // GREENLEDGER_CLIENTS_CLI_WORKLOAD_WEIGHBRIDGE_H_
