#include "services/ledger/rules/working_days.h"

#include <algorithm>
#include <chrono>
#include <string>

#include "services/ledger/rules/local_day.h"

namespace greenledger::rules {
namespace {

// Days of a calendar rise, and texts of days sort as the days do.
bool Holds(const google::protobuf::RepeatedPtrField<std::string>& days,
           const std::string& day) {
  return std::binary_search(days.begin(), days.end(), day);
}

uint32_t YearOf(int32_t day) {
  const std::chrono::year_month_day date{
      std::chrono::sys_days(std::chrono::days(day))};
  return static_cast<uint32_t>(static_cast<int>(date.year()));
}

}  // namespace

std::optional<bool> IsWorkingDay(const Calendars& calendars, int32_t day) {
  const auto year = calendars.find(YearOf(day));
  if (year == calendars.end()) return std::nullopt;
  const std::string text = FormatDay(day);
  if (Holds(year->second.off_days(), text)) return false;
  return IsoWeekday(day) <= 5 || Holds(year->second.working_days(), text);
}

std::optional<int32_t> WorkingDaysAfter(const Calendars& calendars, int32_t day,
                                        uint32_t count) {
  while (count > 0) {
    const std::optional<bool> works = IsWorkingDay(calendars, ++day);
    if (!works.has_value()) return std::nullopt;
    if (*works) --count;
  }
  return day;
}

std::optional<int32_t> LastDayOfNotice(const Calendars& calendars,
                                       v1::NoticeCount count, uint32_t days,
                                       int32_t first) {
  if (count == v1::NOTICE_COUNT_WORKING_DAYS) {
    return WorkingDaysAfter(calendars, first, days);
  }
  return first + static_cast<int32_t>(std::max<uint32_t>(days, 1)) - 1;
}

}  // namespace greenledger::rules
