// RankingService on a running ledger.
#include <gtest/gtest.h>

#include <limits>
#include <thread>

#include "services/ledger/rules/local_day.h"
#include "tests/services/ranking/ranking_world.h"

namespace greenledger::ranking {
namespace {

using points::kDayUs;
using points::kOtherBook;

class RankingServiceTest : public ::testing::Test {
 protected:
  // 1 and 2 are equal, 3 has less.
  void EarnSome() {
    world.points.Earn(1, 5);
    world.points.Earn(2, 5);
    world.points.Earn(3, 2);
  }

  RankingWorld world;
  v1::Board board = RankingWorld::PointsBoard();
};

TEST_F(RankingServiceTest, EqualScoresHaveEqualRanks) {
  EarnSome();
  EXPECT_EQ(Text(world.Top(board).standings()),
            "1: 5000 (1), 2: 5000 (1), 3: 2000 (3)");
  const v1::GetStandingResponse third = world.Standing(board, 3, 1);
  EXPECT_EQ(Text(third.standing()), "3: 2000 (3)");
  EXPECT_EQ(third.standing().contestant().book(), ledger::kBook);
  EXPECT_EQ(third.behind(), 3000);
  EXPECT_EQ(Text(third.neighbours()), "2: 5000 (1), 3: 2000 (3)");
  EXPECT_EQ(third.time().ranked(), 3u);
  EXPECT_EQ(third.time().from_day(), *rules::ParseDay("2026-06-01"));
  EXPECT_EQ(third.time().to_day(), *rules::ParseDay("2026-06-30"));
  EXPECT_FALSE(third.time().closed());
  EXPECT_EQ(third.time().applied_size(), world.points.Entries().size());
  const v1::GetStandingResponse second = world.Standing(board, 2, 2);
  EXPECT_EQ(second.behind(), 0);
  EXPECT_EQ(Text(second.neighbours()), "1: 5000 (1), 2: 5000 (1), 3: 2000 (3)");
}

TEST_F(RankingServiceTest, WhoDidNothingIsNotRanked) {
  EarnSome();
  const v1::GetStandingResponse nobody = world.Standing(board, 4, 5);
  EXPECT_EQ(Text(nobody.standing()), "4: 0 (0)");
  EXPECT_EQ(nobody.neighbours_size(), 0);
  // A drop that earns nothing is something.
  v1::Board rejected = board;
  rejected.set_measure(v1::STANDING_MEASURE_REJECTED);
  EXPECT_EQ(Text(world.Top(rejected).standings()),
            "1: 0 (1), 2: 0 (1), 3: 0 (1)");
}

TEST_F(RankingServiceTest, PlacesAndOtherMeasures) {
  EarnSome();
  world.points.Earn(1, 1);
  v1::Board food = board;
  food.set_measure(v1::STANDING_MEASURE_GRAMS);
  food.set_class_code(3);  // 31 is a subtype of it
  EXPECT_EQ(Text(world.Top(food).standings()),
            "1: 3000 (1), 2: 2500 (2), 3: 1000 (3)");
  v1::Board building = board;
  building.set_contestants(v1::CONTESTANT_KIND_BUILDING);
  building.set_measure(v1::STANDING_MEASURE_DROPS);
  EXPECT_EQ(Text(world.Top(building).standings()), "101: 4 (1)");
  v1::Board in_building = board;
  in_building.set_scope(v1::BOARD_SCOPE_BUILDING);
  in_building.set_scope_number(ledger::kBuilding);
  EXPECT_EQ(world.Top(in_building).standings_size(), 3);
  in_building.set_scope_number(999);
  EXPECT_EQ(world.Top(in_building).standings_size(), 0);
  EXPECT_EQ(world.ReasonOf(in_building, 1), "CONTESTANT_UNKNOWN");
}

TEST_F(RankingServiceTest, AReversalIsSeenAtOnce) {
  const uint64_t drop = world.points.Earn(1, 5);
  world.points.Earn(2, 4);
  EXPECT_EQ(Text(world.Top(board).standings()), "1: 5000 (1), 2: 4000 (2)");
  ASSERT_TRUE(points::IsAccepted(world.points.Reverse(drop)));
  EXPECT_EQ(Text(world.Top(board).standings()), "2: 4000 (1)");
}

TEST_F(RankingServiceTest, PagesGoOnWhereTheyEndedWhateverChanges) {
  EarnSome();
  world.points.Earn(4, 1);
  const v1::ListTopResponse first = world.Top(board, 2);
  EXPECT_EQ(Text(first.standings()), "1: 5000 (1), 2: 5000 (1)");
  ASSERT_FALSE(first.next_page_token().empty());
  // The last one of the page moves up.
  world.points.Earn(2, 3);
  const v1::ListTopResponse second =
      world.Top(board, 1, first.next_page_token());
  EXPECT_EQ(Text(second.standings()), "3: 2000 (3)");
  const v1::ListTopResponse third =
      world.Top(board, 5, second.next_page_token());
  EXPECT_EQ(Text(third.standings()), "4: 1000 (4)");
  EXPECT_TRUE(third.next_page_token().empty());

  v1::ListTopRequest other;
  *other.mutable_board() = board;
  other.mutable_board()->set_measure(v1::STANDING_MEASURE_MERIT);
  other.set_page_token(first.next_page_token());
  v1::ListTopResponse response;
  grpc::ClientContext context;
  EXPECT_EQ(RankingWorld::ReasonOf(
                world.replica().calls().ListTop(&context, other, &response)),
            "BAD_PAGE_TOKEN");
}

TEST_F(RankingServiceTest, WhatThereIsNot) {
  v1::Board unknown = board;
  unknown.set_book(kOtherBook);
  EXPECT_EQ(world.ReasonOf(unknown, 1), "BOOK_UNKNOWN");
  EXPECT_EQ(world.ReasonOf(board, 77), "CONTESTANT_UNKNOWN");
  v1::Board campaign = board;
  campaign.set_period(v1::PERIOD_KIND_CAMPAIGN);
  campaign.set_campaign_number(3);
  EXPECT_EQ(world.ReasonOf(campaign, 1), "CAMPAIGN_UNKNOWN");
  v1::Board grid = board;
  grid.set_contestants(v1::CONTESTANT_KIND_GRID);
  EXPECT_EQ(world.ReasonOf(grid, ledger::kBuilding), "CONTESTANT_UNKNOWN");
  board.set_class_code(3);
  EXPECT_EQ(world.ReasonOf(board, 1), "BAD_FIELD");
}

TEST_F(RankingServiceTest, AStreetIsAllItsBooks) {
  world.points.OpenOtherBook(/*household=*/9);
  world.GiveMerit(ledger::kBook, 1, 4000);
  world.GiveMerit(ledger::kBook, 2, 1000);
  world.GiveMerit(kOtherBook, 9, 4000);
  board.set_measure(v1::STANDING_MEASURE_MERIT);
  board.set_scope(v1::BOARD_SCOPE_STREET);
  EXPECT_EQ(Text(world.Top(board).standings()),
            "1: 4000 (1), 9: 4000 (1), 2: 1000 (3)");
  const v1::GetStandingResponse there = world.Standing(board, 9, 1, kOtherBook);
  EXPECT_EQ(there.standing().contestant().book(), kOtherBook);
  EXPECT_EQ(Text(there.neighbours()), "1: 4000 (1), 9: 4000 (1), 2: 1000 (3)");
  EXPECT_EQ(world.ReasonOf(board, 9, ledger::kBook), "CONTESTANT_UNKNOWN");
  const v1::ListTopResponse first = world.Top(board, 1);
  EXPECT_EQ(Text(world.Top(board, 5, first.next_page_token()).standings()),
            "9: 4000 (1), 2: 1000 (3)");
  v1::Board communities = board;
  communities.set_contestants(v1::CONTESTANT_KIND_COMMUNITY);
  communities.set_scope(v1::BOARD_SCOPE_DISTRICT);
  EXPECT_EQ(Text(world.Top(communities).standings()),
            "0: 5000 (1), 0: 4000 (2)");
  EXPECT_EQ(Text(world.Standing(communities, 0, 0, kOtherBook).standing()),
            "0: 4000 (2)");
}

TEST_F(RankingServiceTest, Distribution) {
  for (uint64_t household = 1; household <= 5; ++household) {
    world.points.Earn(household, static_cast<uint32_t>(household));
  }
  world.replica().service().FoldNow();
  v1::GetDistributionRequest request;
  *request.mutable_board() = board;
  request.set_groups(2);
  v1::GetDistributionResponse response;
  grpc::ClientContext context;
  ASSERT_TRUE(world.replica()
                  .calls()
                  .GetDistribution(&context, request, &response)
                  .ok());
  EXPECT_EQ(response.sum(), 15'000);
  EXPECT_EQ(response.median(), 3000);
  ASSERT_EQ(response.groups_size(), 2);
  EXPECT_EQ(response.groups(0).contestants(), 2u);
  EXPECT_EQ(response.groups(0).highest(), 5000);
  EXPECT_EQ(response.groups(0).lowest(), 4000);
  EXPECT_EQ(response.groups(1).contestants(), 3u);
  EXPECT_EQ(response.groups(1).highest(), 3000);
  EXPECT_EQ(response.groups(1).lowest(), 1000);
}

TEST_F(RankingServiceTest, ClosedMonthsStayAsTheyWere) {
  const uint64_t drop = world.points.Earn(1, 5);
  world.points.Earn(2, 4);
  world.replica().service().FoldNow();
  world.points.ledger.clock.Advance(40 * kDayUs);  // 15th of July
  world.points.Earn(2, 1);
  // June is closed by now: what is taken back counts for July.
  ASSERT_TRUE(points::IsAccepted(world.points.Reverse(drop)));
  for (const bool rebuild : {false, false, true}) {
    const auto history = world.History(board, 1, 12);
    ASSERT_EQ(history.standings_size(), 2) << "none before the book";
    EXPECT_FALSE(history.standings(0).time().closed());
    EXPECT_EQ(Text(history.standings(0).standing()), "1: -5000 (2)");
    EXPECT_TRUE(history.standings(1).time().closed());
    EXPECT_EQ(Text(history.standings(1).standing()), "1: 5000 (1)");
    board.set_day("2026-06-30");
    EXPECT_EQ(Text(world.Top(board).standings()), "1: 5000 (1), 2: 4000 (2)");
    board.clear_day();
    world.Restart(rebuild);
  }
}

TEST_F(RankingServiceTest, AClosedHouseholdKeepsItsPlace) {
  EarnSome();
  ASSERT_TRUE(
      points::IsAccepted(world.points.SetState(1, v1::HOUSEHOLD_STATE_CLOSED)));
  EXPECT_EQ(Text(world.Standing(board, 1).standing()), "1: 5000 (1)");
}

TEST_F(RankingServiceTest, ADamagedStoreIsFoldedAgain) {
  EarnSome();
  const std::string before = world.Top(board).DebugString();
  world.Close();
  rocksdb::Env* env = world.points.ledger.env();
  ASSERT_TRUE(
      rocksdb::WriteStringToFile(env, "nonsense\n", "/ranking/CURRENT").ok());
  world.Open();
  EXPECT_EQ(world.Top(board).DebugString(), before);
}

TEST_F(RankingServiceTest, RowsOfAnotherHistoryAreThrownAway) {
  EarnSome();
  world.replica().service().FoldNow();
  world.Close();
  // A community of another name with the same number of entries and more.
  RankingWorld other;
  other.Close();
  other.points.ledger.clock.Advance(kDayUs);
  for (int i = 0; i < 5; ++i) other.points.Earn(5, 1);
  RankingServiceImpl::Options options = world.options;
  RankingReplica replica(&other.points, options);
  replica.service().FoldNow();
  v1::ListTopRequest request;
  *request.mutable_board() = board;
  v1::ListTopResponse response;
  grpc::ClientContext context;
  ASSERT_TRUE(replica.calls().ListTop(&context, request, &response).ok());
  EXPECT_EQ(Text(response.standings()), "5: 5000 (1)");
}

TEST_F(RankingServiceTest, TwoReplicasAgree) {
  EarnSome();
  RankingServiceImpl::Options options = world.options;
  options.folder = "/other";
  RankingReplica other(&world.points, options);
  other.service().FoldNow();
  v1::ListTopRequest request;
  *request.mutable_board() = board;
  v1::ListTopResponse response;
  grpc::ClientContext context;
  ASSERT_TRUE(other.calls().ListTop(&context, request, &response).ok());
  EXPECT_EQ(response.DebugString(), world.Top(board).DebugString());
}

TEST_F(RankingServiceTest, FewBoardsAreKeptAndAllAreRight) {
  EarnSome();
  world.options.boards = {.boards = 1,
                          .contestants = std::numeric_limits<int64_t>::max()};
  world.Restart();
  for (int round = 0; round < 3; ++round) {
    for (const v1::PeriodKind kind :
         {v1::PERIOD_KIND_DAY, v1::PERIOD_KIND_WEEK, v1::PERIOD_KIND_YEAR}) {
      board.set_period(kind);
      EXPECT_EQ(Text(world.Top(board).standings()),
                "1: 5000 (1), 2: 5000 (1), 3: 2000 (3)");
    }
  }
}

TEST_F(RankingServiceTest, TheThreadFollowsTheBooks) {
  world.replica().service().Start();
  EarnSome();
  const uint64_t size = world.points.Entries().size();
  v1::GetStandingRequest request;
  *request.mutable_board() = board;
  request.mutable_contestant()->set_kind(v1::CONTESTANT_KIND_HOUSEHOLD);
  request.mutable_contestant()->set_number(3);
  v1::GetStandingResponse response;
  // It has the time that a test has.
  while (response.time().applied_size() < size) {
    std::this_thread::yield();
    grpc::ClientContext context;
    (void)world.replica().calls().GetStanding(&context, request, &response);
  }
  EXPECT_EQ(Text(response.standing()), "3: 2000 (3)");
}

TEST_F(RankingServiceTest, MetricsSayHowFarItIsBehind) {
  EarnSome();
  world.replica().service().FoldNow();
  double behind = -1;
  for (const auto& family : world.replica().metrics().Collect()) {
    if (family.name == "greenledger_ranking_behind_entries") {
      behind = family.metric.at(0).gauge.value;
    }
  }
  EXPECT_EQ(behind, 0);
}

}  // namespace
}  // namespace greenledger::ranking
