// Lots: points of a household by the last local day on which they can be
// spent. All points that end on the same day are one lot. What ends first is
// spent first; points that never end have no lot and are spent last. Pure.
#ifndef GREENLEDGER_SERVICES_LEDGER_RULES_LOTS_H_
#define GREENLEDGER_SERVICES_LEDGER_RULES_LOTS_H_

#include <cstdint>
#include <limits>

#include "absl/container/inlined_vector.h"
#include "greenledger/v1/tariff.pb.h"

namespace greenledger::rules {

// The last day of points that do not end.
inline constexpr int32_t kNeverEnds = std::numeric_limits<int32_t>::max();

struct Lot {
  int32_t last_day = kNeverEnds;  // days since 1970-01-01
  uint64_t milli_points = 0;
  friend bool operator==(const Lot&, const Lot&) = default;
};

// In the order of their last days, each day once, none empty. A household's
// own leave out what never ends; parts taken out of them name it.
using Lots = absl::InlinedVector<Lot, 1>;

// The last day of points that count for `day` (2000 to 2199).
int32_t LastDay(const v1::ExpiryPolicy& policy, int32_t day);

// Puts points in; those that never end are left out.
void AddLot(const Lot& lot, Lots* lots);

// Takes `milli_points` out, what ends first first, and returns what was taken.
// What the lots lack comes from points that never end.
Lots TakeFromLots(uint64_t milli_points, Lots* lots);

// Sum of all lots.
uint64_t SumOf(const Lots& lots);

}  // namespace greenledger::rules

#endif  // GREENLEDGER_SERVICES_LEDGER_RULES_LOTS_H_
