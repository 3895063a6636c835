// The local days that count for a campaign.
#ifndef GREENLEDGER_SERVICES_SELECTION_EVALUATION_WINDOW_H_
#define GREENLEDGER_SERVICES_SELECTION_EVALUATION_WINDOW_H_

#include <cstdint>
#include <vector>

#include "services/ranking/fold/period.h"

namespace greenledger::evaluation {

// Days are days since 1970-01-01; offsets count from the window's first day.
class Window {
 public:
  explicit Window(const ranking::DaySpan& span);

  int32_t from_day() const { return span_.from_day; }
  int32_t to_day() const { return span_.to_day; }
  uint32_t days() const { return static_cast<uint32_t>(weeks_.size()); }
  bool Holds(int32_t day) const { return span_.Holds(day); }
  // REQUIRES: Holds(day).
  uint32_t OffsetOf(int32_t day) const {
    return static_cast<uint32_t>(day - span_.from_day);
  }
  // Number of the ISO week, or calendar month, that holds a day.
  int32_t WeekOf(uint32_t offset) const { return weeks_[offset]; }
  int32_t MonthOf(uint32_t offset) const { return months_[offset]; }

 private:
  ranking::DaySpan span_;
  std::vector<int32_t> weeks_;
  std::vector<int32_t> months_;
};

}  // namespace greenledger::evaluation

#endif  // GREENLEDGER_SERVICES_SELECTION_EVALUATION_WINDOW_H_
