// Two-phase holds: what may follow what, as a table, and what it does to the
// sums.
#include <gtest/gtest.h>

#include "tests/services/points/points_world.h"

namespace greenledger::points {
namespace {

// What was done to the hold before.
enum class Before { kNothing, kCommitted, kPartly, kVoided, kTimedOut, kOver };
// What is asked of it now.
enum class Ask {
  kCommitAll,
  kCommitExactly,
  kCommitPart,
  kCommitMore,
  kCommitAsOther,
  kVoid,
  kVoidAsOther,
};

struct HoldCase {
  Before before;
  Ask ask;
  v1::RefusalReason expected;  // UNSPECIFIED: accepted
};

constexpr auto kDone = v1::REFUSAL_REASON_UNSPECIFIED;
constexpr auto kCommitted = v1::REFUSAL_REASON_HOLD_COMMITTED;
constexpr auto kVoided = v1::REFUSAL_REASON_HOLD_VOIDED;
constexpr auto kExpired = v1::REFUSAL_REASON_HOLD_EXPIRED;
constexpr auto kWrong = v1::REFUSAL_REASON_HOUSEHOLD_WRONG;
constexpr auto kAbove = v1::REFUSAL_REASON_ABOVE_HOLD;

constexpr HoldCase kCases[] = {
    {Before::kNothing, Ask::kCommitAll, kDone},
    {Before::kNothing, Ask::kCommitExactly, kDone},
    {Before::kNothing, Ask::kCommitPart, kDone},
    {Before::kNothing, Ask::kCommitMore, kAbove},
    {Before::kNothing, Ask::kCommitAsOther, kWrong},
    {Before::kNothing, Ask::kVoid, kDone},
    {Before::kNothing, Ask::kVoidAsOther, kWrong},
    {Before::kCommitted, Ask::kCommitAll, kCommitted},
    {Before::kCommitted, Ask::kCommitPart, kCommitted},
    {Before::kCommitted, Ask::kCommitMore, kCommitted},
    {Before::kCommitted, Ask::kCommitAsOther, kCommitted},
    {Before::kCommitted, Ask::kVoid, kCommitted},
    {Before::kPartly, Ask::kCommitAll, kCommitted},
    {Before::kPartly, Ask::kCommitPart, kCommitted},
    {Before::kPartly, Ask::kVoid, kCommitted},
    {Before::kVoided, Ask::kCommitAll, kVoided},
    {Before::kVoided, Ask::kCommitAsOther, kVoided},
    {Before::kVoided, Ask::kVoid, kVoided},
    {Before::kTimedOut, Ask::kCommitAll, kVoided},
    {Before::kTimedOut, Ask::kVoid, kVoided},
    // Its time is over and nobody has voided it yet.
    {Before::kOver, Ask::kCommitAll, kExpired},
    {Before::kOver, Ask::kCommitMore, kExpired},
    {Before::kOver, Ask::kCommitAsOther, kWrong},
    {Before::kOver, Ask::kVoid, kDone},
};

class HoldTableTest : public ::testing::TestWithParam<HoldCase> {
 protected:
  void Prepare(uint64_t hold) {
    switch (GetParam().before) {
      case Before::kNothing:
        return;
      case Before::kCommitted:
        EXPECT_TRUE(IsAccepted(world.Commit(hold)));
        return;
      case Before::kPartly:
        EXPECT_TRUE(IsAccepted(world.Commit(hold, 1000)));
        return;
      case Before::kVoided:
        EXPECT_TRUE(IsAccepted(world.Void(hold)));
        return;
      case Before::kTimedOut:
        world.ledger.clock.Advance(2 * kHourUs);
        world.Look();
        return;
      case Before::kOver:
        world.ledger.clock.Advance(2 * kHourUs);
        return;
    }
  }

  v1::CommandResult AskFor(uint64_t hold) {
    switch (GetParam().ask) {
      case Ask::kCommitAll:
        return world.Commit(hold, 0, 1);
      case Ask::kCommitExactly:
        return world.Commit(hold, 4000);
      case Ask::kCommitPart:
        return world.Commit(hold, 3999);
      case Ask::kCommitMore:
        return world.Commit(hold, 4001);
      case Ask::kCommitAsOther:
        return world.Commit(hold, 0, 2);
      case Ask::kVoid:
        return world.Void(hold, 1);
      case Ask::kVoidAsOther:
        return world.Void(hold, 2);
    }
    return {};
  }

  PointsWorld world;
};

TEST_P(HoldTableTest, TheAnswerIsTheOneOfTheTable) {
  world.Earn(1, 10);
  const uint64_t hold = world.Place(1, 4000).first_index();
  Prepare(hold);
  const v1::GetPointsResponse before = world.Points(1);
  const v1::CommandResult result = AskFor(hold);
  EXPECT_EQ(ReasonOf(result), GetParam().expected) << result.DebugString();
  EXPECT_EQ(IsAccepted(result), GetParam().expected == kDone);
  if (!IsAccepted(result)) {
    EXPECT_EQ(world.Points(1).milli_points(), before.milli_points());
    EXPECT_EQ(world.Points(1).held_milli_points(), before.held_milli_points());
  }
  EXPECT_TRUE(world.Verify().ok()) << world.Verify();
}

INSTANTIATE_TEST_SUITE_P(All, HoldTableTest, ::testing::ValuesIn(kCases));

TEST(HoldTest, HeldPointsAreNeitherSpentNorFree) {
  PointsWorld world;
  world.Earn(1, 10);
  const uint64_t hold = world.Place(1, 4000).first_index();
  v1::GetPointsResponse points = world.Points(1);
  EXPECT_EQ(points.milli_points(), 10'000u);
  EXPECT_EQ(points.held_milli_points(), 4000u);
  ASSERT_EQ(points.holds_size(), 1);
  EXPECT_EQ(points.holds(0).index(), hold);
  EXPECT_EQ(ReasonOf(world.Place(1, 6001)),
            v1::REFUSAL_REASON_INSUFFICIENT_POINTS);
  EXPECT_TRUE(IsAccepted(world.Place(1, 6000)));
  EXPECT_EQ(ReasonOf(world.Place(1, 1)),
            v1::REFUSAL_REASON_INSUFFICIENT_POINTS);
}

TEST(HoldTest, APartIsSpentAndTheRestIsFree) {
  PointsWorld world;
  world.Earn(1, 10);
  const uint64_t hold = world.Place(1, 4000).first_index();
  EXPECT_TRUE(IsAccepted(world.Commit(hold, 1500)));
  EXPECT_EQ(world.Points(1).milli_points(), 8500u);
  EXPECT_EQ(world.Points(1).held_milli_points(), 0u);
  EXPECT_EQ(world.Net(v1::ACCOUNT_OWNER_REDEMPTION, 0, v1::ASSET_POINTS), 1500);
}

TEST(HoldTest, ATimeOutVoidsByItselfAndOnlyOnce) {
  PointsWorld world;
  world.Earn(1, 10);
  const uint64_t hold = world.Place(1, 4000).first_index();
  world.Look();
  EXPECT_TRUE(world.EntriesOf(v1::Entry::kHoldVoided).empty());
  world.ledger.clock.Advance(kHourUs + 1);
  world.Look();
  world.Look();
  const auto voids = world.EntriesOf(v1::Entry::kHoldVoided);
  ASSERT_EQ(voids.size(), 1u);
  EXPECT_EQ(voids[0].hold_voided().hold_index(), hold);
  EXPECT_EQ(voids[0].hold_voided().cause(), v1::VOID_CAUSE_TIMED_OUT);
  EXPECT_EQ(voids[0].actor().kind(), v1::ACTOR_KIND_SERVICE);
  EXPECT_EQ(world.Points(1).held_milli_points(), 0u);
}

TEST(HoldTest, WhatIsOpenSurvivesARestart) {
  PointsWorld world;
  world.Earn(1, 10);
  const uint64_t hold = world.Place(1, 4000).first_index();
  for (const bool rebuild : {false, true}) {
    world.Restart(rebuild);
    EXPECT_EQ(world.Points(1).held_milli_points(), 4000u);
    EXPECT_EQ(ReasonOf(world.Place(1, 7000)),
              v1::REFUSAL_REASON_INSUFFICIENT_POINTS);
  }
  EXPECT_TRUE(IsAccepted(world.Commit(hold)));
  world.Restart();
  EXPECT_EQ(ReasonOf(world.Commit(hold)), v1::REFUSAL_REASON_HOLD_COMMITTED);
}

TEST(HoldTest, TheSameIdIsTheSameHold) {
  PointsWorld world;
  world.Earn(1, 10);
  v1::PlaceHoldRequest request;
  *request.mutable_header() = world.ledger.Header();
  v1::HoldPlaced* hold = request.mutable_hold();
  hold->set_household_number(1);
  hold->set_milli_points(4000);
  hold->set_expires_us(world.Now() + kHourUs);
  hold->set_purpose("once");
  hold->set_by("clerk 1");
  const uint64_t index = world.Run(request).first_index();
  const v1::CommandResult again = world.Run(request);
  EXPECT_EQ(again.code(), v1::COMMAND_RESULT_CODE_DUPLICATE);
  EXPECT_EQ(again.first_index(), index);
  for (const auto& change : std::vector<std::function<void(v1::HoldPlaced*)>>{
           [](auto* h) { h->set_milli_points(4001); },
           [](auto* h) { h->set_household_number(2); },
           [](auto* h) { h->set_expires_us(h->expires_us() + 1); },
           [](auto* h) { h->set_purpose("twice"); },
           [](auto* h) { h->set_by("clerk 2"); }}) {
    v1::PlaceHoldRequest other = request;
    change(other.mutable_hold());
    EXPECT_EQ(world.Run(other).code(), v1::COMMAND_RESULT_CODE_ID_REUSED);
  }
  EXPECT_EQ(world.Points(1).held_milli_points(), 4000u);
}

TEST(HoldTest, WhatWasRefusedStaysRefusedUnderItsId) {
  PointsWorld world;
  v1::PlaceHoldRequest request;
  *request.mutable_header() = world.ledger.Header();
  request.mutable_hold()->set_household_number(1);
  request.mutable_hold()->set_milli_points(4000);
  request.mutable_hold()->set_expires_us(world.Now() + kDayUs);
  request.mutable_hold()->set_purpose("too early");
  request.mutable_hold()->set_by("clerk 1");
  EXPECT_EQ(ReasonOf(world.Run(request)),
            v1::REFUSAL_REASON_INSUFFICIENT_POINTS);
  world.Earn(1, 10);
  EXPECT_EQ(ReasonOf(world.Run(request)),
            v1::REFUSAL_REASON_INSUFFICIENT_POINTS);
  EXPECT_TRUE(IsAccepted(world.Place(1, 4000)));
}

TEST(HoldTest, AHoldThatIsNoneOrLiesElsewhereIsUnknown) {
  PointsWorld world;
  const uint64_t drop = world.Earn(1, 10);
  EXPECT_EQ(ReasonOf(world.Commit(drop)), v1::REFUSAL_REASON_HOLD_UNKNOWN);
  EXPECT_EQ(ReasonOf(world.Void(1'000'000)), v1::REFUSAL_REASON_HOLD_UNKNOWN);
}

TEST(HoldTest, ItsEndLiesAheadAndNotTooFar) {
  PointsWorld world;
  world.Earn(1, 10);
  EXPECT_EQ(ReasonOf(world.Place(1, 1, 0)), v1::REFUSAL_REASON_IN_PAST);
  EXPECT_EQ(ReasonOf(world.Place(1, 1, 93 * kDayUs)),
            v1::REFUSAL_REASON_TOO_FAR);
  EXPECT_TRUE(IsAccepted(world.Place(1, 1, 91 * kDayUs)));
}

TEST(HoldTest, PagesOfOpenHoldsAreComplete) {
  PointsWorld world;
  world.Earn(1, 10);
  for (int i = 0; i < 5; ++i) world.Place(1, 1000);
  v1::ListHoldsRequest request;
  request.set_book(ledger::kBook);
  request.set_page_size(2);
  std::vector<uint64_t> seen;
  do {
    grpc::ClientContext context;
    v1::ListHoldsResponse page;
    ASSERT_TRUE(world.points().ListHolds(&context, request, &page).ok());
    for (const v1::Hold& hold : page.holds()) seen.push_back(hold.index());
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  EXPECT_EQ(seen.size(), 5u);
  EXPECT_TRUE(std::is_sorted(seen.begin(), seen.end()));
}

}  // namespace
}  // namespace greenledger::points
