// Periods against a calendar that is counted day by day.
#include "services/ranking/fold/period.h"

#include <gtest/gtest.h>

#include <chrono>
#include <string>

#include "services/ledger/rules/local_day.h"

namespace greenledger::ranking {
namespace {

using std::chrono::sys_days;
using std::chrono::year_month_day;

constexpr v1::PeriodKind kKinds[] = {
    v1::PERIOD_KIND_DAY, v1::PERIOD_KIND_WEEK, v1::PERIOD_KIND_MONTH,
    v1::PERIOD_KIND_QUARTER, v1::PERIOD_KIND_YEAR};

int32_t Day(const std::string& text) { return rules::ParseDay(text).value(); }

DaySpan Span(const std::string& from, const std::string& to) {
  return {Day(from), Day(to)};
}

// Whether a period begins with that day.
bool Begins(v1::PeriodKind kind, int32_t day) {
  const year_month_day date{sys_days(std::chrono::days(day))};
  const unsigned month = static_cast<unsigned>(date.month());
  const bool first = static_cast<unsigned>(date.day()) == 1;
  switch (kind) {
    case v1::PERIOD_KIND_DAY:
      return true;
    case v1::PERIOD_KIND_WEEK:
      return std::chrono::weekday(sys_days(std::chrono::days(day))) ==
             std::chrono::Monday;
    case v1::PERIOD_KIND_MONTH:
      return first;
    case v1::PERIOD_KIND_QUARTER:
      return first && month % 3 == 1;
    default:
      return first && month == 1;
  }
}

class PeriodTest : public ::testing::TestWithParam<v1::PeriodKind> {};

TEST_P(PeriodTest, EveryDayOfACenturyLiesInItsPeriod) {
  const v1::PeriodKind kind = GetParam();
  const int32_t last = Day("2099-12-31");
  int32_t first_day = Day("2000-01-01");
  while (!Begins(kind, first_day)) --first_day;
  int32_t number = PeriodNumber(kind, first_day);
  for (int32_t day = first_day + 1; day <= last; ++day) {
    if (Begins(kind, day)) {
      ASSERT_EQ(PeriodDays(kind, number), (DaySpan{first_day, day - 1}));
      ASSERT_EQ(PeriodOf(kind, day - 1), (DaySpan{first_day, day - 1}));
      ++number;
      first_day = day;
    }
    ASSERT_EQ(PeriodNumber(kind, day), number) << rules::FormatDay(day);
    ASSERT_EQ(PeriodOf(kind, day).from_day, first_day);
  }
}

TEST_P(PeriodTest, TheFirstOneHoldsTheFirstDay) {
  EXPECT_EQ(PeriodNumber(GetParam(), 0), 0);
  EXPECT_TRUE(PeriodDays(GetParam(), 0).Holds(0));
  EXPECT_FALSE(PeriodDays(GetParam(), -1).Holds(0));
  EXPECT_EQ(PeriodDays(GetParam(), -1).to_day + 1,
            PeriodDays(GetParam(), 0).from_day);
}

INSTANTIATE_TEST_SUITE_P(Kinds, PeriodTest, ::testing::ValuesIn(kKinds),
                         [](const auto& kind) {
                           return v1::PeriodKind_Name(kind.param);
                         });

TEST(PeriodTest, WeeksAreThoseOfTheStandard) {
  // 2027-01-01 is a Friday and lies in the last week of 2026.
  EXPECT_EQ(PeriodOf(v1::PERIOD_KIND_WEEK, Day("2027-01-01")),
            Span("2026-12-28", "2027-01-03"));
}

TEST(SpanTest, BeforeAreAsManyDaysOrAsManyMonths) {
  EXPECT_EQ(SpanBefore(Span("2026-06-08", "2026-06-14")),
            Span("2026-06-01", "2026-06-07"));
  EXPECT_EQ(SpanBefore(Span("2026-03-05", "2026-03-05")),
            Span("2026-03-04", "2026-03-04"));
  EXPECT_EQ(SpanBefore(Span("2026-03-01", "2026-03-31")),
            Span("2026-02-01", "2026-02-28"));
  EXPECT_EQ(SpanBefore(Span("2024-03-01", "2024-05-31")),
            Span("2023-12-01", "2024-02-29"));
  EXPECT_EQ(SpanBefore(Span("2026-01-01", "2026-12-31")),
            Span("2025-01-01", "2025-12-31"));
  // All but one day of a month are days.
  EXPECT_EQ(SpanBefore(Span("2026-03-01", "2026-03-30")),
            Span("2026-01-30", "2026-02-28"));
}

TEST(SpanTest, AYearEarlierAreTheSameDays) {
  EXPECT_EQ(YearEarlier(Span("2026-06-08", "2026-06-14")),
            Span("2025-06-08", "2025-06-14"));
  EXPECT_EQ(YearEarlier(Span("2024-02-29", "2024-02-29")),
            Span("2023-02-28", "2023-02-28"));
  EXPECT_EQ(YearEarlier(Span("2024-02-20", "2024-03-05")),
            Span("2023-02-20", "2023-03-05"));
  EXPECT_EQ(YearEarlier(Span("2025-02-01", "2025-02-28")),
            Span("2024-02-01", "2024-02-29"));
  EXPECT_EQ(YearEarlier(Span("2024-02-01", "2024-02-29")),
            Span("2023-02-01", "2023-02-28"));
  EXPECT_EQ(YearEarlier(Span("2025-12-15", "2026-01-14")),
            Span("2024-12-15", "2025-01-14"));
}

TEST(SpanTest, EveryDayOfACenturyHasOneAYearEarlier) {
  const int32_t last = Day("2099-12-31");
  for (int32_t day = Day("2001-01-01"); day <= last; ++day) {
    const DaySpan before = YearEarlier({day, day});
    ASSERT_EQ(before.from_day, before.to_day);
    const std::string date = rules::FormatDay(day);
    const std::string earlier = rules::FormatDay(before.from_day);
    ASSERT_EQ(std::stoi(earlier.substr(0, 4)),
              std::stoi(date.substr(0, 4)) - 1);
    ASSERT_EQ(earlier.substr(4),
              date.ends_with("-02-29") ? "-02-28" : date.substr(4));
  }
}

}  // namespace
}  // namespace greenledger::ranking
