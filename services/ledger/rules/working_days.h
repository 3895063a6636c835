// Working days by the official calendar. Days are local days since 1970-01-01.
#ifndef GREENLEDGER_SERVICES_LEDGER_RULES_WORKING_DAYS_H_
#define GREENLEDGER_SERVICES_LEDGER_RULES_WORKING_DAYS_H_

#include <cstdint>
#include <map>
#include <optional>

#include "greenledger/v1/evidence.pb.h"
#include "greenledger/v1/selection.pb.h"

namespace greenledger::rules {

using Calendars = std::map<uint32_t, v1::CalendarYear>;

// Whether people work on that day: Monday to Friday but for off_days, and
// working_days. nullopt if the calendar of its year is not published.
std::optional<bool> IsWorkingDay(const Calendars& calendars, int32_t day);

// The `count`-th working day after `day`; `day` itself for 0. nullopt if a
// calendar that is needed is missing.
std::optional<int32_t> WorkingDaysAfter(const Calendars& calendars, int32_t day,
                                        uint32_t count);

// Last day of a notice (or of what puts it off) of `days` days that is put up
// on `first`, counted by the rule. nullopt as above; calendar days need no
// calendar.
std::optional<int32_t> LastDayOfNotice(const Calendars& calendars,
                                       v1::NoticeCount count, uint32_t days,
                                       int32_t first);

}  // namespace greenledger::rules

#endif  // GREENLEDGER_SERVICES_LEDGER_RULES_WORKING_DAYS_H_
