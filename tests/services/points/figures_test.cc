// The committee's figures add up month by month.
#include <gtest/gtest.h>

#include "tests/services/points/points_world.h"

namespace greenledger::points {
namespace {

int64_t SumOf(const v1::MonthFigures& month) {
  return month.earned() + month.adjusted() + month.prizes() + month.spent() +
         month.expired() + month.penalised() + month.reversed() +
         month.corrected() + month.moved();
}

TEST(FiguresTest, EachMonthLeadsToWhatIsOutstandingAtItsEnd) {
  PointsWorld world(
      {.households = 3, .rows_every = 4, .expiry = RollingMonths(1)});
  world.PublishBudget(1, "2026-06-05", "2026-12-31", 100'000);
  world.OpenOtherBook(9);
  const uint64_t drop = world.Earn(1, 10);
  world.Earn(2, 10);
  world.Earn(3, 10);
  world.Reverse(drop);
  world.Commit(world.Place(2, 4000).first_index());
  world.Place(2, 1000);
  world.Penalise(3, 500);
  world.Give(3, 2000);
  world.ledger.clock.Advance(31 * kDayUs);
  world.ReservePrizes(7, 1, 3000);
  world.GrantPrize(7, 1, 3000);
  world.Move(3, 9);
  world.Look();
  world.ledger.clock.Advance(40 * kDayUs);
  world.Look();

  const v1::GetPointsFiguresResponse figures = world.Figures();
  ASSERT_EQ(figures.months_size(), 3);
  const v1::MonthFigures& june = figures.months(0);
  EXPECT_EQ(june.month(), "2026-06");
  EXPECT_EQ(june.earned(), 30'000);
  EXPECT_EQ(june.reversed(), -10'000);
  EXPECT_EQ(june.spent(), -4000);
  EXPECT_EQ(june.penalised(), -500);
  EXPECT_EQ(june.adjusted(), 2000);
  EXPECT_EQ(figures.months(1).prizes(), 3000);
  EXPECT_EQ(figures.months(1).moved(), -11'500);
  EXPECT_EQ(figures.months(2).expired(), -6000) << "what 2 had left of June";
  int64_t outstanding = 0;
  for (const v1::MonthFigures& month : figures.months()) {
    outstanding += SumOf(month);
    EXPECT_EQ(outstanding, static_cast<int64_t>(month.outstanding()));
  }
  EXPECT_EQ(figures.outstanding_milli_points(), 3000u);
  world.Restart();
  EXPECT_EQ(world.Figures().SerializeAsString(), figures.SerializeAsString());
  world.Restart(/*rebuild=*/true);
  EXPECT_EQ(world.Figures().SerializeAsString(), figures.SerializeAsString());
}

TEST(FiguresTest, SuspenseIsOwedAndClaimingItMovesNothing) {
  PointsWorld world;
  v1::Record record = ledger::DropRecord(1, world.Now(), 5000);
  record.mutable_drop()->set_card_hash(ledger::Card("found in the street"));
  v1::SubmitRecordsResponse response;
  ASSERT_TRUE(world.ledger.Submit({record}, &response).ok());
  EXPECT_EQ(world.Figures().outstanding_milli_points(), 10'000u);
  v1::IssueCardRequest issue;
  issue.mutable_card()->set_household_number(1);
  issue.mutable_card()->set_card_hash(ledger::Card("found in the street"));
  world.ledger.MustRun(&v1::RegistryService::StubInterface::IssueCard, issue);
  EXPECT_EQ(world.Points(1).milli_points(), 10'000u);
  EXPECT_EQ(world.Figures().outstanding_milli_points(), 10'000u);
  EXPECT_EQ(world.Figures().months_size(), 1);
}

}  // namespace
}  // namespace greenledger::points
