#include "services/ledger/rules/local_day.h"

#include <optional>
#include <string>

#include "gtest/gtest.h"

namespace greenledger::rules {
namespace {

constexpr int64_t kSecondUs = 1'000'000;
constexpr int64_t kOneHourUs = 3600 * kSecondUs;
constexpr int32_t kChina = 480;

TEST(ToLocalTimeTest, MidnightInChinaIsFourInTheAfternoonOfGreenwich) {
  const int64_t before_us = 16 * kOneHourUs - 1;
  EXPECT_EQ(ToLocalTime(before_us, kChina), (LocalTime{0, 1439}));
  EXPECT_EQ(ToLocalTime(before_us + 1, kChina), (LocalTime{1, 0}));
}

TEST(ToLocalTimeTest, RoundsTowardsThePastBefore1970) {
  EXPECT_EQ(ToLocalTime(-1, 0), (LocalTime{-1, 1439}));
  EXPECT_EQ(ToLocalTime(-24 * kOneHourUs, 0), (LocalTime{-1, 0}));
  EXPECT_EQ(ToLocalTime(-24 * kOneHourUs - 1, 0), (LocalTime{-2, 1439}));
  EXPECT_EQ(ToLocalTime(0, -720), (LocalTime{-1, 720}));
}

TEST(ToLocalTimeTest, TakesTheWholeRangeOfTimes) {
  EXPECT_EQ(ToLocalTime(INT64_MAX, 840).day, 106751991);
  EXPECT_EQ(ToLocalTime(INT64_MIN, -720).day, -106751992);
}

TEST(ParseDayTest, KnowsTheCalendar) {
  struct Row {
    const char* text;
    std::optional<int32_t> day;
  };
  const Row rows[] = {
      {"2000-01-01", 10957},        {"2026-06-05", 20609},
      {"2199-12-31", 84005},        {"2024-02-29", 19782},
      {"2000-02-29", 11016},        {"2100-02-29", std::nullopt},
      {"2025-02-29", std::nullopt}, {"2026-04-31", std::nullopt},
      {"2026-01-31", 20484},        {"2026-00-10", std::nullopt},
      {"2026-13-01", std::nullopt}, {"2026-01-00", std::nullopt},
      {"1999-12-31", std::nullopt}, {"2200-01-01", std::nullopt},
      {"2026-1-1", std::nullopt},   {"2026-01-011", std::nullopt},
      {"2026/01/01", std::nullopt}, {" 2026-01-01", std::nullopt},
      {"2026-01-0a", std::nullopt}, {"+026-01-01", std::nullopt},
      {"", std::nullopt},
  };
  for (const Row& row : rows) {
    EXPECT_EQ(ParseDay(row.text), row.day) << row.text;
  }
}

TEST(FormatDayTest, IsTheInverseOfParseDay) {
  const int32_t first = ParseDay("2000-01-01").value();
  const int32_t last = ParseDay("2199-12-31").value();
  for (int32_t day = first; day <= last; ++day) {
    ASSERT_EQ(ParseDay(FormatDay(day)), day);
  }
  EXPECT_EQ(FormatDay(first), "2000-01-01");
  EXPECT_EQ(FormatDay(0), "1970-01-01");
}

TEST(IsoWeekdayTest, CountsFromMonday) {
  EXPECT_EQ(IsoWeekday(ParseDay("2026-06-01").value()), 1u);
  EXPECT_EQ(IsoWeekday(ParseDay("2026-06-05").value()), 5u);
  EXPECT_EQ(IsoWeekday(ParseDay("2026-06-07").value()), 7u);
  EXPECT_EQ(IsoWeekday(0), 4u);
  EXPECT_EQ(IsoWeekday(-1), 3u);
}

}  // namespace
}  // namespace greenledger::rules
