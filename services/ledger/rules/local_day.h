// Local days and times of day. A day is a number: days since 1970-01-01 on the
// local calendar. Pure functions, safe from any thread.
#ifndef GREENLEDGER_SERVICES_LEDGER_RULES_LOCAL_DAY_H_
#define GREENLEDGER_SERVICES_LEDGER_RULES_LOCAL_DAY_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace greenledger::rules {

// Microseconds of a minute and of an hour.
inline constexpr int64_t kMinuteUs = 60'000'000;
inline constexpr int64_t kHourUs = 60 * kMinuteUs;

// A moment as a clock on the wall shows it.
struct LocalTime {
  // Days since 1970-01-01; negative before.
  int32_t day = 0;
  // Minute of the day, 0 to 1439.
  uint32_t minute = 0;
  friend bool operator==(const LocalTime&, const LocalTime&) = default;
};

// The local day and minute of `time_us` (microseconds since 1970-01-01 UTC)
// where local time is `utc_offset_minutes` ahead of UTC. Seconds are cut off
// towards the past, before 1970 too.
LocalTime ToLocalTime(int64_t time_us, int32_t utc_offset_minutes);

// The day that `text` names as `YYYY-MM-DD`. Nothing if it has another form,
// no calendar has that day, or the year is not 2000 to 2199.
std::optional<int32_t> ParseDay(std::string_view text);

// `day` as `YYYY-MM-DD`.
std::string FormatDay(int32_t day);

// Weekday of `day`, 1 (Monday) to 7 (Sunday).
uint32_t IsoWeekday(int32_t day);

// The same day of the month so many months later; the last of that month if it
// is shorter.
int32_t AddMonths(int32_t day, uint32_t months);

}  // namespace greenledger::rules

#endif  // GREENLEDGER_SERVICES_LEDGER_RULES_LOCAL_DAY_H_
