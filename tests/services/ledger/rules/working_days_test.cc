// Working days and notices, held against the published list of days.
#include "services/ledger/rules/working_days.h"

#include <chrono>
#include <fstream>
#include <map>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/ledger/rules/document_check.h"
#include "services/ledger/rules/local_day.h"

namespace greenledger::rules {
namespace {

using std::chrono::days;
using std::chrono::sys_days;
using std::chrono::year_month_day;

// The published list: date -> nobody works.
using DayList = std::map<std::string, bool>;

DayList ReadDays() {
  std::ifstream in(GREENLEDGER_DAYS_FILE);
  DayList list;
  std::string line;
  std::getline(in, line);
  while (std::getline(in, line)) {
    list[line.substr(0, 10)] = line.at(line.rfind(',') + 1) == '1';
  }
  EXPECT_EQ(list.size(), 142u);
  return list;
}

std::string TextOf(sys_days day) {
  const year_month_day date(day);
  char text[16];
  std::snprintf(
      text, sizeof(text), "%04d-%02u-%02u", static_cast<int>(date.year()),
      static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  return text;
}

bool IsWeekend(sys_days day) {
  const std::chrono::weekday weekday(day);
  return weekday == std::chrono::Saturday || weekday == std::chrono::Sunday;
}

// What anybody finds who goes through the list by hand.
bool PeopleWork(const DayList& list, sys_days day) {
  const auto at = list.find(TextOf(day));
  return at == list.end() ? !IsWeekend(day) : !at->second;
}

sys_days DayFrom(const std::string& text) {
  return sys_days(days(*ParseDay(text)));
}

int32_t NumberOf(sys_days day) {
  return static_cast<int32_t>(day.time_since_epoch().count());
}

Calendars CalendarsFrom(const DayList& list) {
  Calendars calendars;
  for (const auto& [text, off] : list) {
    const auto year = static_cast<uint32_t>(std::stoul(text.substr(0, 4)));
    if (year < 2023) continue;
    v1::CalendarYear& calendar = calendars[year];
    calendar.set_year(year);
    calendar.set_source("the published list");
    if (!off) {
      calendar.add_working_days(text);
    } else if (!IsWeekend(DayFrom(text))) {
      calendar.add_off_days(text);
    }
  }
  return calendars;
}

class WorkingDaysTest : public ::testing::Test {
 protected:
  std::string NoticeUntil(const std::string& first, uint32_t count,
                          v1::NoticeCount by = v1::NOTICE_COUNT_WORKING_DAYS) {
    const auto last = LastDayOfNotice(calendars, by, count, *ParseDay(first));
    return last.has_value() ? FormatDay(*last) : "none";
  }

  const DayList list = ReadDays();
  Calendars calendars = CalendarsFrom(list);
};

TEST_F(WorkingDaysTest, TheCalendarsAreOfTheFormThatIsPublished) {
  ASSERT_EQ(calendars.size(), 4u);
  for (const auto& [year, calendar] : calendars) {
    EXPECT_THAT(CheckCalendarYear(calendar), ::testing::IsEmpty()) << year;
  }
}

TEST_F(WorkingDaysTest, EveryDayOfThreeYearsIsWhatTheListSays) {
  int working = 0;
  for (sys_days day = DayFrom("2024-01-01"); day <= DayFrom("2026-12-31");
       day += days(1)) {
    const auto works = IsWorkingDay(calendars, NumberOf(day));
    ASSERT_TRUE(works.has_value());
    EXPECT_EQ(*works, PeopleWork(list, day)) << TextOf(day);
    working += *works ? 1 : 0;
  }
  // 1,096 days less 312 of weekends, less 56 off from Monday to Friday, and 19
  // of weekends that are worked.
  EXPECT_EQ(working, 747);
}

TEST_F(WorkingDaysTest, FiveWorkingDaysFromEveryDayOfThreeYears) {
  int missing = 0;
  for (sys_days first = DayFrom("2024-01-01"); first <= DayFrom("2026-12-31");
       first += days(1)) {
    sys_days last = first;
    for (int left = 5; left > 0;) {
      last += days(1);
      if (PeopleWork(list, last)) --left;
    }
    const auto found = LastDayOfNotice(calendars, v1::NOTICE_COUNT_WORKING_DAYS,
                                       5, NumberOf(first));
    if (last > DayFrom("2026-12-31")) {
      EXPECT_FALSE(found.has_value()) << TextOf(first) << ": 2027 is missing";
      ++missing;
      continue;
    }
    ASSERT_TRUE(found.has_value()) << TextOf(first);
    EXPECT_EQ(FormatDay(*found), TextOf(last)) << "from " << TextOf(first);
  }
  EXPECT_EQ(missing, 7) << "25 December 2026 and later";
}

TEST_F(WorkingDaysTest, ThreeDaysWithBothEndsFromEveryDayNeedNoCalendar) {
  calendars.clear();
  for (sys_days first = DayFrom("2024-01-01"); first <= DayFrom("2026-12-31");
       first += days(1)) {
    const auto found = LastDayOfNotice(calendars, v1::NOTICE_COUNT_BOTH_ENDS, 3,
                                       NumberOf(first));
    ASSERT_TRUE(found.has_value());
    EXPECT_EQ(FormatDay(*found), TextOf(first + days(2)));
  }
  EXPECT_EQ(NoticeUntil("2026-05-01", 1, v1::NOTICE_COUNT_BOTH_ENDS),
            "2026-05-01");
}

TEST_F(WorkingDaysTest, CountedByHand) {
  // The Saturday before Spring Festival is worked; then nine days off.
  EXPECT_EQ(NoticeUntil("2026-02-13", 5), "2026-02-27");
  // Leap day is a Thursday.
  EXPECT_EQ(NoticeUntil("2024-02-26", 5), "2024-03-04");
  // Two years: New Year is off, the Sunday after it is worked.
  EXPECT_EQ(NoticeUntil("2025-12-29", 5), "2026-01-06");
  // Put up on a day off.
  EXPECT_EQ(NoticeUntil("2025-10-01", 1), "2025-10-09");
  EXPECT_EQ(NoticeUntil("2025-10-01", 0), "2025-10-01");
}

TEST_F(WorkingDaysTest, WithoutItsCalendarADayIsNeither) {
  EXPECT_FALSE(IsWorkingDay(calendars, *ParseDay("2027-01-04")).has_value());
  EXPECT_FALSE(IsWorkingDay(calendars, *ParseDay("2022-12-30")).has_value());
  // The last day of the calendar is still counted, the next is not.
  EXPECT_EQ(NoticeUntil("2026-12-30", 1), "2026-12-31");
  EXPECT_EQ(NoticeUntil("2026-12-31", 1), "none");
  EXPECT_EQ(NoticeUntil("2026-12-31", 0), "2026-12-31");
  calendars.erase(2025);
  EXPECT_EQ(NoticeUntil("2024-12-31", 1), "none");
  EXPECT_EQ(NoticeUntil("2025-12-31", 1), "2026-01-04");
}

}  // namespace
}  // namespace greenledger::rules
