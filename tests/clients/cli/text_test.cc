// Amounts, times, widths and tables.
#include <gtest/gtest.h>

#include <cstdint>
#include <sstream>

#include "clients/cli/command.h"
#include "clients/cli/deadline.h"
#include "clients/cli/local_time.h"
#include "clients/cli/money.h"
#include "clients/cli/output.h"
#include "clients/cli/table.h"
#include "clients/cli/text_width.h"

namespace greenledger::cli {
namespace {

TEST(MoneyTest, ThousandthsLoseNeedlessZerosOnly) {
  EXPECT_EQ(Thousandths(0), "0");
  EXPECT_EQ(Thousandths(1), "0.001");
  EXPECT_EQ(Thousandths(3500), "3.5");
  EXPECT_EQ(Thousandths(100'000), "100");
  EXPECT_EQ(Thousandths(UINT64_MAX), "18446744073709551.615");
}

TEST(MoneyTest, SignsAndDifferences) {
  EXPECT_EQ(SignedThousandths(-250), "-0.25");
  EXPECT_EQ(SignedThousandths(INT64_MIN), "-9223372036854775.808");
  EXPECT_EQ(DifferenceInThousandths(1000, 250), "0.75");
  EXPECT_EQ(DifferenceInThousandths(250, 1000), "-0.75");
}

TEST(MoneyTest, ReadsWhatPeopleType) {
  EXPECT_EQ(ParseThousandths("12.5"), 12'500u);
  EXPECT_EQ(ParseThousandths("0.001"), 1u);
  EXPECT_EQ(ParseThousandths("999999999999999"), 999'999'999'999'999'000u);
  EXPECT_EQ(ParseSignedThousandths("-0.25"), -250);
  EXPECT_EQ(ParseSignedThousandths("+3"), 3000);
  for (const char* text : {"", ".", "1.", ".5", "1.0001", "1,5", "-1", " 1",
                           "1000000000000000", "1e3"}) {
    EXPECT_FALSE(ParseThousandths(text).has_value()) << text;
  }
  EXPECT_FALSE(ParseSignedThousandths("--1").has_value());
}

TEST(DeadlineTest, IsSoLongFromNowOrALocalMoment) {
  constexpr int64_t kNow = 1'767'225'600'000'000;  // 2026-01-01 UTC
  constexpr int64_t kHour = 3'600'000'000;
  EXPECT_EQ(ParseDeadline("90m", kNow, 480), kNow + kHour * 3 / 2);
  EXPECT_EQ(ParseDeadline("7d", kNow, 480), kNow + 7 * 24 * kHour);
  EXPECT_EQ(ParseDeadline("2026-01-01", kNow, 480), kNow + 16 * kHour - 1);
  EXPECT_EQ(ParseDeadline("2026-01-01T18:30", kNow, 480),
            kNow + 10 * kHour + kHour / 2);
  EXPECT_EQ(ParseDeadline("2026-01-01 00:00", kNow, 0), kNow);
  for (const char* text : {"", "d", "-1d", "100000d", "2026-02-30", "12",
                           "2026-01-01T24:00", "2026-01-01T18:3"}) {
    EXPECT_FALSE(ParseDeadline(text, kNow, 480).has_value()) << text;
  }
}

TEST(LocalTimeTest, IsThatOfTheBooksPlace) {
  constexpr int64_t kNewYear = 1'767'225'600'000'000;  // 2026-01-01 UTC
  EXPECT_EQ(LocalTime(kNewYear, 480), "2026-01-01 08:00:00");
  EXPECT_EQ(LocalTime(kNewYear - 1, 0), "2025-12-31 23:59:59");
  EXPECT_EQ(LocalTime(-1, 0), "1969-12-31 23:59:59");
  EXPECT_EQ(MinuteOfDay(1440), "24:00");
  EXPECT_EQ(UtcOffset(480), "UTC+08:00");
  EXPECT_EQ(UtcOffset(-210), "UTC-03:30");
}

TEST(TextWidthTest, AChineseCharacterTakesTwoColumns) {
  EXPECT_EQ(DisplayWidth("abc"), 3u);
  EXPECT_EQ(DisplayWidth("绿账本"), 6u);
  EXPECT_EQ(DisplayWidth("（1）"), 5u);
  EXPECT_EQ(DisplayWidth("e\xCC\x81"), 1u);
  EXPECT_EQ(DisplayWidth("\xFF"), 1u);
}

TEST(TextWidthTest, NothingCommandsTheTerminal) {
  EXPECT_EQ(Printable("楼\033[2J"), "楼?[2J");
  EXPECT_EQ(Printable("a\nb\xFF"), "a?b?");
  EXPECT_EQ(Printable("\xE2\x80\xAE"
                      "abc"),
            "?abc");
}

TEST(TableTest, AlignsColumnsOfBothScripts) {
  Table table({{"名称"}, {"n", Table::Align::kRight}, {"note"}});
  table.AddRow({"一号楼", "7", "x"});
  table.AddRow({"ab", "1234", ""});
  std::ostringstream out;
  table.Print(out);
  EXPECT_EQ(out.str(),
            "名称       n  note\n"
            "一号楼     7  x\n"
            "ab      1234\n");
}

TEST(OutputTest, HexAndJsonStrings) {
  std::string bytes;
  EXPECT_TRUE(FromHex("00fF", 2, &bytes));
  EXPECT_EQ(ToHex(bytes), "00ff");
  EXPECT_FALSE(FromHex("00f", 2, &bytes));
  EXPECT_FALSE(FromHex("00fg", 2, &bytes));
  EXPECT_EQ(JsonString("a\"b\\\n"), "\"a\\\"b\\\\\\u000a\"");
}

TEST(UuidTest, CarriesVersionAndVariant) {
  EXPECT_EQ(Uuid(std::string(16, '\xFF'), 4),
            "ffffffff-ffff-4fff-bfff-ffffffffffff");
  EXPECT_EQ(Uuid(std::string(32, '\0'), 8),
            "00000000-0000-8000-8000-000000000000");
}

}  // namespace
}  // namespace greenledger::cli
