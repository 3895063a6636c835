// Budgets and prizes: backed before they are promised.
#include <gtest/gtest.h>

#include "tests/services/points/points_world.h"

namespace greenledger::points {
namespace {

bool HasNote(const v1::Entry& entry, v1::DropNote note) {
  const auto& notes = entry.drop().notes();
  return std::find(notes.begin(), notes.end(), note) != notes.end();
}

TEST(BudgetTest, DropsEarnUntilItIsUsedUpAndMeritBeyond) {
  PointsWorld world;
  ASSERT_TRUE(
      IsAccepted(world.PublishBudget(1, "2026-06-05", "2026-12-31", 15'000)));
  world.Earn(1, 10);
  world.Earn(2, 10);
  world.Earn(3, 10);
  EXPECT_EQ(world.Points(1).milli_points(), 10'000u);
  EXPECT_EQ(world.Points(2).milli_points(), 5000u);
  EXPECT_EQ(world.Points(3).milli_points(), 0u);
  EXPECT_EQ(world.Points(3).milli_merit(), 1000);
  const auto drops = world.EntriesOf(v1::Entry::kDrop);
  EXPECT_FALSE(HasNote(drops[0], v1::DROP_NOTE_BUDGET_USED_UP));
  EXPECT_TRUE(HasNote(drops[1], v1::DROP_NOTE_BUDGET_USED_UP));
  EXPECT_TRUE(HasNote(drops[2], v1::DROP_NOTE_BUDGET_USED_UP));
  EXPECT_EQ(ReasonOf(world.Propose(1, 1)), v1::REFUSAL_REASON_BUDGET_EXCEEDED);
  EXPECT_TRUE(IsAccepted(world.ChangeBudget(1, 7000)));
  world.Earn(3, 10);
  EXPECT_EQ(world.Points(3).milli_points(), 7000u);
  EXPECT_TRUE(world.Verify().ok()) << world.Verify();
}

TEST(BudgetTest, OneThatReportsShowsHowFarBelowZeroItIs) {
  PointsWorld world;
  world.PublishBudget(1, "2026-06-05", "2026-12-31", 15'000,
                      v1::BUDGET_RULE_REPORT);
  world.Earn(1, 20);
  EXPECT_EQ(world.Points(1).milli_points(), 20'000u);
  const v1::GetPointsFiguresResponse figures = world.Figures();
  ASSERT_EQ(figures.budgets_size(), 1);
  EXPECT_EQ(figures.budgets(0).left_milli_points(), -5000);
  EXPECT_EQ(figures.budgets(0).issued_milli_points(), 20'000u);
}

TEST(BudgetTest, OnlyTheDaysOfItsOwnCount) {
  PointsWorld world;
  world.PublishBudget(1, "2026-06-06", "2026-06-06", 1000);
  world.Earn(1, 10);
  world.ledger.clock.Advance(kDayUs);
  world.Earn(1, 10);
  world.ledger.clock.Advance(kDayUs);
  world.Earn(1, 10);
  EXPECT_EQ(world.Points(1).milli_points(), 21'000u);
}

TEST(BudgetTest, IsNewAndDoesNotOverlapOrBeginInThePast) {
  PointsWorld world;
  world.PublishBudget(1, "2026-06-05", "2026-12-31", 1000);
  EXPECT_EQ(ReasonOf(world.PublishBudget(1, "2027-01-01", "2027-12-31", 1)),
            v1::REFUSAL_REASON_NUMBER_TAKEN);
  EXPECT_EQ(ReasonOf(world.PublishBudget(2, "2026-12-31", "2027-12-31", 1)),
            v1::REFUSAL_REASON_BUDGET_OVERLAPS);
  EXPECT_EQ(ReasonOf(world.PublishBudget(3, "2026-06-04", "2026-06-04", 1)),
            v1::REFUSAL_REASON_IN_PAST);
  EXPECT_EQ(ReasonOf(world.ChangeBudget(9, 1)),
            v1::REFUSAL_REASON_BUDGET_UNKNOWN);
  EXPECT_EQ(ReasonOf(world.ChangeBudget(1, -1001)),
            v1::REFUSAL_REASON_BUDGET_EXCEEDED);
  EXPECT_TRUE(IsAccepted(world.ChangeBudget(1, -1000)));
}

TEST(BudgetTest, AReversedDropGivesBackToItsBudget) {
  PointsWorld world;
  world.PublishBudget(1, "2026-06-05", "2026-12-31", 10'000);
  const uint64_t drop = world.Earn(1, 10);
  EXPECT_EQ(world.Figures().budgets(0).left_milli_points(), 0);
  world.Reverse(drop);
  EXPECT_EQ(world.Figures().budgets(0).left_milli_points(), 10'000);
  EXPECT_TRUE(world.Verify().ok()) << world.Verify();
}

TEST(PrizeTest, IsBackedBeforeItIsPromised) {
  PointsWorld world;
  EXPECT_EQ(ReasonOf(world.ReservePrizes(7, 1, 5000)),
            v1::REFUSAL_REASON_BUDGET_UNKNOWN);
  world.PublishBudget(1, "2026-06-05", "2026-12-31", 10'000);
  EXPECT_EQ(ReasonOf(world.ReservePrizes(7, 1, 10'001)),
            v1::REFUSAL_REASON_BUDGET_EXCEEDED);
  EXPECT_TRUE(IsAccepted(world.ReservePrizes(7, 1, 6000)));
  world.Earn(1, 10);
  EXPECT_EQ(world.Points(1).milli_points(), 4000u) << "the rest is promised";
  EXPECT_EQ(ReasonOf(world.GrantPrize(7, 2, 6001)),
            v1::REFUSAL_REASON_POOL_EXCEEDED);
  EXPECT_EQ(ReasonOf(world.GrantPrize(8, 2, 1)),
            v1::REFUSAL_REASON_POOL_UNKNOWN);
  EXPECT_TRUE(IsAccepted(world.GrantPrize(7, 2, 2000)));
  EXPECT_EQ(world.Points(2).milli_points(), 2000u);
}

TEST(PrizeTest, WhatIsLeftGoesBackToItsBudget) {
  PointsWorld world;
  world.PublishBudget(1, "2026-06-05", "2026-12-31", 10'000);
  world.ReservePrizes(7, 1, 6000);
  world.GrantPrize(7, 2, 2000);
  world.Restart();
  v1::GetPointsFiguresResponse figures = world.Figures();
  ASSERT_EQ(figures.pools_size(), 1);
  EXPECT_EQ(figures.pools(0).left_milli_points(), 4000u);
  EXPECT_EQ(figures.budgets(0).promised_milli_points(), 6000u);
  EXPECT_TRUE(IsAccepted(world.ReleasePrizes(7)));
  figures = world.Figures();
  EXPECT_EQ(figures.pools_size(), 0);
  EXPECT_EQ(figures.budgets(0).left_milli_points(), 8000);
  EXPECT_EQ(figures.budgets(0).promised_milli_points(), 2000u);
  EXPECT_EQ(ReasonOf(world.ReleasePrizes(7)), v1::REFUSAL_REASON_POOL_UNKNOWN);
  EXPECT_EQ(ReasonOf(world.GrantPrize(7, 2, 1)),
            v1::REFUSAL_REASON_POOL_UNKNOWN);
  EXPECT_TRUE(world.Verify().ok()) << world.Verify();
}

}  // namespace
}  // namespace greenledger::points
