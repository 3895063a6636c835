// The register of a fold against the ledger's own state.
#include "services/ranking/fold/register.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <utility>

#include "services/ledger/rules/local_day.h"
#include "tests/services/points/points_world.h"

namespace greenledger::ranking {
namespace {

using points::IsAccepted;
using points::kDayUs;
using points::PointsWorld;
using ::testing::ElementsAre;
using Registry = v1::RegistryService::StubInterface;

Register FoldOf(PointsWorld* world) {
  Register fold;
  for (const v1::Entry& entry : world->Entries()) fold.Apply(entry);
  return fold;
}

// Every household as the ledger has it.
void ExpectSame(const Register& fold, PointsWorld* world) {
  ledger::LiveBook* book = world->ledger.ledger().books().Find(ledger::kBook);
  common::MutexLock lock(book->mu);
  const rules::BookState& state = book->state;
  EXPECT_EQ(fold.info().SerializeAsString(), state.info().SerializeAsString());
  EXPECT_EQ(fold.places().size(), state.places().size());
  ASSERT_EQ(fold.residents().size(), state.households().size());
  for (size_t i = 0; i < fold.residents().size(); ++i) {
    const Resident& resident = fold.residents()[i];
    const rules::HouseholdState& household = state.households()[i];
    EXPECT_EQ(resident.number, household.number);
    EXPECT_EQ(resident.building, household.building);
    EXPECT_EQ(resident.grid,
              state.FindPlace(household.building)->parent_number());
    EXPECT_EQ(resident.residents, household.residents);
    EXPECT_EQ(resident.state, household.state);
    std::vector<uint32_t> members;
    for (const auto& [number, kind] : household.members) {
      members.push_back(number);
    }
    EXPECT_EQ(resident.members, members);
    EXPECT_EQ(fold.Find(resident.number), &resident);
  }
}

uint64_t AddHousehold(PointsWorld* world, uint64_t number) {
  v1::RegisterHouseholdsRequest request;
  v1::Household* household = request.add_households();
  household->set_number(number);
  household->set_building_number(ledger::kBuilding);
  household->set_tenure(v1::TENURE_TENANT);
  household->set_residents(4);
  household->set_state(v1::HOUSEHOLD_STATE_REGISTERED);
  household->add_members()->set_number(1);
  household->mutable_members(0)->set_kind(v1::MEMBER_KIND_ADULT);
  return world->ledger.MustRun(&Registry::RegisterHouseholds, request)
      .result()
      .first_index();
}

void AddMember(PointsWorld* world, uint64_t household, uint32_t number) {
  v1::AddMemberRequest request;
  v1::MemberAdded* added = request.mutable_member_added();
  added->set_household_number(household);
  added->mutable_member()->set_number(number);
  added->mutable_member()->set_kind(v1::MEMBER_KIND_MINOR);
  world->ledger.MustRun(&Registry::AddMember, request);
}

void RemoveMember(PointsWorld* world, uint64_t household, uint32_t number) {
  v1::RemoveMemberRequest request;
  request.mutable_member_removed()->set_household_number(household);
  request.mutable_member_removed()->set_member_number(number);
  world->ledger.MustRun(&Registry::RemoveMember, request);
}

TEST(RegisterTest, FollowsTheLedger) {
  PointsWorld world;
  world.OpenOtherBook(9);
  world.ledger.clock.Advance(2 * kDayUs);
  const uint64_t opened = AddHousehold(&world, 40);
  AddMember(&world, 40, 2);
  AddMember(&world, 40, 3);
  RemoveMember(&world, 40, 2);
  Register fold = FoldOf(&world);
  const Resident* household = fold.Find(40);
  ASSERT_NE(household, nullptr);
  EXPECT_FALSE(household->active());
  EXPECT_EQ(household->opened_index, opened);
  EXPECT_EQ(household->activated_index, 0u);
  EXPECT_EQ(household->since_day, rules::ParseDay("2026-06-07"));
  EXPECT_THAT(household->members, ElementsAre(1, 3));
  ExpectSame(fold, &world);

  const v1::CommandResult activated =
      world.SetState(40, v1::HOUSEHOLD_STATE_ACTIVE);
  ASSERT_TRUE(IsAccepted(activated));
  world.SetState(40, v1::HOUSEHOLD_STATE_FROZEN);
  world.SetState(3, v1::HOUSEHOLD_STATE_CLOSED);
  ASSERT_TRUE(IsAccepted(world.Move(1, 9)));
  ASSERT_TRUE(IsAccepted(world.Move(2, 77)));
  fold = FoldOf(&world);
  EXPECT_FALSE(fold.Find(1)->active());
  EXPECT_FALSE(fold.Find(2)->active());
  ExpectSame(fold, &world);

  world.Look();  // household 2 is refused there and comes back
  fold = FoldOf(&world);
  EXPECT_FALSE(fold.Find(1)->active());
  EXPECT_TRUE(fold.Find(2)->active());
  EXPECT_EQ(fold.Find(2)->activated_index, fold.Find(2)->opened_index);
  EXPECT_TRUE(fold.Find(40)->active());
  EXPECT_EQ(fold.Find(40)->activated_index, activated.first_index());
  EXPECT_EQ(fold.Find(41), nullptr);
  ExpectSame(fold, &world);
}

}  // namespace
}  // namespace greenledger::ranking
