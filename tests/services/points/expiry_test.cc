// Lots: what ends first is spent first, and ends once.
#include <gtest/gtest.h>

#include "services/ledger/rules/local_day.h"
#include "services/ledger/rules/lots.h"
#include "tests/services/points/points_world.h"

namespace greenledger::points {
namespace {

std::string LastDayOf(const v1::ExpiryPolicy& policy, const std::string& day) {
  const int32_t last = rules::LastDay(policy, *rules::ParseDay(day));
  return last == rules::kNeverEnds ? "never" : rules::FormatDay(last);
}

TEST(LastDayTest, FollowsThePolicy) {
  EXPECT_EQ(LastDayOf(EndOfNextYear(), "2026-01-01"), "2027-12-31");
  EXPECT_EQ(LastDayOf(EndOfNextYear(), "2026-12-31"), "2027-12-31");
  EXPECT_EQ(LastDayOf(RollingMonths(1), "2026-01-31"), "2026-02-28");
  EXPECT_EQ(LastDayOf(RollingMonths(1), "2028-01-01"), "2028-02-29");
  EXPECT_EQ(LastDayOf(RollingMonths(12), "2026-06-05"), "2027-06-30");
  EXPECT_EQ(LastDayOf(RollingMonths(120), "2026-12-01"), "2036-12-31");
  EXPECT_EQ(LastDayOf(v1::ExpiryPolicy(), "2026-06-05"), "never");
}

TEST(LotsTest, AreInOrderAndTakenFromTheFront) {
  rules::Lots lots;
  rules::AddLot({30, 5}, &lots);
  rules::AddLot({10, 1}, &lots);
  rules::AddLot({20, 3}, &lots);
  rules::AddLot({10, 1}, &lots);
  rules::AddLot({rules::kNeverEnds, 99}, &lots);
  EXPECT_EQ(lots, (rules::Lots{{10, 2}, {20, 3}, {30, 5}}));
  EXPECT_EQ(rules::TakeFromLots(4, &lots), (rules::Lots{{10, 2}, {20, 2}}));
  EXPECT_EQ(rules::TakeFromLots(8, &lots),
            (rules::Lots{{20, 1}, {30, 5}, {rules::kNeverEnds, 2}}));
  EXPECT_TRUE(lots.empty());
}

// A world in which the points of June end with July, those of July with August.
class ExpiryTest : public ::testing::Test {
 protected:
  static int32_t Day(const std::string& text) { return *rules::ParseDay(text); }

  PointsWorld world{
      {.households = 3, .rows_every = 7, .expiry = RollingMonths(1)}};
};

TEST_F(ExpiryTest, ALotEndsAfterItsLastDayAndNotBefore) {
  world.Earn(1, 10);  // 5 June
  world.ledger.clock.Advance(30 * kDayUs);
  world.Earn(1, 4);                         // 5 July
  world.ledger.clock.Advance(26 * kDayUs);  // 31 July, the last day
  world.Look();
  ASSERT_EQ(world.Points(1).lots_size(), 2);
  EXPECT_EQ(world.Points(1).lots(0).last_day(), Day("2026-07-31"));
  world.ledger.clock.Advance(kDayUs);
  world.Look();
  ASSERT_EQ(world.Points(1).lots_size(), 1);
  EXPECT_EQ(world.Points(1).lots(0).last_day(), Day("2026-08-31"));
  EXPECT_EQ(world.Points(1).milli_points(), 4000u);
  EXPECT_EQ(world.Net(v1::ACCOUNT_OWNER_EXPIRY, 0, v1::ASSET_POINTS), 10'000);
  EXPECT_TRUE(world.Verify().ok()) << world.Verify();
}

TEST_F(ExpiryTest, TheSameRunTwiceChangesNothing) {
  for (uint64_t n = 1; n <= 3; ++n) world.Earn(n, 10);
  world.ledger.clock.Advance(60 * kDayUs);
  world.Look();
  const size_t entries = world.Entries().size();
  EXPECT_EQ(world.EntriesOf(v1::Entry::kPointsExpired).size(), 3u);
  world.Look();
  world.Restart();
  world.Look();
  world.ledger.clock.Advance(kDayUs);
  world.Look();
  EXPECT_EQ(world.Entries().size(), entries);
}

TEST_F(ExpiryTest, WhatEndsFirstIsSpentFirst) {
  world.Earn(1, 10);
  world.ledger.clock.Advance(30 * kDayUs);
  world.Earn(1, 10);
  world.Commit(world.Place(1, 12'000).first_index());
  ASSERT_EQ(world.Points(1).lots_size(), 1);
  EXPECT_EQ(world.Points(1).lots(0).last_day(), Day("2026-08-31"));
  EXPECT_EQ(world.Points(1).lots(0).milli_points(), 8000u);
}

TEST_F(ExpiryTest, WhatIsHeldDoesNotEndUntilItIsFree) {
  world.Earn(1, 10);
  const uint64_t kept = world.Place(1, 4000, 80 * kDayUs).first_index();
  const uint64_t given_back = world.Place(1, 3000, 80 * kDayUs).first_index();
  world.ledger.clock.Advance(60 * kDayUs);
  world.Look();
  EXPECT_EQ(world.Points(1).milli_points(), 7000u) << "3 ended, 7 are held";
  EXPECT_TRUE(IsAccepted(world.Commit(kept)));
  EXPECT_TRUE(IsAccepted(world.Void(given_back)));
  world.ledger.clock.Advance(kHourUs);
  world.Look();
  EXPECT_EQ(world.Points(1).milli_points(), 0u);
  EXPECT_EQ(world.Net(v1::ACCOUNT_OWNER_EXPIRY, 0, v1::ASSET_POINTS), 6000);
  EXPECT_TRUE(world.Verify().ok()) << world.Verify();
}

TEST_F(ExpiryTest, AVoidedHoldGivesItsPartsBackToTheirLots) {
  world.Earn(1, 10);
  world.ledger.clock.Advance(30 * kDayUs);
  world.Earn(1, 10);
  const v1::GetPointsResponse before = world.Points(1);
  world.Void(world.Place(1, 15'000).first_index());
  const v1::GetPointsResponse after = world.Points(1);
  ASSERT_EQ(after.lots_size(), 2);
  for (int i = 0; i < 2; ++i) {
    EXPECT_EQ(after.lots(i).SerializeAsString(),
              before.lots(i).SerializeAsString());
  }
}

TEST(ManyLotsTest, AllHouseholdsLoseTheirLotWhileDropsArrive) {
  PointsWorld world({.households = 800, .expiry = RollingMonths(1)});
  for (uint64_t n = 1; n <= 800; ++n) world.Give(n, 5000);
  world.ledger.clock.Advance(60 * kDayUs);
  world.Earn(1, 3);
  world.Look();
  world.Earn(2, 3);
  EXPECT_EQ(world.EntriesOf(v1::Entry::kPointsExpired).size(), 800u);
  EXPECT_EQ(world.Points(1).milli_points(), 3000u);
  EXPECT_EQ(world.Points(800).milli_points(), 0u);
  EXPECT_EQ(world.Net(v1::ACCOUNT_OWNER_EXPIRY, 0, v1::ASSET_POINTS),
            800 * 5000);
}

}  // namespace
}  // namespace greenledger::points
