// What an account may do in each of its states.
#include <gtest/gtest.h>

#include "tests/services/points/points_world.h"

namespace greenledger::points {
namespace {

TEST(StateTest, AFrozenHouseholdEarnsAndDoesNotSpend) {
  PointsWorld world;
  world.Earn(1, 10);
  const uint64_t hold = world.Place(1, 1000).first_index();
  ASSERT_TRUE(IsAccepted(world.SetState(1, v1::HOUSEHOLD_STATE_FROZEN)));
  world.Earn(1, 10);
  EXPECT_EQ(world.Points(1).milli_points(), 20'000u);
  EXPECT_EQ(ReasonOf(world.Place(1, 1)), v1::REFUSAL_REASON_ACCOUNT_FROZEN);
  EXPECT_EQ(ReasonOf(world.Commit(hold)), v1::REFUSAL_REASON_ACCOUNT_FROZEN);
  EXPECT_EQ(ReasonOf(world.Move(1, 9)), v1::REFUSAL_REASON_ACCOUNT_FROZEN);
  ASSERT_TRUE(IsAccepted(world.SetState(1, v1::HOUSEHOLD_STATE_ACTIVE)));
  EXPECT_TRUE(IsAccepted(world.Commit(hold)));
  EXPECT_TRUE(world.Verify().ok()) << world.Verify();
}

TEST(StateTest, AHoldOfAFrozenHouseholdCanBeVoided) {
  PointsWorld world;
  world.Earn(1, 10);
  const uint64_t hold = world.Place(1, 1000).first_index();
  world.SetState(1, v1::HOUSEHOLD_STATE_FROZEN);
  EXPECT_TRUE(IsAccepted(world.Void(hold)));
}

TEST(StateTest, AHouseholdWithHoldsIsNotClosed) {
  PointsWorld world;
  world.Earn(1, 10);
  const uint64_t hold = world.Place(1, 1000).first_index();
  EXPECT_EQ(ReasonOf(world.SetState(1, v1::HOUSEHOLD_STATE_CLOSED)),
            v1::REFUSAL_REASON_HOLDS_OPEN);
  world.Void(hold);
  EXPECT_TRUE(IsAccepted(world.SetState(1, v1::HOUSEHOLD_STATE_CLOSED)));
  EXPECT_EQ(ReasonOf(world.Place(1, 1)), v1::REFUSAL_REASON_HOUSEHOLD_CLOSED);
  EXPECT_EQ(ReasonOf(world.Propose(1, 1)), v1::REFUSAL_REASON_HOUSEHOLD_CLOSED);
}

TEST(StateTest, WhoIsNotThereOrNotActiveDoesNotSpend) {
  PointsWorld world;
  EXPECT_EQ(ReasonOf(world.Place(99, 1)), v1::REFUSAL_REASON_HOUSEHOLD_UNKNOWN);
  v1::RegisterHouseholdsRequest request;
  v1::Household* household = request.add_households();
  household->set_number(50);
  household->set_building_number(ledger::kBuilding);
  household->set_tenure(v1::TENURE_OWNER);
  household->set_residents(1);
  household->set_state(v1::HOUSEHOLD_STATE_REGISTERED);
  world.ledger.MustRun(&v1::RegistryService::StubInterface::RegisterHouseholds,
                       request);
  EXPECT_EQ(ReasonOf(world.Place(50, 1)),
            v1::REFUSAL_REASON_HOUSEHOLD_NOT_ACTIVE);
  EXPECT_EQ(ReasonOf(world.SetState(50, v1::HOUSEHOLD_STATE_FROZEN)),
            v1::REFUSAL_REASON_HOUSEHOLD_NOT_ACTIVE);
}

}  // namespace
}  // namespace greenledger::points
