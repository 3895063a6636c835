#include "clients/cli/local_time.h"

#include <fmt/format.h>

#include <chrono>

#include "services/ledger/rules/local_day.h"

namespace greenledger::cli {
std::string LocalTime(int64_t time_us, int32_t utc_offset_minutes) {
  std::chrono::sys_time<std::chrono::seconds> time(
      std::chrono::floor<std::chrono::seconds>(
          std::chrono::microseconds(time_us)));
  time += std::chrono::minutes(utc_offset_minutes);
  auto days = std::chrono::floor<std::chrono::days>(time);
  std::chrono::hh_mm_ss clock(time - days);
  return fmt::format(
      "{} {:02}:{:02}:{:02}",
      rules::FormatDay(static_cast<int32_t>(days.time_since_epoch().count())),
      clock.hours().count(), clock.minutes().count(), clock.seconds().count());
}

std::string MinuteOfDay(uint32_t minute) {
  return fmt::format("{:02}:{:02}", minute / 60, minute % 60);
}

std::string UtcOffset(int32_t utc_offset_minutes) {
  bool west = utc_offset_minutes < 0;
  auto minutes =
      static_cast<uint32_t>(west ? -utc_offset_minutes : utc_offset_minutes);
  return fmt::format("UTC{}{}", west ? '-' : '+', MinuteOfDay(minutes));
}

}  // namespace greenledger::cli
