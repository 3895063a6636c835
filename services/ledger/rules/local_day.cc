#include "services/ledger/rules/local_day.h"

#include <fmt/core.h>

#include <algorithm>
#include <chrono>

namespace greenledger::rules {
namespace {

constexpr int64_t kDayMinutes = 24 * 60;

constexpr int64_t FloorDivide(int64_t a, int64_t b) {
  return a / b - (a % b < 0 ? 1 : 0);
}

unsigned Number(std::string_view digits) {
  unsigned number = 0;
  for (const char c : digits) number = number * 10 + unsigned(c - '0');
  return number;
}

bool HasForm(std::string_view text) {
  constexpr std::string_view kForm = "dddd-dd-dd";
  return std::equal(text.begin(), text.end(), kForm.begin(), kForm.end(),
                    [](char c, char form) {
                      return form == 'd' ? c >= '0' && c <= '9' : c == form;
                    });
}

std::chrono::sys_days ToSysDays(int32_t day) {
  return std::chrono::sys_days(std::chrono::days(day));
}

}  // namespace

LocalTime ToLocalTime(int64_t time_us, int32_t utc_offset_minutes) {
  const int64_t minutes = FloorDivide(time_us, kMinuteUs) + utc_offset_minutes;
  const int64_t day = FloorDivide(minutes, kDayMinutes);
  return {.day = static_cast<int32_t>(day),
          .minute = static_cast<uint32_t>(minutes - day * kDayMinutes)};
}

std::optional<int32_t> ParseDay(std::string_view text) {
  if (!HasForm(text)) return std::nullopt;
  const unsigned year = Number(text.substr(0, 4));
  if (year < 2000 || year > 2199) return std::nullopt;
  const std::chrono::year_month_day date(
      std::chrono::year(static_cast<int>(year)),
      std::chrono::month(Number(text.substr(5, 2))),
      std::chrono::day(Number(text.substr(8, 2))));
  if (!date.ok()) return std::nullopt;
  return static_cast<int32_t>(
      std::chrono::sys_days(date).time_since_epoch().count());
}

std::string FormatDay(int32_t day) {
  const std::chrono::year_month_day date(ToSysDays(day));
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()));
}

uint32_t IsoWeekday(int32_t day) {
  return std::chrono::weekday(ToSysDays(day)).iso_encoding();
}

int32_t AddMonths(int32_t day, uint32_t months) {
  const std::chrono::year_month_day from(ToSysDays(day));
  const std::chrono::year_month month =
      from.year() / from.month() + std::chrono::months(months);
  std::chrono::year_month_day to = month / from.day();
  if (!to.ok()) to = month / std::chrono::last;
  return static_cast<int32_t>(
      std::chrono::sys_days(to).time_since_epoch().count());
}

}  // namespace greenledger::rules
