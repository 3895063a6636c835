// On which days households had drops that were not rejected: 16 bytes for a
// month of a household.
#ifndef GREENLEDGER_SERVICES_RANKING_CALENDAR_H_
#define GREENLEDGER_SERVICES_RANKING_CALENDAR_H_

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "absl/container/flat_hash_map.h"
#include "services/ranking/fold/period.h"
#include "services/ranking/slot_table.h"

namespace greenledger::ranking {

// Households by their slots, days as local days. Not thread-safe.
class Calendar {
 public:
  // Counts drops, below 0 for what was taken back. Returns 1 if the day became
  // active, -1 if it no longer is, else 0.
  int32_t Add(uint32_t slot, int32_t day, int32_t drops);

  // Whether any day of the span but `day` is active.
  bool IsActiveBut(uint32_t slot, const DaySpan& span, int32_t day) const;

  // Forgets the months before the one of `day`.
  void ForgetBefore(int32_t day);

  // Takes months of another calendar that are before the one of `day`, in place
  // of its own.
  void TakeBefore(int32_t day, Calendar* other);

  // Months (PeriodNumber) that changed, with the row of each household that
  // did, since this was last called.
  using Visit =
      std::function<void(int32_t month, uint32_t slot, std::string row)>;
  void TakeChanges(const Visit& visit);
  size_t changed() const;

  // Takes a row. False if it is none.
  bool Load(int32_t month, uint32_t slot, std::string_view row);

 private:
  // Four bits a day; 15 means that there may be more in more_.
  struct Month {
    std::array<uint64_t, 2> bits = {};

    uint32_t At(uint32_t index) const {
      return (bits[index / 16] >> (index % 16 * 4)) & 15;
    }
    void Set(uint32_t index, uint32_t value) {
      const uint32_t shift = index % 16 * 4;
      bits[index / 16] &= ~(uint64_t{15} << shift);
      bits[index / 16] |= uint64_t{value} << shift;
    }
  };

  uint32_t CountOf(const Month& month, uint32_t slot, int32_t first_day,
                   uint32_t index) const;
  void SetCount(Month* month, uint32_t slot, int32_t first_day, uint32_t index,
                uint32_t count);

  std::map<int32_t, SlotTable<Month>> months_;
  // Slot and day -> drops above 15.
  absl::flat_hash_map<std::pair<uint32_t, int32_t>, uint32_t> more_;
};

}  // namespace greenledger::ranking

#endif  // GREENLEDGER_SERVICES_RANKING_CALENDAR_H_
