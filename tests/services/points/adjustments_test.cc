// What is changed by hand: by two persons, punished by rules, undone once.
#include <gtest/gtest.h>

#include "tests/services/points/points_world.h"

namespace greenledger::points {
namespace {

TEST(AdjustmentTest, TakesTwoDifferentPersons) {
  PointsWorld world;
  const uint64_t proposal = world.Propose(1, 5000, 2000).first_index();
  EXPECT_EQ(world.Points(1).milli_points(), 0u) << "only proposed";
  EXPECT_EQ(ReasonOf(world.Decide(proposal, true, "clerk 1")),
            v1::REFUSAL_REASON_SAME_PERSON);
  EXPECT_EQ(ReasonOf(world.Decide(proposal, true, "Clerk 1")),
            v1::REFUSAL_REASON_SAME_PERSON);
  EXPECT_TRUE(IsAccepted(world.Decide(proposal, true, "clerk 2")));
  EXPECT_EQ(world.Points(1).milli_points(), 5000u);
  EXPECT_EQ(world.Points(1).milli_merit(), 2000);
  EXPECT_EQ(ReasonOf(world.Decide(proposal, true, "clerk 3")),
            v1::REFUSAL_REASON_PROPOSAL_DECIDED);
  EXPECT_TRUE(world.Verify().ok()) << world.Verify();
}

TEST(AdjustmentTest, WhatIsRejectedChangesNothing) {
  PointsWorld world;
  const uint64_t proposal = world.Propose(1, 5000).first_index();
  EXPECT_TRUE(IsAccepted(world.Decide(proposal, false)));
  EXPECT_EQ(world.Points(1).milli_points(), 0u);
  EXPECT_EQ(ReasonOf(world.Decide(proposal, true)),
            v1::REFUSAL_REASON_PROPOSAL_DECIDED);
  EXPECT_EQ(ReasonOf(world.Decide(proposal + 1, true)),
            v1::REFUSAL_REASON_PROPOSAL_UNKNOWN);
}

TEST(AdjustmentTest, TakesNoMoreThanIsFree) {
  PointsWorld world;
  world.Earn(1, 10);
  EXPECT_EQ(ReasonOf(world.Propose(1, -10'001)),
            v1::REFUSAL_REASON_INSUFFICIENT_POINTS);
  const uint64_t proposal = world.Propose(1, -10'000).first_index();
  world.Place(1, 1000);
  EXPECT_EQ(ReasonOf(world.Decide(proposal, true)),
            v1::REFUSAL_REASON_INSUFFICIENT_POINTS)
      << "some of it was held meanwhile";
  EXPECT_TRUE(
      IsAccepted(world.Decide(world.Propose(1, -9000).first_index(), true)));
  EXPECT_EQ(world.Points(1).milli_points(), 1000u);
}

TEST(AdjustmentTest, OpenProposalsAreListedUntilDecided) {
  PointsWorld world;
  const uint64_t first = world.Propose(1, 5000).first_index();
  world.Propose(2, 6000);
  world.Decide(first, true);
  world.Restart();
  v1::ListAdjustmentsRequest request;
  request.set_book(ledger::kBook);
  grpc::ClientContext context;
  v1::ListAdjustmentsResponse open;
  ASSERT_TRUE(world.points().ListAdjustments(&context, request, &open).ok());
  ASSERT_EQ(open.adjustments_size(), 1);
  EXPECT_EQ(open.adjustments(0).proposed().household_number(), 2u);
}

TEST(PenaltyTest, TakesFreePointsAndMerit) {
  PointsWorld world;
  world.Earn(1, 10);
  const int64_t merit = world.Points(1).milli_merit();
  EXPECT_EQ(ReasonOf(world.Penalise(1, 10'001)),
            v1::REFUSAL_REASON_INSUFFICIENT_POINTS);
  EXPECT_TRUE(IsAccepted(world.Penalise(1, 4000, 500)));
  EXPECT_EQ(world.Points(1).milli_points(), 6000u);
  EXPECT_EQ(world.Points(1).milli_merit(), merit - 500);
}

TEST(PenaltyTest, OfACollectorIsInPenaltyPoints) {
  PointsWorld world;
  v1::PenaliseRequest request;
  *request.mutable_header() = world.ledger.Header();
  request.mutable_penalty()->set_collector_number(5);
  request.mutable_penalty()->set_penalty_points(3);
  request.mutable_penalty()->set_why("bins left open");
  request.mutable_penalty()->set_by("clerk 1");
  grpc::ClientContext context;
  v1::PenaliseResponse response;
  ASSERT_TRUE(world.points().Penalise(&context, request, &response).ok());
  EXPECT_EQ(ReasonOf(response.result()), v1::REFUSAL_REASON_PARTY_UNKNOWN);
}

TEST(ReversalTest, UndoesAllLegsOnce) {
  PointsWorld world;
  world.Earn(1, 10);
  const uint64_t penalty = world.Penalise(1, 4000, 500).first_index();
  const uint64_t decision =
      world.Decide(world.Propose(1, 3000, 100).first_index(), true)
          .first_index();
  for (const uint64_t index : {penalty, decision}) {
    EXPECT_TRUE(IsAccepted(world.Reverse(index)));
    EXPECT_EQ(ReasonOf(world.Reverse(index)),
              v1::REFUSAL_REASON_ALREADY_REVERSED);
  }
  EXPECT_EQ(world.Points(1).milli_points(), 10'000u);
  EXPECT_EQ(world.Points(1).milli_merit(), 1000);
  EXPECT_TRUE(world.Verify().ok()) << world.Verify();
}

TEST(ReversalTest, ACommitGivesPointsAndGoodsBack) {
  PointsWorld world;
  world.Earn(1, 20);
  world.Publish(world.Soap());
  world.Stock(v1::STOCK_CAUSE_RECEIVED, 5);
  const uint64_t hold = world.Order(1, 1, "code").first_index();
  const uint64_t commit =
      world.Commit(hold, 0, 0, PointsWorld::CodeHash("code")).first_index();
  EXPECT_EQ(world.Points(1).milli_points(), 10'000u);
  EXPECT_TRUE(IsAccepted(world.Reverse(commit)));
  EXPECT_EQ(world.Points(1).milli_points(), 20'000u);
  EXPECT_EQ(world.Net(v1::ACCOUNT_OWNER_STOCK, 0, v1::ASSET_GOODS, kSoap), 5);
  EXPECT_EQ(ReasonOf(world.Reverse(hold)), v1::REFUSAL_REASON_NOT_REVERSIBLE);
  EXPECT_TRUE(world.Verify().ok()) << world.Verify();
}

TEST(ReversalTest, OfADropNeedsItsPointsToBeFree) {
  PointsWorld world;
  const uint64_t drop = world.Earn(1, 10);
  const uint64_t hold = world.Place(1, 1).first_index();
  EXPECT_EQ(ReasonOf(world.Reverse(drop)),
            v1::REFUSAL_REASON_BALANCE_TOO_SMALL);
  world.Void(hold);
  EXPECT_TRUE(IsAccepted(world.Reverse(drop)));
}

}  // namespace
}  // namespace greenledger::points
