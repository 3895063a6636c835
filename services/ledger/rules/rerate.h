// Rating drops of one household again, by the rates of a correction. Pure but
// for the entries it asks for.
#ifndef GREENLEDGER_SERVICES_LEDGER_RULES_RERATE_H_
#define GREENLEDGER_SERVICES_LEDGER_RULES_RERATE_H_

#include <cstdint>
#include <functional>
#include <memory>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "greenledger/v1/entry.pb.h"
#include "services/ledger/rules/compiled_tariff.h"
#include "services/ledger/rules/state.h"

namespace greenledger::rules {

// Drops in one entry; more go into another.
inline constexpr int kRatedAgainMax = 500;

// What has to be known to begin: taken under the book's lock, used without it.
struct RerateTask {
  uint64_t correction_index = 0;
  uint64_t household = 0;
  // The household's newest entry.
  uint64_t last_index = 0;
  // Entries of its own sequence up to this number are done.
  uint64_t through = 0;
  int32_t from_day = 0;
  int32_t to_day = 0;
  int32_t utc_offset_minutes = 0;
  std::shared_ptr<const CompiledTariff> tariff;
};

// Reads entry `index` of the book.
using EntryAt = std::function<absl::Status(uint64_t index, v1::Entry* entry)>;

// The task for one household. REQUIRES: household and correction are known.
RerateTask TaskFor(const BookState& state, uint64_t correction_index,
                   const Correction& correction,
                   const HouseholdState& household);

// Rates the household's drops of those days that were booked before the
// correction, in the order of their entries, as if its rates had held: merging,
// caps and merit as rating.h has them. The day a drop counts for and whether
// it was late stay what they were; what was reversed is left alone; budgets do
// not cut, since what is owed is owed. The result names the drops whose amounts
// change, at most kRatedAgainMax, and the entry it looked at last;
// written_off_milli_points is left 0. Empty `drops` mean that nothing is left.
// Errors are those of `entry_at`; DATA_LOSS if an entry is not what it must be.
absl::StatusOr<v1::DropsRerated> Rerate(const RerateTask& task,
                                        const EntryAt& entry_at);

}  // namespace greenledger::rules

#endif  // GREENLEDGER_SERVICES_LEDGER_RULES_RERATE_H_
