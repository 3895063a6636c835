// The scheme and the tariff that committees start from.
#include <fstream>
#include <set>
#include <sstream>
#include <string>

#include "gtest/gtest.h"
#include "services/ledger/rules/compiled_tariff.h"
#include "services/ledger/rules/rating.h"
#include "services/ledger/rules/tariff_text.h"

namespace greenledger::rules {
namespace {

std::string Read(const std::string& name) {
  std::ifstream file(std::string(GREENLEDGER_DATA_DIR "/") + name);
  std::stringstream text;
  text << file.rdbuf();
  EXPECT_FALSE(text.str().empty()) << name;
  return text.str();
}

template <typename Document>
Document Good(const ParsedText<Document>& parsed) {
  for (const TextFault& fault : parsed.faults) {
    ADD_FAILURE() << fault.line << ":" << fault.column << " "
                  << fault.fault.field << ": " << fault.fault.expected;
  }
  return parsed.document;
}

class ShippedDocumentsTest : public ::testing::Test {
 protected:
  v1::Scheme scheme_ = Good(ParseSchemeText(Read("scheme-gbt19095.textproto")));
  v1::Tariff tariff_ =
      Good(ParseTariffText(Read("tariff-example.textproto"), &scheme_));
  CompiledTariff compiled_{tariff_, scheme_, 2};

  Rating RateDrop(uint32_t class_code, uint64_t grams, uint64_t pieces) const {
    return Rate(compiled_,
                {.grams = grams,
                 .pieces = pieces,
                 .class_code = class_code,
                 .day = compiled_.effective_day(),
                 .minute = 12 * 60},
                {}, {});
  }
};

TEST_F(ShippedDocumentsTest, TheSchemeHasTheStandardsClasses) {
  std::set<uint32_t> codes;
  for (const v1::WasteClass& entry : scheme_.classes()) {
    codes.insert(entry.code());
  }
  EXPECT_EQ(codes, (std::set<uint32_t>{1, 2, 3, 4, 5, 6, 11, 12, 13, 14, 15, 21,
                                       22, 23, 31, 32, 33, 41}));
}

TEST_F(ShippedDocumentsTest, FoodEarnsAtAnyHourUpToTheCap) {
  EXPECT_EQ(RateDrop(31, 450, 0).milli_points, 900u);
  EXPECT_EQ(RateDrop(31, 450, 0).milli_merit, 1000u);
  EXPECT_EQ(RateDrop(3, 10'000, 0).milli_points, 5000u);
}

TEST_F(ShippedDocumentsTest, BatteriesEarnByThePiece) {
  EXPECT_EQ(RateDrop(23, 80, 4).milli_points, 2000u);
  EXPECT_EQ(RateDrop(41, 80, 4).milli_points, 800u);
}

TEST_F(ShippedDocumentsTest, ResidualWasteAndRubbleEarnNothing) {
  for (const uint32_t code : {4u, 6u}) {
    EXPECT_EQ(RateDrop(code, 5000, 0).milli_points, 0u);
    EXPECT_EQ(RateDrop(code, 5000, 0).milli_merit, 0u);
  }
}

TEST(ShippedOversightTest, RulesAndPlanAreGoodAndRulesUseEveryKind) {
  const v1::AnomalyRules rules =
      Good(ParseAnomalyRulesText(Read("anomaly-rules-example.textproto")));
  std::set<v1::AnomalyKind> kinds;
  for (const v1::AnomalyRule& rule : rules.rules()) kinds.insert(rule.kind());
  EXPECT_EQ(kinds.size(), static_cast<size_t>(v1::AnomalyKind_ARRAYSIZE) - 1);
  const v1::ClearancePlan plan =
      Good(ParseClearancePlanText(Read("clearance-plan-example.textproto")));
  EXPECT_EQ(plan.rules(0).by_minutes_size(), 2) << "food twice a day";
}

// Every holiday is a day off: a weekend day of itself, another by the list.
TEST(ShippedCalendarsTest, EachYearIsGoodAndWhole) {
  const struct {
    uint32_t year;
    int off_days;
    int working_days;
  } kYears[] = {{2023, 18, 7}, {2024, 19, 8}, {2025, 18, 5}, {2026, 19, 6}};
  for (const auto& [year, off_days, working_days] : kYears) {
    SCOPED_TRACE(year);
    const v1::CalendarYear calendar = Good(ParseCalendarText(
        Read("calendar-" + std::to_string(year) + ".textproto")));
    EXPECT_EQ(calendar.year(), year);
    EXPECT_EQ(calendar.off_days_size(), off_days);
    EXPECT_EQ(calendar.working_days_size(), working_days);
    std::set<std::string> campaigns;
    for (const auto& day : calendar.campaign_days()) {
      campaigns.insert(day.day().substr(5));
    }
    EXPECT_EQ(campaigns.size(), 15u) << "every 1st and three days";
    for (const char* day : {"01-01", "03-12", "04-22", "06-05", "12-01"}) {
      EXPECT_TRUE(campaigns.contains(day)) << day;
    }
  }
}

TEST(ShippedCalendarsTest, TheSpringFestivalOf2026IsAsAnnounced) {
  const v1::CalendarYear calendar =
      Good(ParseCalendarText(Read("calendar-2026.textproto")));
  const std::set<std::string> off(calendar.off_days().begin(),
                                  calendar.off_days().end());
  const std::set<std::string> working(calendar.working_days().begin(),
                                      calendar.working_days().end());
  for (const char* day : {"2026-02-16", "2026-02-20", "2026-02-23"}) {
    EXPECT_TRUE(off.contains(day)) << day;
  }
  EXPECT_FALSE(off.contains("2026-02-24"));
  EXPECT_TRUE(working.contains("2026-02-14"));
  EXPECT_TRUE(working.contains("2026-02-28"));
}

TEST(ShippedActivityRulesTest, EveryKindOfActivityEarns) {
  const v1::ActivityRules rules =
      Good(ParseActivityRulesText(Read("activity-rules-example.textproto")));
  std::set<v1::ActivityKind> kinds;
  for (const v1::ActivityRate& rate : rules.rates()) kinds.insert(rate.kind());
  EXPECT_EQ(kinds.size(), static_cast<size_t>(v1::ActivityKind_ARRAYSIZE) - 1);
}

// The rules ask for nothing that the scheme has not, and pay what they say.
TEST_F(ShippedDocumentsTest, TheCampaignsAreGood) {
  std::set<uint32_t> codes;
  for (const v1::WasteClass& entry : scheme_.classes()) {
    codes.insert(entry.code());
  }
  for (const char* name : {"campaign-green-family-example.textproto",
                           "campaign-standard-example.textproto"}) {
    SCOPED_TRACE(name);
    const v1::CampaignRule rule = Good(ParseCampaignRuleText(Read(name)));
    for (const v1::Gate& gate : rule.gates()) {
      if (gate.class_code() != 0) {
        EXPECT_TRUE(codes.contains(gate.class_code()));
      }
    }
  }
}

TEST(ShippedCampaignsTest, TheHonourRanksRegularityAndPurityFirst) {
  const v1::CampaignRule rule = Good(
      ParseCampaignRuleText(Read("campaign-green-family-example.textproto")));
  ASSERT_GE(rule.measures_size(), 2);
  EXPECT_EQ(rule.measures(0).measure(), v1::STANDING_MEASURE_ACTIVE_WEEKS);
  EXPECT_EQ(rule.measures(1).measure(), v1::STANDING_MEASURE_PURITY);
  EXPECT_GE(
      rule.measures(0).weight_permille() + rule.measures(1).weight_permille(),
      750u);
  uint64_t paid = 0;
  for (const v1::Prize& prize : rule.prizes()) {
    paid += (prize.to_rank() - prize.from_rank() + 1) * prize.milli_points();
  }
  EXPECT_EQ(rule.prizes(rule.prizes_size() - 1).to_rank(),
            rule.quota().seats());
  EXPECT_EQ(paid, 2'000'000u);
}

}  // namespace
}  // namespace greenledger::rules
