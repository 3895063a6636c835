// A rule in words, and why somebody does not pass it.
#include "clients/documents/rule_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/clients/documents/documents_testing.h"

namespace greenledger::documents {
namespace {

using cli::Language;
using ::testing::AllOf;
using ::testing::HasSubstr;

v1::Scheme Scheme() {
  v1::Scheme scheme;
  v1::WasteClass* battery = scheme.add_classes();
  battery->set_code(23);
  battery->set_name_zh("电池");
  battery->set_name_en("Battery");
  return scheme;
}

v1::GateResult Result(v1::StandingMeasure measure, uint64_t least,
                      uint64_t value, uint32_t class_code = 0) {
  v1::GateResult result;
  result.mutable_gate()->set_kind(v1::GATE_KIND_MEASURE);
  result.mutable_gate()->set_measure(measure);
  result.mutable_gate()->set_class_code(class_code);
  result.mutable_gate()->set_least(least);
  result.set_value(value);
  return result;
}

TEST(ShortfallTest, SaysWhatThereIsAndWhatWasAsked) {
  const auto months = Result(v1::STANDING_MEASURE_ACTIVE_MONTHS, 12, 11);
  EXPECT_EQ(ShortfallText(months, Scheme(), Language::kEnglish),
            "11 of 12 active months");
  EXPECT_EQ(ShortfallText(months, Scheme(), Language::kChinese),
            "有投放的月数 11，应不少于 12");
  const auto purity = Result(v1::STANDING_MEASURE_PURITY, 950, 948);
  EXPECT_EQ(ShortfallText(purity, Scheme(), Language::kEnglish),
            "purity 94.8%, not 95.0%");
  const auto battery = Result(v1::STANDING_MEASURE_CLASS_DROPS, 2, 1, 23);
  EXPECT_EQ(ShortfallText(battery, Scheme(), Language::kEnglish),
            "1 of 2 drops of Battery");
  EXPECT_EQ(ShortfallText(battery, Scheme(), Language::kChinese),
            "投放电池的次数 1，应不少于 2");
}

TEST(ShortfallTest, EveryKindOfGateHasAText) {
  for (int kind = 1; kind < v1::GateKind_ARRAYSIZE; ++kind) {
    v1::GateResult result = Result(v1::STANDING_MEASURE_MERIT, 3, 2);
    result.mutable_gate()->set_kind(static_cast<v1::GateKind>(kind));
    result.mutable_gate()->set_title_code("green-family");
    for (const Language language : {Language::kChinese, Language::kEnglish}) {
      EXPECT_THAT(GateText(result.gate(), Scheme(), language),
                  ::testing::Not(HasSubstr("unknown")));
      EXPECT_FALSE(ShortfallText(result, Scheme(), language).empty());
    }
  }
}

TEST(VetoTextTest, EveryKindHasAText) {
  for (int kind = 1; kind < v1::VetoKind_ARRAYSIZE; ++kind) {
    v1::Veto veto;
    veto.set_kind(static_cast<v1::VetoKind>(kind));
    EXPECT_NE(VetoText(veto, Language::kEnglish), "an unknown veto");
  }
}

TEST(MeasureTextTest, EveryMeasureHasAText) {
  for (int i = 1; i < v1::StandingMeasure_ARRAYSIZE; ++i) {
    const auto measure = static_cast<v1::StandingMeasure>(i);
    EXPECT_NE(MeasureText(measure, 23, Scheme(), Language::kEnglish),
              "unknown measure");
  }
  EXPECT_EQ(AmountText(v1::STANDING_MEASURE_GRAMS, 1500), "1.5");
  EXPECT_EQ(PerHeadText(v1::STANDING_MEASURE_DROPS, 2500), "2.5");
  EXPECT_EQ(PerHeadText(v1::STANDING_MEASURE_MERIT, 2'500'000), "2.5");
}

TEST(RuleTextTest, SaysAllOfARuleInBothLanguages) {
  const v1::CampaignRule rule = TestCampaign().rule();
  EXPECT_THAT(
      RuleLines(rule, Scheme(), Language::kEnglish),
      AllOf(HasSubstr("Green family"), HasSubstr("at least 12 active months"),
            HasSubstr("a violation on record"),
            HasSubstr("purity: 100.0%, 100.0% is full"),
            HasSubstr("2, over all together"), HasSubstr("2 reviewers"),
            HasSubstr("5 working days"),
            HasSubstr("rank 1 to 2: 50.5 points each")));
  EXPECT_THAT(RuleLines(rule, Scheme(), Language::kChinese),
              AllOf(HasSubstr("“绿色家庭”"), HasSubstr("有投放的月数不少于 12"),
                    HasSubstr("公示 5 个工作日（公示当日不计）"),
                    HasSubstr("有效期 24 个月")));
}

TEST(RuleTextTest, NamesEverySection) {
  v1::CampaignRule rule = TestCampaign().rule();
  v1::Phase* phase = rule.add_phases();
  phase->set_title("评审");
  phase->set_from_day("2026-01-05");
  phase->set_to_day("2026-01-09");
  EXPECT_EQ(RuleText(rule, Scheme(), Language::kChinese).size(), 9u);
  rule.clear_phases();
  rule.clear_vetoes();
  EXPECT_EQ(RuleText(rule, Scheme(), Language::kChinese).size(), 7u);
}

}  // namespace
}  // namespace greenledger::documents
