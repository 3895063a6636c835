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

}  // namespace
}  // namespace greenledger::rules
