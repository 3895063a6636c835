// Times of a book as people there write them.
#ifndef GREENLEDGER_CLIENTS_CLI_LOCAL_TIME_H_
#define GREENLEDGER_CLIENTS_CLI_LOCAL_TIME_H_

#include <cstdint>
#include <string>

namespace greenledger::cli {

// `2026-03-01 08:15:30` for microseconds since 1970-01-01 UTC, at a place
// `utc_offset_minutes` from UTC.
std::string LocalTime(int64_t time_us, int32_t utc_offset_minutes);

// `06:30` for a minute of the day, 0 to 1440.
std::string MinuteOfDay(uint32_t minute);

// `UTC+08:00`.
std::string UtcOffset(int32_t utc_offset_minutes);

}  // namespace greenledger::cli

#endif  // GREENLEDGER_CLIENTS_CLI_LOCAL_TIME_H_
