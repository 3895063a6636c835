#include "services/ranking/fold/period.h"

#include <algorithm>
#include <chrono>

namespace greenledger::ranking {
namespace {

using std::chrono::year_month;
using std::chrono::year_month_day;

// 1970-01-01 was a Thursday, so the first week began three days before.
constexpr int32_t kFirstMonday = -3;
constexpr int32_t kMonthsOfQuarter = 3;
constexpr int32_t kMonthsOfYear = 12;

constexpr int32_t FloorDivide(int32_t a, int32_t b) {
  return a / b - (a % b < 0 ? 1 : 0);
}

year_month_day DateOf(int32_t day) {
  return std::chrono::sys_days(std::chrono::days(day));
}

int32_t DayOf(const year_month_day& date) {
  return static_cast<int32_t>(
      std::chrono::sys_days(date).time_since_epoch().count());
}

// Months since January 1970.
int32_t MonthOf(int32_t day) {
  const year_month_day date = DateOf(day);
  return (static_cast<int>(date.year()) - 1970) * kMonthsOfYear +
         static_cast<int32_t>(static_cast<unsigned>(date.month())) - 1;
}

// First day of a month, counted as above.
int32_t FirstOf(int32_t month) {
  const year_month first =
      year_month(std::chrono::year(1970), std::chrono::January) +
      std::chrono::months(month);
  return DayOf(first / std::chrono::day(1));
}

// The days of `count` months from one on.
DaySpan Months(int32_t month, int32_t count) {
  return {FirstOf(month), FirstOf(month + count) - 1};
}

int32_t MonthsIn(v1::PeriodKind kind) {
  switch (kind) {
    case v1::PERIOD_KIND_QUARTER:
      return kMonthsOfQuarter;
    case v1::PERIOD_KIND_YEAR:
      return kMonthsOfYear;
    default:
      return 1;
  }
}

bool IsWholeMonths(const DaySpan& span) {
  return span.from_day == FirstOf(MonthOf(span.from_day)) &&
         span.to_day + 1 == FirstOf(MonthOf(span.to_day) + 1);
}

int32_t YearBefore(int32_t day) {
  const year_month_day date = DateOf(day);
  const year_month_day last((date.year() - std::chrono::years(1)) /
                            date.month() / std::chrono::last);
  return DayOf(last.year() / last.month() / std::min(date.day(), last.day()));
}

}  // namespace

int32_t PeriodNumber(v1::PeriodKind kind, int32_t day) {
  switch (kind) {
    case v1::PERIOD_KIND_DAY:
      return day;
    case v1::PERIOD_KIND_WEEK:
      return FloorDivide(day - kFirstMonday, 7);
    default:
      return FloorDivide(MonthOf(day), MonthsIn(kind));
  }
}

DaySpan PeriodDays(v1::PeriodKind kind, int32_t number) {
  switch (kind) {
    case v1::PERIOD_KIND_DAY:
      return {number, number};
    case v1::PERIOD_KIND_WEEK: {
      const int32_t monday = number * 7 + kFirstMonday;
      return {monday, monday + 6};
    }
    default:
      return Months(number * MonthsIn(kind), MonthsIn(kind));
  }
}

DaySpan PeriodOf(v1::PeriodKind kind, int32_t day) {
  return PeriodDays(kind, PeriodNumber(kind, day));
}

DaySpan SpanBefore(const DaySpan& span) {
  if (IsWholeMonths(span)) {
    const int32_t first = MonthOf(span.from_day);
    const int32_t count = MonthOf(span.to_day) - first + 1;
    return Months(first - count, count);
  }
  const int32_t days = span.to_day - span.from_day + 1;
  return {span.from_day - days, span.from_day - 1};
}

DaySpan YearEarlier(const DaySpan& span) {
  if (IsWholeMonths(span)) {
    const int32_t first = MonthOf(span.from_day);
    return Months(first - kMonthsOfYear, MonthOf(span.to_day) - first + 1);
  }
  return {YearBefore(span.from_day), YearBefore(span.to_day)};
}

}  // namespace greenledger::ranking
