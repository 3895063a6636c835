#include "services/ledger/rules/rating.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/ledger/rules/local_day.h"
#include "tests/services/ledger/rules/rules_testing.h"

namespace greenledger::rules {
namespace {

using Notes = std::vector<v1::DropNote>;
using ::testing::ElementsAreArray;

constexpr uint32_t kRecyclable = 1;
constexpr uint32_t kPaper = 11;
constexpr uint32_t kBattery = 23;
constexpr uint32_t kFood = 3;
constexpr uint32_t kRubble = 5;
constexpr int32_t kPlainDay = 20454;     // 2026-01-01
constexpr int32_t kCampaignDay = 20609;  // 2026-06-05
constexpr uint32_t kMorning = 480;

Weighing Drop(uint32_t class_code, uint64_t grams, uint64_t pieces = 0) {
  return {.grams = grams,
          .pieces = pieces,
          .class_code = class_code,
          .day = kPlainDay,
          .minute = kMorning};
}

struct Case {
  const char* name;
  Weighing weighing;
  MergedSoFar before;
  DayUse used;
  uint64_t milli_points;
  uint64_t milli_merit;
  Notes notes;
};

void PrintTo(const Case& row, std::ostream* out) { *out << row.name; }

class RateTest : public ::testing::TestWithParam<Case> {};

TEST_P(RateTest, GivesPointsMeritAndNotes) {
  const Case& row = GetParam();
  const CompiledTariff tariff = testing::Compile(testing::SmallTariff());
  const Rating rating = Rate(tariff, row.weighing, row.before, row.used);
  EXPECT_EQ(rating.milli_points, row.milli_points);
  EXPECT_EQ(rating.milli_merit, row.milli_merit);
  EXPECT_THAT(Notes(rating.notes.begin(), rating.notes.end()),
              ElementsAreArray(row.notes));
  EXPECT_EQ(rating.day_use.milli_points,
            row.used.milli_points + row.milli_points);
  EXPECT_EQ(rating.day_use.merit_drops,
            row.used.merit_drops + (row.milli_merit > 0 ? 1 : 0));
}

// Makes a row's weighing something else than a plain drop.
Weighing With(Weighing weighing, v1::Quality quality) {
  weighing.quality = quality;
  return weighing;
}
Weighing At(Weighing weighing, uint32_t minute) {
  weighing.minute = minute;
  return weighing;
}
Weighing On(Weighing weighing, int32_t day) {
  weighing.day = day;
  return weighing;
}
Weighing EarningNothing(Weighing weighing) {
  weighing.earns = false;
  return weighing;
}

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

// Batteries: 300 milli-points a piece, at most 1000 a day; merit 333 for two
// drops a day; doubled (merit half as much again) on the campaign's days.
INSTANTIATE_TEST_SUITE_P(Caps, RateTest,
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
    Merged, RateTest,
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

TEST(RateTest, ADropThatEarnsNothingIsNoPartOfTheMergedDrop) {
  const CompiledTariff tariff = testing::Compile(testing::SmallTariff());
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

TEST(RateTest, ALineWithoutRatesGivesNothingAndSaysNothing) {
  v1::Tariff document = testing::SmallTariff();
  document.mutable_lines(0)->set_milli_points_per_kg(0);
  document.mutable_lines(0)->set_milli_points_per_piece(0);
  document.mutable_lines(0)->set_milli_merit_per_drop(0);
  const Rating rating =
      Rate(testing::Compile(document), Drop(kPaper, 5000), {}, {});
  EXPECT_EQ(rating.milli_points, 0u);
  EXPECT_EQ(rating.milli_merit, 0u);
  EXPECT_EQ(rating.day_use, DayUse{});
  EXPECT_TRUE(rating.notes.empty());
}

TEST(RateTest, StopsAtTheLargestAmountInsteadOfWrapping) {
  const CompiledTariff tariff = testing::Compile(testing::SmallTariff());
  const Rating rating = Rate(tariff, Drop(kPaper, UINT64_MAX, UINT64_MAX),
                             {5, 5, 0, false}, {UINT64_MAX, UINT32_MAX});
  EXPECT_EQ(rating.milli_points, kMaxMilliPoints);
  EXPECT_EQ(rating.merged.grams, UINT64_MAX);
  EXPECT_EQ(rating.day_use.milli_points, UINT64_MAX);
  EXPECT_EQ(rating.day_use.merit_drops, UINT32_MAX);
}

TEST(CountsInMergeTest, TellsFromTheNotes) {
  const auto counts = [](const Notes& notes, v1::LateRule rule) {
    v1::DropBooked drop;
    for (const v1::DropNote note : notes) drop.add_notes(note);
    return CountsInMerge(drop, rule);
  };
  const v1::LateRule when_received = v1::LATE_RULE_COUNT_WHEN_RECEIVED;
  const v1::LateRule nothing = v1::LATE_RULE_EARN_NOTHING;
  EXPECT_TRUE(counts({}, nothing));
  EXPECT_TRUE(counts({v1::DROP_NOTE_BELOW_MINIMUM}, nothing));
  EXPECT_TRUE(counts({v1::DROP_NOTE_SUSPENSE}, nothing));
  EXPECT_FALSE(counts({v1::DROP_NOTE_REJECTED}, when_received));
  EXPECT_FALSE(counts({v1::DROP_NOTE_NOT_IN_TARIFF}, when_received));
  EXPECT_FALSE(counts({v1::DROP_NOTE_MERGED, v1::DROP_NOTE_OUTSIDE_WINDOW},
                      when_received));
  EXPECT_TRUE(counts({v1::DROP_NOTE_LATE}, when_received));
  EXPECT_FALSE(counts({v1::DROP_NOTE_LATE}, nothing));
  EXPECT_FALSE(counts({v1::DROP_NOTE_CLOCK_UNTRUSTED}, nothing));
}

}  // namespace
}  // namespace greenledger::rules
