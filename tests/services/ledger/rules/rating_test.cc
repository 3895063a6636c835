#include "services/ledger/rules/rating.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/services/ledger/rules/rating_testing.h"

namespace greenledger::rules::testing {
namespace {

class RateTest : public ::testing::TestWithParam<Case> {};

TEST_P(RateTest, GivesPointsMeritAndNotes) { ExpectRating(GetParam()); }

// Recyclables: 500 milli-points a kilogram and 5 a piece, merit 1000.
INSTANTIATE_TEST_SUITE_P(
    Rounding, RateTest,
    ::testing::Values(
        Case{"by weight", Drop(kPaper, 3000), {}, {}, 1500, 1000, {}},
        Case{"a half goes up", Drop(kPaper, 1), {}, {}, 1, 1000, {}},
        Case{"two halves are one", Drop(kPaper, 2), {}, {}, 1, 1000, {}},
        Case{"one and a half", Drop(kPaper, 3), {}, {}, 2, 1000, {}},
        Case{"weight and pieces",
             Drop(kRecyclable, 1001, 3),
             {},
             {},
             516,
             1000,
             {}},
        Case{"beyond 32 bits",
             Drop(kPaper, 20'000'000),
             {},
             {},
             10'000'000,
             1000,
             {}},
        Case{"pieces only", Drop(kRecyclable, 0, 3), {}, {}, 15, 1000, {}},
        Case{"below a half",
             With(Drop(kPaper, 1), v1::QUALITY_POOR),
             {},
             {},
             0,
             1000,
             {v1::DROP_NOTE_POOR_QUALITY}},
        Case{"poor rounds once, at the end",
             With(Drop(kPaper, 2), v1::QUALITY_POOR),
             {},
             {},
             1,
             1000,
             {v1::DROP_NOTE_POOR_QUALITY}},
        Case{"merit rounds half up",
             On(Drop(kBattery, 20, 1), kCampaignDay),
             {},
             {},
             600,
             500,
             {v1::DROP_NOTE_CAMPAIGN}}));

// Food: 2000 milli-points a kilogram from 100 g, merit 1000, 07-09 and 18-20.
INSTANTIATE_TEST_SUITE_P(
    Minimum, RateTest,
    ::testing::Values(Case{"one gram short",
                           Drop(kFood, 99),
                           {},
                           {},
                           0,
                           0,
                           {v1::DROP_NOTE_BELOW_MINIMUM}},
                      Case{"exactly", Drop(kFood, 100), {}, {}, 200, 1000, {}},
                      Case{"reached by a later part",
                           Drop(kFood, 1),
                           {99, 0, 0, false},
                           {},
                           200,
                           1000,
                           {v1::DROP_NOTE_MERGED}},
                      Case{"not reached by a later part",
                           Drop(kFood, 1),
                           {98, 0, 0, false},
                           {},
                           0,
                           0,
                           {v1::DROP_NOTE_MERGED, v1::DROP_NOTE_BELOW_MINIMUM}},
                      Case{"nothing at all",
                           Drop(kFood, 0),
                           {},
                           {},
                           0,
                           0,
                           {v1::DROP_NOTE_BELOW_MINIMUM}},
                      Case{"poor and short says only short",
                           With(Drop(kFood, 99), v1::QUALITY_POOR),
                           {},
                           {},
                           0,
                           0,
                           {v1::DROP_NOTE_BELOW_MINIMUM}}));

INSTANTIATE_TEST_SUITE_P(
    EarnsNothing, RateTest,
    ::testing::Values(
        Case{"rejected",
             With(Drop(kFood, 5000), v1::QUALITY_REJECTED),
             {},
             {},
             0,
             0,
             {v1::DROP_NOTE_REJECTED}},
        Case{"no line",
             Drop(kRubble, 5000),
             {},
             {},
             0,
             0,
             {v1::DROP_NOTE_NOT_IN_TARIFF}},
        Case{"unknown class",
             Drop(9999, 5000),
             {},
             {},
             0,
             0,
             {v1::DROP_NOTE_NOT_IN_TARIFF}},
        Case{"before the window",
             At(Drop(kFood, 5000), 419),
             {},
             {},
             0,
             0,
             {v1::DROP_NOTE_OUTSIDE_WINDOW}},
        Case{"after the window",
             At(Drop(kFood, 5000), 540),
             {},
             {},
             0,
             0,
             {v1::DROP_NOTE_OUTSIDE_WINDOW}},
        Case{
            "told not to", EarningNothing(Drop(kFood, 5000)), {}, {}, 0, 0, {}},
        Case{"told not to: hours are not looked at",
             EarningNothing(At(Drop(kFood, 5000), 0)),
             {},
             {},
             0,
             0,
             {}},
        Case{"every reason is told",
             At(With(Drop(kFood, 5000), v1::QUALITY_REJECTED), 0),
             {200, 0, 400, true},
             {},
             0,
             0,
             {v1::DROP_NOTE_MERGED, v1::DROP_NOTE_REJECTED,
              v1::DROP_NOTE_OUTSIDE_WINDOW}},
        Case{"rejected and no line",
             With(Drop(kRubble, 5000), v1::QUALITY_REJECTED),
             {},
             {},
             0,
             0,
             {v1::DROP_NOTE_REJECTED, v1::DROP_NOTE_NOT_IN_TARIFF}}));

TEST(RatingTest, ADropThatEarnsNothingIsNoPartOfTheMergedDrop) {
  const CompiledTariff tariff = Compile(SmallTariff());
  const MergedSoFar before{200, 0, 400, true};
  const DayUse used{400, 1};
  for (const Weighing& weighing :
       {With(Drop(kFood, 5000), v1::QUALITY_REJECTED), At(Drop(kFood, 5000), 0),
        EarningNothing(Drop(kFood, 5000)), Drop(kRubble, 5000)}) {
    const Rating rating = Rate(tariff, weighing, before, used);
    EXPECT_EQ(rating.merged, before);
    EXPECT_EQ(rating.day_use, used);
  }
}

TEST(RatingTest, ALineWithoutRatesGivesNothingAndSaysNothing) {
  v1::Tariff document = SmallTariff();
  document.mutable_lines(0)->set_milli_points_per_kg(0);
  document.mutable_lines(0)->set_milli_points_per_piece(0);
  document.mutable_lines(0)->set_milli_merit_per_drop(0);
  const Rating rating = Rate(Compile(document), Drop(kPaper, 5000), {}, {});
  EXPECT_EQ(rating.milli_points, 0u);
  EXPECT_EQ(rating.milli_merit, 0u);
  EXPECT_EQ(rating.day_use, DayUse{});
  EXPECT_TRUE(rating.notes.empty());
}

TEST(RatingTest, StopsAtTheLargestAmountInsteadOfWrapping) {
  const CompiledTariff tariff = Compile(SmallTariff());
  const Rating rating = Rate(tariff, Drop(kPaper, UINT64_MAX, UINT64_MAX),
                             {5, 5, 0, false}, {UINT64_MAX, UINT32_MAX});
  EXPECT_EQ(rating.milli_points, kMaxMilliPoints);
  EXPECT_EQ(rating.merged.grams, UINT64_MAX);
  EXPECT_EQ(rating.day_use.milli_points, UINT64_MAX);
  EXPECT_EQ(rating.day_use.merit_drops, UINT32_MAX);
}

}  // namespace
}  // namespace greenledger::rules::testing
