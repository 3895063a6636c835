// Daily caps and merged drops.
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/ledger/rules/rating.h"
#include "tests/services/ledger/rules/rating_testing.h"

namespace greenledger::rules::testing {
namespace {

class RateCapTest : public ::testing::TestWithParam<Case> {};

TEST_P(RateCapTest, GivesPointsMeritAndNotes) { ExpectRating(GetParam()); }

// Batteries: 300 milli-points a piece, at most 1000 a day; merit 333 for two
// drops a day; doubled (merit half as much again) on the campaign's days.
INSTANTIATE_TEST_SUITE_P(Caps, RateCapTest,
                         ::testing::Values(Case{"cap exactly reached",
                                                Drop(kBattery, 60, 3),
                                                {},
                                                {100, 1},
                                                900,
                                                333,
                                                {}},
                                           Case{"one over",
                                                Drop(kBattery, 60, 3),
                                                {},
                                                {101, 1},
                                                899,
                                                333,
                                                {v1::DROP_NOTE_POINTS_CAPPED}},
                                           Case{"nothing left",
                                                Drop(kBattery, 60, 3),
                                                {},
                                                {1000, 1},
                                                0,
                                                333,
                                                {v1::DROP_NOTE_POINTS_CAPPED}},
                                           Case{"over already",
                                                Drop(kBattery, 60, 3),
                                                {},
                                                {1500, 1},
                                                0,
                                                333,
                                                {v1::DROP_NOTE_POINTS_CAPPED}},
                                           Case{"merit's number reached",
                                                Drop(kBattery, 20, 1),
                                                {},
                                                {0, 2},
                                                300,
                                                0,
                                                {v1::DROP_NOTE_MERIT_CAPPED}},
                                           Case{"both",
                                                Drop(kBattery, 60, 3),
                                                {},
                                                {900, 2},
                                                100,
                                                0,
                                                {v1::DROP_NOTE_POINTS_CAPPED,
                                                 v1::DROP_NOTE_MERIT_CAPPED}},
                                           Case{"no cap on the line",
                                                Drop(kPaper, 50'000),
                                                {},
                                                {1'000'000, 999},
                                                25'000,
                                                1000,
                                                {}}));

INSTANTIATE_TEST_SUITE_P(
    Merged, RateCapTest,
    ::testing::Values(Case{"what the whole earns less what was given",
                           Drop(kPaper, 1),
                           {1, 0, 1, true},
                           {1, 1},
                           0,
                           0,
                           {v1::DROP_NOTE_MERGED}},
                      Case{"merit once",
                           Drop(kFood, 500),
                           {100, 0, 200, true},
                           {200, 1},
                           1000,
                           0,
                           {v1::DROP_NOTE_MERGED}},
                      Case{"cut by the cap",
                           Drop(kBattery, 40, 2),
                           {40, 2, 600, true},
                           {600, 1},
                           400,
                           0,
                           {v1::DROP_NOTE_MERGED, v1::DROP_NOTE_POINTS_CAPPED}},
                      Case{"what the cap took does not come back",
                           Drop(kBattery, 20, 1),
                           {80, 4, 1000, true},
                           {1000, 1},
                           0,
                           0,
                           {v1::DROP_NOTE_MERGED, v1::DROP_NOTE_POINTS_CAPPED}},
                      Case{"never less than nothing",
                           Drop(kPaper, 2),
                           {2, 0, 50, true},
                           {50, 1},
                           0,
                           0,
                           {v1::DROP_NOTE_MERGED}},
                      Case{"in a campaign",
                           With(On(Drop(kBattery, 20, 1), kCampaignDay),
                                v1::QUALITY_POOR),
                           {20, 1, 300, false},
                           {300, 0},
                           300,
                           500,
                           {v1::DROP_NOTE_MERGED, v1::DROP_NOTE_POOR_QUALITY,
                            v1::DROP_NOTE_CAMPAIGN}}));

// The worked example of the rules' README.
TEST(RatingCapTest, ThreePartsOfOneLoadOfPaper) {
  v1::Tariff document = SmallTariff();
  v1::TariffLine& paper = *document.mutable_lines(0);
  paper.set_milli_points_per_kg(600);
  paper.set_min_grams(100);
  paper.set_daily_cap_milli_points(1000);
  const CompiledTariff tariff = Compile(document);
  const Rating first = Rate(tariff, Drop(kPaper, 80), {}, {});
  EXPECT_EQ(first.milli_points, 0u);
  const Rating second =
      Rate(tariff, Drop(kPaper, 1255), first.merged, first.day_use);
  EXPECT_EQ(second.milli_points, 801u);
  EXPECT_EQ(second.milli_merit, 1000u);
  const Rating third =
      Rate(tariff, Drop(kPaper, 500), second.merged, second.day_use);
  EXPECT_EQ(third.milli_points, 199u);
  EXPECT_EQ(third.milli_merit, 0u);
  EXPECT_EQ(third.merged.grams, 1835u);
}

TEST(RatingCapTest, MeritCutByTheCapIsNotAskedForAgain) {
  const CompiledTariff tariff = Compile(SmallTariff());
  const Rating first = Rate(tariff, Drop(kBattery, 20, 1), {}, {0, 2});
  EXPECT_TRUE(first.merged.merit_given);
  const Rating second =
      Rate(tariff, Drop(kBattery, 20, 1), first.merged, first.day_use);
  EXPECT_EQ(second.milli_merit, 0u);
  EXPECT_THAT(Notes(second.notes.begin(), second.notes.end()),
              ::testing::ElementsAreArray(Notes{v1::DROP_NOTE_MERGED}));
}

}  // namespace
}  // namespace greenledger::rules::testing
