// Households that move to another book: never half, whatever happens between
// the steps.
#include <gtest/gtest.h>

#include "tests/services/points/points_world.h"

namespace greenledger::points {
namespace {

// What both books have in transit to each other.
int64_t InTransit(PointsWorld* world) {
  return world->Net(v1::ACCOUNT_OWNER_TRANSIT, kOtherBook, v1::ASSET_POINTS) +
         world->Net(v1::ACCOUNT_OWNER_TRANSIT, ledger::kBook, v1::ASSET_POINTS,
                    0, kOtherBook);
}

void ExpectSound(PointsWorld* world) {
  EXPECT_TRUE(world->Verify().ok()) << world->Verify();
  EXPECT_TRUE(world->Verify(kOtherBook).ok()) << world->Verify(kOtherBook);
}

TEST(MoveTest, EverythingArrivesWithItsLots) {
  PointsWorld world({.expiry = RollingMonths(12)});
  world.OpenOtherBook(9);
  world.Earn(1, 10);
  const v1::GetPointsResponse before = world.Points(1);
  ASSERT_TRUE(IsAccepted(world.Move(1, 9)));
  EXPECT_EQ(InTransit(&world), 10'000);
  EXPECT_EQ(world.Points(1).state(), v1::HOUSEHOLD_STATE_CLOSED);
  world.Look();
  EXPECT_EQ(InTransit(&world), 0);
  const v1::GetPointsResponse after = world.Points(9, kOtherBook);
  EXPECT_EQ(after.milli_points(), 10'000u);
  EXPECT_EQ(after.milli_merit(), before.milli_merit());
  ASSERT_EQ(after.lots_size(), 1);
  EXPECT_EQ(after.lots(0).SerializeAsString(),
            before.lots(0).SerializeAsString());
  EXPECT_EQ(world.Points(1).milli_points(), 0u);
  ExpectSound(&world);
}

TEST(MoveTest, GoesOnAfterARestartAtEachStep) {
  PointsWorld world;
  world.OpenOtherBook(9);
  world.Earn(1, 10);
  world.Move(1, 9);
  world.Restart();  // left and not arrived
  world.Look();
  world.Restart(/*rebuild=*/true);
  world.Look();
  EXPECT_EQ(world.Points(9, kOtherBook).milli_points(), 10'000u);
  EXPECT_EQ(world.EntriesOf(v1::Entry::kHouseholdMovedIn, kOtherBook).size(),
            1u);
  const auto ended = world.EntriesOf(v1::Entry::kMoveEnded);
  ASSERT_EQ(ended.size(), 1u);
  EXPECT_TRUE(ended[0].move_ended().taken());
  ExpectSound(&world);
}

// The new book took it and the old one never heard: the same question gets the
// same answer, and nothing arrives twice.
TEST(MoveTest, WhatArrivedBeforeACrashDoesNotArriveAgain) {
  PointsWorld world;
  world.OpenOtherBook(9);
  world.Earn(1, 10);
  const uint64_t out = world.Move(1, 9).first_index();
  world.Look();
  v1::Entry again;
  v1::HouseholdMovedIn* in = again.mutable_household_moved_in();
  in->set_household_number(9);
  in->set_from_book(ledger::kBook);
  in->set_from_household(1);
  in->set_out_index(out);
  ledger::LiveBook* other = world.ledger.ledger().books().Find(kOtherBook);
  common::MutexLock lock(other->mu);
  std::vector<rules::CommandItem> items(1);
  items[0].entry = again;
  const auto refusals = rules::CheckCommand(other->state, world.Now(), &items);
  ASSERT_EQ(refusals.size(), 1u);
  EXPECT_EQ(refusals[0].reason(), v1::REFUSAL_REASON_MOVED_IN_BEFORE);
}

TEST(MoveTest, WhatIsRefusedThereComesBack) {
  PointsWorld world({.expiry = RollingMonths(12)});
  world.OpenOtherBook(9);
  world.Earn(1, 10);
  const v1::GetPointsResponse before = world.Points(1);
  ASSERT_TRUE(IsAccepted(world.Move(1, /*to_household=*/77)));
  world.Look();
  const v1::GetPointsResponse after = world.Points(1);
  EXPECT_EQ(after.state(), v1::HOUSEHOLD_STATE_ACTIVE);
  EXPECT_EQ(after.milli_points(), before.milli_points());
  EXPECT_EQ(after.milli_merit(), before.milli_merit());
  ASSERT_EQ(after.lots_size(), 1);
  EXPECT_EQ(after.lots(0).SerializeAsString(),
            before.lots(0).SerializeAsString());
  EXPECT_EQ(InTransit(&world), 0);
  world.Look();
  EXPECT_EQ(world.EntriesOf(v1::Entry::kMoveEnded).size(), 1u);
  ExpectSound(&world);
}

TEST(MoveTest, ABookThatIsNotHereRefusesToo) {
  PointsWorld world;
  world.Earn(1, 10);
  ASSERT_TRUE(IsAccepted(world.Move(1, 9, 350212003003)));
  world.Look();
  EXPECT_EQ(world.Points(1).milli_points(), 10'000u);
  EXPECT_EQ(world.Points(1).state(), v1::HOUSEHOLD_STATE_ACTIVE);
}

TEST(MoveTest, NobodyLeavesWithHoldsOrForTheSameBook) {
  PointsWorld world;
  world.Earn(1, 10);
  world.Place(1, 1000);
  EXPECT_EQ(ReasonOf(world.Move(1, 9)), v1::REFUSAL_REASON_HOLDS_OPEN);
  EXPECT_EQ(ReasonOf(world.Move(2, 3, ledger::kBook)),
            v1::REFUSAL_REASON_SAME_BOOK);
}

TEST(MoveTest, AHouseholdWithoutPointsMovesToo) {
  PointsWorld world;
  world.OpenOtherBook(9);
  ASSERT_TRUE(IsAccepted(world.Move(2, 9)));
  world.Look();
  EXPECT_EQ(world.EntriesOf(v1::Entry::kHouseholdMovedIn, kOtherBook).size(),
            1u);
  ExpectSound(&world);
}

}  // namespace
}  // namespace greenledger::points
