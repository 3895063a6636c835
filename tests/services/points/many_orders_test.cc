// A thousand residents ask for the last bars at once.
#include <gtest/gtest.h>

#include <atomic>
#include <barrier>
#include <thread>
#include <vector>

#include "tests/services/points/points_world.h"

namespace greenledger::points {
namespace {

constexpr int kThreads = 20;
constexpr uint64_t kResidents = 1000;

// Each of `kResidents` asks once, all at the same time; counts the answers.
std::map<v1::RefusalReason, uint64_t> AskAtOnce(
    PointsWorld* world,
    const std::function<v1::HoldPlaced(uint64_t resident)>& order_of) {
  std::vector<v1::PlaceHoldRequest> requests(kResidents);
  for (uint64_t i = 0; i < kResidents; ++i) {
    *requests[i].mutable_header() = world->ledger.Header();
    *requests[i].mutable_hold() = order_of(i + 1);
  }
  std::vector<v1::CommandResult> results(kResidents);
  std::barrier start(kThreads);
  std::vector<std::thread> threads;
  for (uint64_t t = 0; t < kThreads; ++t) {
    threads.emplace_back([&, t] {
      start.arrive_and_wait();
      for (uint64_t i = t; i < kResidents; i += kThreads) {
        grpc::ClientContext context;
        v1::PlaceHoldResponse response;
        ASSERT_TRUE(
            world->points().PlaceHold(&context, requests[i], &response).ok());
        results[i] = response.result();
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  std::map<v1::RefusalReason, uint64_t> counts;
  for (const v1::CommandResult& result : results) ++counts[ReasonOf(result)];
  return counts;
}

// Gives every resident points by hand.
void GiveAll(PointsWorld* world, int64_t milli_points) {
  for (uint64_t n = 1; n <= kResidents; ++n) {
    world->Give(n, milli_points);
  }
}

TEST(ManyOrdersTest, AStockOfAHundredGoesToExactlyAHundred) {
  PointsWorld world({.households = kResidents, .rows_every = 500});
  world.Publish(world.Soap());
  world.Stock(v1::STOCK_CAUSE_RECEIVED, 100);
  GiveAll(&world, 10'000);
  const auto answers = AskAtOnce(&world, [&](uint64_t resident) {
    return world.SoapOrder(resident, 1, "code " + std::to_string(resident));
  });
  EXPECT_EQ(answers.at(v1::REFUSAL_REASON_UNSPECIFIED), 100u);
  EXPECT_EQ(answers.at(v1::REFUSAL_REASON_OUT_OF_STOCK), 900u);
  EXPECT_EQ(world.Figures().held_milli_points(), 100 * 10'000u);
  uint64_t held = 0;
  for (const v1::Entry& entry : world.EntriesOf(v1::Entry::kHoldPlaced)) {
    ++held;
    EXPECT_TRUE(IsAccepted(
        world.Commit(entry.index(), 0, 0,
                     std::string(entry.hold_placed().order().code_hash()))));
  }
  EXPECT_EQ(held, 100u);
  EXPECT_EQ(world.Net(v1::ACCOUNT_OWNER_STOCK, 0, v1::ASSET_GOODS, kSoap), 0);
  EXPECT_EQ(world.Net(v1::ACCOUNT_OWNER_HANDED_OUT, 0, v1::ASSET_GOODS, kSoap),
            100);
  EXPECT_TRUE(world.Verify().ok()) << world.Verify();
}

TEST(ManyOrdersTest, ABalanceForOneIsSpentOnce) {
  PointsWorld world({.households = 1});
  world.Publish(world.Soap());
  world.Stock(v1::STOCK_CAUSE_RECEIVED, 1000);
  world.Give(1, 10'000);
  const auto answers = AskAtOnce(&world, [&](uint64_t i) {
    return world.SoapOrder(1, 1, "code " + std::to_string(i));
  });
  EXPECT_EQ(answers.at(v1::REFUSAL_REASON_UNSPECIFIED), 1u);
  EXPECT_EQ(answers.at(v1::REFUSAL_REASON_INSUFFICIENT_POINTS), 999u);
  EXPECT_EQ(world.Points(1).held_milli_points(), 10'000u);
  EXPECT_TRUE(world.Verify().ok()) << world.Verify();
}

}  // namespace
}  // namespace greenledger::points
