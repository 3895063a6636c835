// Orders: points and goods held together, handed over for a code, given back
// when nobody comes.
#include <gtest/gtest.h>

#include "tests/services/points/points_world.h"

namespace greenledger::points {
namespace {

class RewardsTest : public ::testing::Test {
 protected:
  RewardsTest() {
    EXPECT_TRUE(IsAccepted(world.Publish(world.Soap())));
    EXPECT_TRUE(IsAccepted(world.Stock(v1::STOCK_CAUSE_RECEIVED, 3)));
    world.Give(1, 60'000);
  }

  v1::CatalogueLine Line(uint64_t household = 0) {
    v1::ListRewardsRequest request;
    request.set_book(ledger::kBook);
    request.set_household(household);
    grpc::ClientContext context;
    v1::ListRewardsResponse response;
    EXPECT_TRUE(world.rewards().ListRewards(&context, request, &response).ok());
    return response.lines(0);
  }

  // Runs an order after `change`.
  v1::RefusalReason Ordered(std::function<void(v1::HoldPlaced*)> change) {
    v1::PlaceHoldRequest request;
    *request.mutable_hold() = world.SoapOrder(1, 1, "A");
    change(request.mutable_hold());
    return ReasonOf(world.Run(request));
  }

  PointsWorld world{{.households = 3, .rows_every = 5}};
};

TEST_F(RewardsTest, PointsAndStockAreHeldTogetherUntilTheCodeComes) {
  const uint64_t hold = world.Order(1, 2, "A").first_index();
  EXPECT_EQ(world.Points(1).held_milli_points(), 20'000u);
  EXPECT_EQ(Line().stocks(0).pieces(), 3u);
  EXPECT_EQ(Line().stocks(0).reserved_pieces(), 2u);
  EXPECT_EQ(ReasonOf(world.Commit(hold, 0, 0, PointsWorld::CodeHash("B"))),
            v1::REFUSAL_REASON_CODE_WRONG);
  EXPECT_EQ(ReasonOf(world.Commit(hold)), v1::REFUSAL_REASON_CODE_WRONG);
  EXPECT_TRUE(IsAccepted(world.Commit(hold, 0, 0, PointsWorld::CodeHash("A"))));
  EXPECT_EQ(world.Points(1).milli_points(), 40'000u);
  EXPECT_EQ(Line().stocks(0).pieces(), 1u);
  EXPECT_EQ(Line().stocks(0).reserved_pieces(), 0u);
  EXPECT_EQ(world.Net(v1::ACCOUNT_OWNER_REDEMPTION, kSoap, v1::ASSET_POINTS),
            20'000);
  EXPECT_TRUE(world.Verify().ok()) << world.Verify();
}

TEST_F(RewardsTest, WhatNobodyPicksUpIsThereForOthersAgain) {
  world.Order(1, 3, "A");
  EXPECT_EQ(ReasonOf(world.Order(2, 1, "B")),
            v1::REFUSAL_REASON_INSUFFICIENT_POINTS);
  EXPECT_EQ(Ordered([](auto* hold) {
              hold->mutable_order()->set_code_hash(PointsWorld::CodeHash("B"));
            }),
            v1::REFUSAL_REASON_OUT_OF_STOCK);
  world.ledger.clock.Advance(49 * kHourUs);
  world.Look();
  EXPECT_EQ(world.Points(1).held_milli_points(), 0u);
  EXPECT_EQ(Line().stocks(0).reserved_pieces(), 0u);
  EXPECT_TRUE(IsAccepted(world.Order(1, 3, "A"))) << "the code is free again";
}

TEST_F(RewardsTest, EveryReasonToRefuseAnOrder) {
  EXPECT_EQ(Ordered([](auto* hold) { hold->set_milli_points(9000); }),
            v1::REFUSAL_REASON_PRICE_CHANGED);
  EXPECT_EQ(
      Ordered([](auto* hold) { hold->mutable_order()->set_reward_number(99); }),
      v1::REFUSAL_REASON_REWARD_UNKNOWN);
  EXPECT_EQ(Ordered([](auto* hold) {
              hold->mutable_order()->set_place_number(ledger::kBuilding);
            }),
            v1::REFUSAL_REASON_NOT_AT_PLACE);
  EXPECT_EQ(Ordered([&](auto* hold) {
              hold->set_expires_us(world.Now() + 49 * kHourUs);
            }),
            v1::REFUSAL_REASON_TOO_FAR);
  EXPECT_TRUE(IsAccepted(world.Order(1, 1, "A")));
  EXPECT_EQ(Ordered([](auto*) {}), v1::REFUSAL_REASON_CODE_TAKEN);
}

TEST_F(RewardsTest, IsOrderedOnItsDaysOnly) {
  v1::Reward soap = world.Soap();
  soap.set_from_day("2026-06-06");
  soap.set_to_day("2026-06-06");
  world.Publish(soap);
  EXPECT_FALSE(Line().offered());
  EXPECT_EQ(Ordered([](auto*) {}), v1::REFUSAL_REASON_NOT_OFFERED);
  world.ledger.clock.Advance(kDayUs);
  EXPECT_TRUE(Line().offered());
  EXPECT_TRUE(IsAccepted(world.Order(1, 1, "A")));
}

TEST_F(RewardsTest, AHouseholdHasNoMoreThanItsLimitInAPeriod) {
  v1::Reward soap = world.Soap();
  soap.set_limit_pieces(2);
  soap.set_limit_period(v1::LIMIT_PERIOD_MONTH);
  world.Publish(soap);
  const uint64_t first = world.Order(1, 1, "A").first_index();
  world.Order(1, 1, "B");
  EXPECT_EQ(Line(1).had_pieces(), 2u);
  EXPECT_EQ(ReasonOf(world.Order(1, 1, "C")), v1::REFUSAL_REASON_LIMIT_REACHED);
  world.Restart();
  EXPECT_EQ(ReasonOf(world.Order(1, 1, "C")), v1::REFUSAL_REASON_LIMIT_REACHED);
  world.Void(first);
  EXPECT_TRUE(IsAccepted(world.Order(1, 1, "C"))) << "one was cancelled";
  world.ledger.clock.Advance(30 * kDayUs);
  world.Look();
  EXPECT_EQ(Line(1).had_pieces(), 0u) << "another month";
}

TEST_F(RewardsTest, AVoucherIsUsedOnceByWhoeverHasItsCode) {
  v1::PlaceHoldRequest request;
  v1::HoldPlaced* hold = request.mutable_hold();
  *hold = world.SoapOrder(0, 1, "GIFT");
  hold->set_milli_points(0);
  hold->set_expires_us(world.Now() + 1000 * kDayUs);
  hold->mutable_order()->set_voucher(true);
  const uint64_t voucher = world.Run(request).first_index();
  EXPECT_EQ(Line().stocks(0).reserved_pieces(), 1u) << "it is backed";
  const std::string code = PointsWorld::CodeHash("GIFT");
  EXPECT_TRUE(IsAccepted(world.Commit(voucher, 0, 0, code)));
  EXPECT_EQ(ReasonOf(world.Commit(voucher, 0, 0, code)),
            v1::REFUSAL_REASON_HOLD_COMMITTED);
  EXPECT_EQ(Line().stocks(0).pieces(), 2u);
  EXPECT_TRUE(world.Verify().ok()) << world.Verify();
}

TEST_F(RewardsTest, AnOrderIsFoundByItsCodeAndItsPlace) {
  const uint64_t hold = world.Order(1, 1, "A").first_index();
  world.Place(1, 1000);
  v1::ListHoldsRequest request;
  request.set_book(ledger::kBook);
  request.set_code_hash(PointsWorld::CodeHash("A"));
  grpc::ClientContext context;
  v1::ListHoldsResponse found;
  ASSERT_TRUE(world.points().ListHolds(&context, request, &found).ok());
  ASSERT_EQ(found.holds_size(), 1);
  EXPECT_EQ(found.holds(0).index(), hold);
  request.set_place_number(ledger::kBuilding);
  grpc::ClientContext elsewhere;
  ASSERT_TRUE(world.points().ListHolds(&elsewhere, request, &found).ok());
  EXPECT_EQ(found.holds_size(), 0) << "it is at another place";
  request.clear_code_hash();
  request.set_place_number(0);
  grpc::ClientContext another;
  ASSERT_TRUE(world.points().ListHolds(&another, request, &found).ok());
  EXPECT_EQ(found.holds_size(), 1) << "the plain hold is at no place";
}

TEST_F(RewardsTest, ThePictureComesFromTheNewestLine) {
  v1::Reward soap = world.Soap();
  soap.set_picture("\x89PNG\r\n\x1A\nbytes");
  ASSERT_TRUE(IsAccepted(world.Publish(soap)));
  EXPECT_TRUE(Line().has_picture());
  EXPECT_TRUE(Line().reward().picture().empty());
  v1::GetRewardPictureRequest request;
  request.set_book(ledger::kBook);
  request.set_reward_number(kSoap);
  grpc::ClientContext context;
  v1::GetRewardPictureResponse response;
  ASSERT_TRUE(
      world.rewards().GetRewardPicture(&context, request, &response).ok());
  EXPECT_EQ(response.picture(), soap.picture());
}

}  // namespace
}  // namespace greenledger::points
