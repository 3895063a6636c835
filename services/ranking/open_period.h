// The sums of a period that is kept in memory.
#ifndef GREENLEDGER_SERVICES_RANKING_OPEN_PERIOD_H_
#define GREENLEDGER_SERVICES_RANKING_OPEN_PERIOD_H_

#include <compare>
#include <cstdint>
#include <functional>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "greenledger/v1/ranking_service.pb.h"
#include "services/ranking/calendar.h"
#include "services/ranking/fold/contribution.h"
#include "services/ranking/fold/period.h"
#include "services/ranking/fold/register.h"
#include "services/ranking/slot_table.h"
#include "services/ranking/sums.h"

namespace greenledger::ranking {

// All kinds but campaigns.
inline constexpr v1::PeriodKind kCalendarKinds[] = {
    v1::PERIOD_KIND_DAY, v1::PERIOD_KIND_WEEK, v1::PERIOD_KIND_MONTH,
    v1::PERIOD_KIND_QUARTER, v1::PERIOD_KIND_YEAR};

// A period of a book: PeriodNumber, or the campaign's number.
struct PeriodKey {
  v1::PeriodKind kind = v1::PERIOD_KIND_UNSPECIFIED;
  int32_t number = 0;

  auto operator<=>(const PeriodKey&) const = default;
};

// A contestant of a book.
struct ContestantId {
  v1::ContestantKind kind = v1::CONTESTANT_KIND_UNSPECIFIED;
  uint32_t number = 0;
  uint32_t member = 0;

  auto operator<=>(const ContestantId&) const = default;
  template <typename H>
  friend H AbslHashValue(H hash, const ContestantId& id) {
    return H::combine(std::move(hash), int{id.kind}, id.number, id.member);
  }
};

// Not thread-safe.
class OpenPeriod {
 public:
  OpenPeriod(PeriodKey key, DaySpan days) : key_(key), days_(days) {}

  // Counts what a household did. `flip` says whether its day became active or
  // no longer is, as `calendar` now has it; 0 for a day that is not of this
  // period. `slot` is the resident's in the register.
  void Add(const Contribution& one, const Resident& resident, uint32_t slot,
           int32_t flip, const Calendar& calendar);

  // nullptr if it did nothing. `slot` is that of a HOUSEHOLD; not used for
  // others.
  const Sums* Find(const ContestantId& id, uint32_t slot) const;

  // All of a kind, households in the order of their slots. `slot` is 0 but for
  // households, whose number is 0: the register has it.
  using Visit =
      std::function<void(const ContestantId& id, uint32_t slot, const Sums&)>;
  void ForEach(v1::ContestantKind kind, const Visit& visit) const;

  // Those that changed since this was last called.
  void TakeChanges(const Visit& visit);
  size_t changed() const { return households_.changed() + changed_.size(); }

  // Takes sums as they were stored.
  void Load(const ContestantId& id, uint32_t slot, Sums sums);

  const PeriodKey& key() const { return key_; }
  const DaySpan& days() const { return days_; }

 private:
  struct Other {
    Sums sums;
    bool changed = false;
  };

  Sums& ChangeOther(const ContestantId& id);

  const PeriodKey key_;
  const DaySpan days_;
  SlotTable<Sums> households_;
  // Persons, buildings, grids, and the community.
  absl::flat_hash_map<ContestantId, Other> others_;
  std::vector<ContestantId> changed_;
};

}  // namespace greenledger::ranking

#endif  // GREENLEDGER_SERVICES_RANKING_OPEN_PERIOD_H_
