#include "services/ledger/rules/compiled_tariff.h"

#include <memory>
#include <string_view>

#include "gtest/gtest.h"
#include "services/ledger/rules/local_day.h"
#include "tests/services/ledger/rules/rules_testing.h"

namespace greenledger::rules {
namespace {

using testing::Compile;
using testing::SmallScheme;
using testing::SmallTariff;

int32_t Day(std::string_view text) { return ParseDay(text).value(); }

TEST(CompiledSchemeTest, FindsClassesByCode) {
  const CompiledScheme scheme(SmallScheme());
  ASSERT_NE(scheme.Find(11), nullptr);
  EXPECT_EQ(scheme.Find(11)->parent_code, 1u);
  EXPECT_EQ(scheme.Find(4), nullptr);
  EXPECT_EQ(scheme.Find(0), nullptr);
  EXPECT_EQ(scheme.Find(4'000'000'000), nullptr);
}

TEST(CompiledSchemeTest, ABinTakesItsClassAndSubtypes) {
  const CompiledScheme scheme(SmallScheme());
  EXPECT_TRUE(scheme.Fits(1, 1));
  EXPECT_TRUE(scheme.Fits(11, 1));
  EXPECT_TRUE(scheme.Fits(11, 11));
  EXPECT_FALSE(scheme.Fits(1, 11));
  EXPECT_FALSE(scheme.Fits(11, 12));
  EXPECT_FALSE(scheme.Fits(23, 1));
  EXPECT_FALSE(scheme.Fits(3, 0));
  EXPECT_FALSE(scheme.Fits(99, 99));
}

TEST(CompiledSchemeTest, TheMeasureSaysWhatADropMustReport) {
  const CompiledScheme scheme(SmallScheme());
  EXPECT_TRUE(scheme.Find(2)->NeedsGrams());
  EXPECT_FALSE(scheme.Find(2)->NeedsPieces());
  EXPECT_FALSE(scheme.Find(12)->NeedsGrams());
  EXPECT_TRUE(scheme.Find(12)->NeedsPieces());
  EXPECT_TRUE(scheme.Find(23)->NeedsGrams());
  EXPECT_TRUE(scheme.Find(23)->NeedsPieces());
}

TEST(CompiledTariffTest, ASubtypeWithoutALineIsRatedAsItsClass) {
  const CompiledTariff tariff = Compile(SmallTariff());
  EXPECT_EQ(tariff.LineFor(1)->class_code, 1u);
  EXPECT_EQ(tariff.LineFor(11)->class_code, 1u);
  EXPECT_EQ(tariff.LineFor(23)->class_code, 23u);
  EXPECT_EQ(tariff.LineFor(2), nullptr);
  EXPECT_EQ(tariff.LineFor(5), nullptr);
  EXPECT_EQ(tariff.LineFor(99), nullptr);
}

TEST(CompiledTariffTest, CopiesKeepTheirOwnLines) {
  auto original = std::make_unique<CompiledTariff>(Compile(SmallTariff()));
  const CompiledTariff copy = *original;
  original.reset();
  EXPECT_EQ(copy.LineFor(11)->class_code, 1u);
}

TEST(CompiledTariffTest, LimitsComeFromTheLineOrAreTheDefaults) {
  const CompiledTariff tariff = Compile(SmallTariff());
  EXPECT_EQ(tariff.LimitsFor(12).max_grams, 50'000u);
  EXPECT_EQ(tariff.LimitsFor(12).max_pieces, 200u);
  EXPECT_EQ(tariff.LimitsFor(5).max_grams, 500'000u);
  EXPECT_EQ(tariff.LimitsFor(5).max_pieces, 10'000u);
}

TEST(CompiledTariffTest, CampaignsHoldFromFirstToLastDay) {
  const CompiledTariff tariff = Compile(SmallTariff());
  const RateLine& batteries = *tariff.LineFor(23);
  EXPECT_FALSE(batteries.FactorsOn(Day("2026-06-04")).active);
  EXPECT_TRUE(batteries.FactorsOn(Day("2026-06-05")).active);
  const CampaignFactors factors = batteries.FactorsOn(Day("2026-06-06"));
  EXPECT_EQ(factors.points_permille, 2000u);
  EXPECT_EQ(factors.merit_permille, 1500u);
  EXPECT_FALSE(batteries.FactorsOn(Day("2026-06-07")).active);
  EXPECT_FALSE(tariff.LineFor(1)->FactorsOn(Day("2026-06-05")).active);
}

TEST(CompiledTariffTest, WindowsTakeTheirFirstMinuteAndNotTheirLast) {
  const CompiledTariff tariff = Compile(SmallTariff());
  const RateLine& food = *tariff.LineFor(3);
  EXPECT_FALSE(food.InWindow(419));
  EXPECT_TRUE(food.InWindow(420));
  EXPECT_TRUE(food.InWindow(539));
  EXPECT_FALSE(food.InWindow(540));
  EXPECT_TRUE(food.InWindow(1080));
  EXPECT_TRUE(tariff.LineFor(1)->InWindow(0));
}

TEST(CompiledTariffTest, KnowsWhenAndWhereItWasPublished) {
  const CompiledTariff tariff = Compile(SmallTariff());
  EXPECT_EQ(tariff.effective_day(), Day("2026-01-01"));
  EXPECT_EQ(tariff.index(), 2u);
  EXPECT_EQ(tariff.version(), "t1");
  EXPECT_EQ(tariff.scheme().classes().size(), 7u);
}

TEST(CompiledTariffDeathTest, AnUncheckedDateStopsTheProcess) {
  v1::Tariff tariff = SmallTariff();
  tariff.set_effective_from("2026-02-30");
  EXPECT_DEATH(Compile(tariff), "");
}

}  // namespace
}  // namespace greenledger::rules
