// Stocks, articles that are lent, and a clerk's day close.
#include <gtest/gtest.h>

#include "tests/services/points/points_world.h"

namespace greenledger::points {
namespace {

int64_t Stock(PointsWorld* world, uint32_t reward = kSoap, uint64_t place = 0) {
  return world->Net(v1::ACCOUNT_OWNER_STOCK, place, v1::ASSET_GOODS, reward);
}

v1::Reward OilCup(const PointsWorld& world) {
  v1::Reward cup = world.Soap();
  cup.set_number(kOilCup);
  cup.set_kind(v1::REWARD_KIND_ARTICLE);
  cup.set_name_zh("集油杯");
  cup.set_name_en("Oil cup");
  cup.clear_milli_points();
  cup.clear_pick_up_hours();
  return cup;
}

TEST(StockTest, CountingBooksTheDifference) {
  PointsWorld world;
  world.Publish(world.Soap());
  world.Stock(v1::STOCK_CAUSE_RECEIVED, 10);
  EXPECT_TRUE(IsAccepted(world.Stock(v1::STOCK_CAUSE_COUNTED, 8)));
  EXPECT_EQ(Stock(&world), 8);
  EXPECT_TRUE(IsAccepted(world.Stock(v1::STOCK_CAUSE_COUNTED, 9)));
  EXPECT_EQ(Stock(&world), 9);
  EXPECT_EQ(world.Net(v1::ACCOUNT_OWNER_SUPPLY, 0, v1::ASSET_GOODS, kSoap), -9);
}

TEST(StockTest, WhatIsReservedCannotBeCountedAwayOrWrittenOff) {
  PointsWorld world;
  world.Publish(world.Soap());
  world.Stock(v1::STOCK_CAUSE_RECEIVED, 3);
  world.Earn(1, 20);
  world.Order(1, 2, "A");
  EXPECT_EQ(ReasonOf(world.Stock(v1::STOCK_CAUSE_COUNTED, 1)),
            v1::REFUSAL_REASON_OUT_OF_STOCK);
  EXPECT_EQ(ReasonOf(world.Stock(v1::STOCK_CAUSE_WRITTEN_OFF, 2)),
            v1::REFUSAL_REASON_OUT_OF_STOCK);
  EXPECT_TRUE(IsAccepted(world.Stock(v1::STOCK_CAUSE_COUNTED, 2)));
  EXPECT_EQ(ReasonOf(world.Stock(v1::STOCK_CAUSE_RECEIVED, 1, 99)),
            v1::REFUSAL_REASON_REWARD_UNKNOWN);
}

TEST(StockTest, GoodsGoFromPlaceToPlace) {
  PointsWorld world;
  world.Publish(world.Soap());
  world.Stock(v1::STOCK_CAUSE_RECEIVED, 5);
  EXPECT_TRUE(IsAccepted(
      world.Stock(v1::STOCK_CAUSE_MOVED, 2, kSoap, ledger::kBuilding)));
  EXPECT_EQ(Stock(&world), 3);
  EXPECT_EQ(Stock(&world, kSoap, ledger::kBuilding), 2);
  EXPECT_EQ(ReasonOf(world.Stock(v1::STOCK_CAUSE_MOVED, 1, kSoap, 555)),
            v1::REFUSAL_REASON_PLACE_UNKNOWN);
}

TEST(ArticleTest, TheRegisterIsTheHouseholdsAccount) {
  PointsWorld world;
  ASSERT_TRUE(IsAccepted(world.Publish(OilCup(world))));
  world.Stock(v1::STOCK_CAUSE_RECEIVED, 3, kOilCup);
  EXPECT_EQ(ReasonOf(world.Article(1, v1::ARTICLE_MOVE_RETURNED, 1)),
            v1::REFUSAL_REASON_NOT_LENT);
  EXPECT_TRUE(IsAccepted(world.Article(1, v1::ARTICLE_MOVE_HANDED_OUT, 2)));
  EXPECT_EQ(ReasonOf(world.Article(2, v1::ARTICLE_MOVE_HANDED_OUT, 2)),
            v1::REFUSAL_REASON_OUT_OF_STOCK);
  EXPECT_TRUE(IsAccepted(world.Article(1, v1::ARTICLE_MOVE_EXCHANGED, 1)));
  EXPECT_EQ(Stock(&world, kOilCup), 0);
  EXPECT_TRUE(IsAccepted(world.Article(1, v1::ARTICLE_MOVE_RETURNED, 1)));
  EXPECT_TRUE(IsAccepted(world.Article(1, v1::ARTICLE_MOVE_LOST, 1)));
  EXPECT_EQ(Stock(&world, kOilCup), 1);
  EXPECT_EQ(world.Net(v1::ACCOUNT_OWNER_HOUSEHOLD, 1, v1::ASSET_GOODS, kOilCup),
            0);
  EXPECT_TRUE(world.Verify().ok()) << world.Verify();
}

TEST(ArticleTest, IsNoRewardAndARewardIsNoArticle) {
  PointsWorld world;
  world.Publish(OilCup(world));
  world.Publish(world.Soap());
  v1::Reward changed = OilCup(world);
  changed.set_number(kSoap);
  EXPECT_EQ(ReasonOf(world.Publish(changed)),
            v1::REFUSAL_REASON_REWARD_KIND_WRONG);
  world.Earn(1, 20);
  v1::PlaceHoldRequest request;
  *request.mutable_hold() = world.SoapOrder(1, 1, "A");
  request.mutable_hold()->mutable_order()->set_reward_number(kOilCup);
  EXPECT_EQ(ReasonOf(world.Run(request)), v1::REFUSAL_REASON_REWARD_KIND_WRONG);
}

TEST(DayCloseTest, AddsUpWhatHappenedOnTheDay) {
  PointsWorld world;
  world.Publish(world.Soap());
  world.Stock(v1::STOCK_CAUSE_RECEIVED, 10);
  world.ledger.clock.Advance(kDayUs);
  world.Give(1, 60'000);
  const uint64_t taken = world.Order(1, 2, "A").first_index();
  const uint64_t dropped = world.Order(1, 1, "B").first_index();
  world.Order(1, 1, "C");
  world.Commit(taken, 0, 0, PointsWorld::CodeHash("A"));
  world.Void(dropped);
  world.Stock(v1::STOCK_CAUSE_COUNTED, 7);
  v1::GetDayCloseRequest request;
  request.set_book(ledger::kBook);
  grpc::ClientContext context;
  v1::GetDayCloseResponse day;
  ASSERT_TRUE(world.rewards().GetDayClose(&context, request, &day).ok());
  EXPECT_EQ(day.day(), "2026-06-06");
  EXPECT_EQ(day.spent_milli_points(), 20'000u);
  ASSERT_EQ(day.lines_size(), 1);
  EXPECT_EQ(day.lines(0).ordered(), 4u);
  EXPECT_EQ(day.lines(0).handed_out(), 2u);
  EXPECT_EQ(day.lines(0).voided(), 1u);
  EXPECT_EQ(day.lines(0).counted(), -1);
  EXPECT_EQ(day.lines(0).changed(), 0) << "that was the day before";
  EXPECT_EQ(day.lines(0).pieces(), 7u);
  request.set_by("somebody else");
  grpc::ClientContext another;
  ASSERT_TRUE(world.rewards().GetDayClose(&another, request, &day).ok());
  EXPECT_EQ(day.lines_size(), 0);
}

}  // namespace
}  // namespace greenledger::points
