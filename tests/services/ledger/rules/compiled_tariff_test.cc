#include "services/ledger/rules/compiled_tariff.h"

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
  const CompiledScheme scheme(SmallScheme(), 7);
  ASSERT_NE(scheme.Find(11), nullptr);
  EXPECT_EQ(scheme.Find(11)->parent_code(), 1u);
  EXPECT_EQ(scheme.Find(4), nullptr);
  EXPECT_EQ(scheme.Find(0), nullptr);
  EXPECT_EQ(scheme.Find(4'000'000'000), nullptr);
  EXPECT_EQ(scheme.index(), 7u);
}

TEST(CompiledSchemeTest, ABinTakesItsClassAndSubtypes) {
  const CompiledScheme scheme(SmallScheme(), 1);
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
  const CompiledScheme scheme(SmallScheme(), 1);
  EXPECT_TRUE(NeedsGrams(*scheme.Find(2)));
  EXPECT_FALSE(NeedsPieces(*scheme.Find(2)));
  EXPECT_FALSE(NeedsGrams(*scheme.Find(12)));
  EXPECT_TRUE(NeedsPieces(*scheme.Find(12)));
  EXPECT_TRUE(NeedsGrams(*scheme.Find(23)));
  EXPECT_TRUE(NeedsPieces(*scheme.Find(23)));
}

TEST(CompiledTariffTest, ASubtypeWithoutALineIsRatedAsItsClass) {
  const CompiledTariff tariff = Compile(SmallTariff());
  EXPECT_EQ(tariff.LineFor(1)->class_code(), 1u);
  EXPECT_EQ(tariff.LineFor(11)->class_code(), 1u);
  EXPECT_EQ(tariff.LineFor(23)->class_code(), 23u);
  EXPECT_EQ(tariff.LineFor(2), nullptr);
  EXPECT_EQ(tariff.LineFor(5), nullptr);
  EXPECT_EQ(tariff.LineFor(99), nullptr);
}

TEST(CompiledTariffTest, CopiesKeepTheirOwnLines) {
  auto original = std::make_unique<CompiledTariff>(Compile(SmallTariff()));
  const CompiledTariff copy = *original;
  original.reset();
  EXPECT_EQ(copy.LineFor(11)->class_code(), 1u);
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
  const v1::TariffLine& batteries = *tariff.LineFor(23);
  EXPECT_FALSE(tariff.FactorsOn(batteries, Day("2026-06-04")).active);
  EXPECT_TRUE(tariff.FactorsOn(batteries, Day("2026-06-05")).active);
  const CampaignFactors factors =
      tariff.FactorsOn(batteries, Day("2026-06-06"));
  EXPECT_EQ(factors.points_permille, 2000u);
  EXPECT_EQ(factors.merit_permille, 1500u);
  EXPECT_FALSE(tariff.FactorsOn(batteries, Day("2026-06-07")).active);
  EXPECT_FALSE(tariff.FactorsOn(*tariff.LineFor(1), Day("2026-06-05")).active);
}

TEST(CompiledTariffTest, WindowsTakeTheirFirstMinuteAndNotTheirLast) {
  const CompiledTariff tariff = Compile(SmallTariff());
  const v1::TariffLine& food = *tariff.LineFor(3);
  EXPECT_FALSE(InWindow(food, 419));
  EXPECT_TRUE(InWindow(food, 420));
  EXPECT_TRUE(InWindow(food, 539));
  EXPECT_FALSE(InWindow(food, 540));
  EXPECT_TRUE(InWindow(food, 1080));
  EXPECT_TRUE(InWindow(*tariff.LineFor(1), 0));
}

TEST(CompiledTariffTest, KnowsWhenAndWhereItWasPublished) {
  const CompiledTariff tariff = Compile(SmallTariff());
  EXPECT_EQ(tariff.effective_day(), Day("2026-01-01"));
  EXPECT_EQ(tariff.index(), 2u);
  EXPECT_EQ(tariff.scheme().scheme().version(), "s1");
}

TEST(CompiledTariffDeathTest, AnUncheckedDateStopsTheProcess) {
  v1::Tariff tariff = SmallTariff();
  tariff.set_effective_from("2026-02-30");
  EXPECT_DEATH(Compile(tariff), "");
}

}  // namespace
}  // namespace greenledger::rules
