#include "services/ledger/rules/tariff_text.h"

#include <string>
#include <string_view>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/services/ledger/rules/rules_testing.h"

namespace greenledger::rules {
namespace {

using ::testing::HasSubstr;

// Line 5 has the first line, line 9 the campaign.
constexpr std::string_view kGood = R"(# A tariff.
version: "t1" scheme: "s1"
effective_from: "2026-01-01"
late_after_hours: 72 late_rule: LATE_RULE_EARN_NOTHING
lines { class_code: 11 milli_points_per_kg: 500 max_grams: 50000 }
lines { class_code: 3 max_grams: 20000
        windows { from_minute: 420 to_minute: 540 }
        windows { from_minute: 1080 to_minute: 1200 } }
campaigns { name: "节" from_day: "2026-06-05" to_day: "2026-06-05"
            class_code: 3 points_permille: 2000 }
)";

std::string Replace(std::string_view from, std::string_view to) {
  std::string text(kGood);
  const size_t at = text.find(from);
  EXPECT_NE(at, text.npos) << from;
  return text.replace(at, from.size(), to);
}

// The only fault of a text, as `line:column field = value (expected)`.
std::string FaultOf(const std::string& text) {
  const ParsedText<v1::Tariff> parsed = ParseTariffText(text);
  EXPECT_EQ(parsed.faults.size(), 1u);
  if (parsed.faults.empty()) return "";
  const TextFault& first = parsed.faults[0];
  return std::to_string(first.line) + ":" + std::to_string(first.column) + " " +
         first.fault.field + " = " + first.fault.value + " (" +
         first.fault.expected + ")";
}

TEST(TariffTextTest, ReadsAGoodTariff) {
  const ParsedText<v1::Tariff> parsed = ParseTariffText(kGood);
  EXPECT_TRUE(parsed.ok());
  EXPECT_EQ(parsed.document.lines(1).windows(1).to_minute(), 1200u);
}

TEST(TariffTextTest, TakesAByteOrderMarkAndCarriageReturns) {
  std::string text = "\xef\xbb\xbf";
  for (const char c : kGood) text += c == '\n' ? "\r\n" : std::string(1, c);
  EXPECT_TRUE(ParseTariffText(text).ok());
}

TEST(TariffTextTest, PlacesFaultsOfSyntax) {
  EXPECT_EQ(FaultOf(Replace("72", "seventy")),
            "4:19  =  (Expected integer, got: seventy)");
  EXPECT_EQ(
      FaultOf(Replace("windows { from_minute: 1080", "windows { from: 0")),
      "8:19 from =  (a field of TimeWindow: from_minute, to_minute)");
  EXPECT_THAT(FaultOf(Replace("2000 }", "2000")), HasSubstr("11:1 "));
  EXPECT_THAT(FaultOf(Replace("\"s1\"", "\"s1")), HasSubstr("2:26 "));
}

TEST(TariffTextTest, NamesTheFieldsThereAreWhereOneIsUnknown) {
  EXPECT_THAT(FaultOf(Replace("points_permille", "point_permille")),
              HasSubstr("point_permille =  (a field of Campaign: name, "
                        "from_day, to_day, class_code, points_permille, "
                        "merit_permille)"));
}

TEST(TariffTextTest, NamesTheValuesThereAreWhereOneIsUnknown) {
  EXPECT_EQ(FaultOf(Replace("LATE_RULE_EARN_NOTHING", "NOTHING")),
            "4:33 late_rule = NOTHING (one of LATE_RULE_UNSPECIFIED, "
            "LATE_RULE_COUNT_WHEN_RECEIVED, LATE_RULE_EARN_NOTHING)");
}

TEST(TariffTextTest, RefusesAFieldThatIsGivenTwice) {
  EXPECT_EQ(FaultOf(Replace("max_grams: 20000", "max_grams: 1 max_grams: 2")),
            "6:36 max_grams =  (given once in each message)");
}

TEST(TariffTextTest, RefusesAFieldThatIsGivenTwiceAndFirstAsZero) {
  EXPECT_EQ(FaultOf(Replace("max_grams: 20000", "max_grams: 0 max_grams: 2")),
            "6:36 max_grams =  (given once in each message)");
  EXPECT_EQ(FaultOf(Replace("from_minute: 420", "from_minute:0 from_minute:5")),
            "7:33 from_minute =  (given once in each message)");
}

TEST(TariffTextTest, PlacesFaultsOfMeaningAtTheirFields) {
  EXPECT_EQ(FaultOf(Replace("50000", "0")),
            "5:49 lines[0].max_grams = 0 (1 to 500000)");
  EXPECT_EQ(FaultOf(Replace("1200", "1000")),
            "8:37 lines[1].windows[1].to_minute = 1000 "
            "(from_minute + 1 to 1440)");
}

TEST(TariffTextTest, PlacesAMissingFieldAtTheMessageThatLacksIt) {
  EXPECT_EQ(FaultOf(Replace("max_grams: 50000", "")),
            "5:1 lines[0].max_grams = 0 (1 to 500000)");
  EXPECT_EQ(FaultOf(Replace("late_after_hours: 72", "")),
            "1:1 late_after_hours = 0 (1 to 1080)");
}

TEST(TariffTextTest, ListsEveryFaultOfMeaning) {
  const ParsedText<v1::Tariff> parsed = ParseTariffText(
      "version: 'A'\nlines { class_code: 3 }\nlines { class_code: 3 }\n");
  EXPECT_FALSE(parsed.ok());
  EXPECT_EQ(parsed.faults.size(), 8u);
  EXPECT_EQ(parsed.faults[0].line, 1);
  EXPECT_EQ(parsed.faults[5].line, 3);
  EXPECT_EQ(parsed.faults[5].fault.field, "lines[1].class_code");
}

TEST(TariffTextTest, ChecksAgainstTheSchemeOnlyWhatIsGoodAlone) {
  const v1::Scheme scheme = testing::SmallScheme();
  const ParsedText<v1::Tariff> parsed =
      ParseTariffText(Replace("class_code: 11", "class_code: 4"), &scheme);
  ASSERT_EQ(parsed.faults.size(), 1u);
  EXPECT_EQ(parsed.faults[0].line, 5);
  EXPECT_EQ(parsed.faults[0].fault.field, "lines[0].class_code");
  const ParsedText<v1::Tariff> bad =
      ParseTariffText(Replace("class_code: 11", "class_code: 0"), &scheme);
  ASSERT_EQ(bad.faults.size(), 1u);
  EXPECT_EQ(bad.faults[0].fault.expected, "1 to 9999");
}

TEST(TariffTextTest, RefusesWhatIsTooLong) {
  const std::string longest = std::string(kGood) + "#";
  const std::string text =
      longest + std::string(kDocumentBytesMax - longest.size(), 'x');
  EXPECT_TRUE(ParseTariffText(text).ok());
  EXPECT_EQ(FaultOf(text + "x"),
            "1:1  = 1048577 bytes (at most 1048576 bytes)");
}

// Cuts and changes of a good text: never anything but a document or faults.
TEST(TariffTextTest, SurvivesAnyCutAndAnyByte) {
  for (size_t i = 0; i < kGood.size(); ++i) {
    ParseTariffText(kGood.substr(0, i));
    for (const char c : std::string_view("\0{}[]<>\":#\xff"
                                         "0a\n",
                                         14)) {
      std::string text(kGood);
      text[i] = c;
      const ParsedText<v1::Tariff> parsed = ParseTariffText(text);
      for (const TextFault& fault : parsed.faults) {
        ASSERT_GE(fault.line, 1) << text;
        ASSERT_LE(fault.line, 12) << text;
      }
    }
  }
}

TEST(SchemeTextTest, PlacesFaultsInABracketedList) {
  const ParsedText<v1::Scheme> parsed = ParseSchemeText(
      "version: \"s1\" effective_from: \"2026-01-01\"\n"
      "classes: [{ code: 1 name_zh: \"a\" name_en: \"b\" colour: \"#00ff00\" "
      "},\n"
      "  { code: 1 name_zh: \"a\" name_en: \"b\" colour: \"#00ff00\" }]");
  ASSERT_EQ(parsed.faults.size(), 1u);
  EXPECT_EQ(parsed.faults[0].line, 3);
  EXPECT_EQ(parsed.faults[0].column, 5);
  EXPECT_EQ(parsed.faults[0].fault.field, "classes[1].code");
}

}  // namespace
}  // namespace greenledger::rules
