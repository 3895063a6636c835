// Periods of the local calendar: days, ISO weeks, months, quarters and years.
// Days are days since 1970-01-01. Pure functions, safe from any thread; for
// days of the years 1 to 9999.
#ifndef GREENLEDGER_SERVICES_RANKING_FOLD_PERIOD_H_
#define GREENLEDGER_SERVICES_RANKING_FOLD_PERIOD_H_

#include <cstdint>

#include "greenledger/v1/ranking_service.pb.h"

namespace greenledger::ranking {

// Local days from the first to the last, both counted.
struct DaySpan {
  int32_t from_day = 0;
  int32_t to_day = 0;

  bool Holds(int32_t day) const { return from_day <= day && day <= to_day; }
  friend bool operator==(const DaySpan&, const DaySpan&) = default;
};

// Number of the period that holds a day. Periods of one kind are numbered one
// after another, so number - 1 is the one before; 0 is the one that holds
// 1970-01-01. REQUIRES: `kind` is DAY, WEEK, MONTH, QUARTER or YEAR.
int32_t PeriodNumber(v1::PeriodKind kind, int32_t day);

// The days of a period. REQUIRES: as above.
DaySpan PeriodDays(v1::PeriodKind kind, int32_t number);

// The days of the period that holds a day. REQUIRES: as above.
DaySpan PeriodOf(v1::PeriodKind kind, int32_t day);

// As many days just before; where it is whole months, as many months.
DaySpan SpanBefore(const DaySpan& span);

// The same days a year earlier. The 29th of February becomes the 28th; whole
// months stay whole months.
DaySpan YearEarlier(const DaySpan& span);

}  // namespace greenledger::ranking

#endif  // GREENLEDGER_SERVICES_RANKING_FOLD_PERIOD_H_
