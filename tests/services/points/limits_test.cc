// What a day or a period leaves after a reversal or a correction: what was
// taken back can be had again, what was given is used up.
#include <gtest/gtest.h>

#include "services/ledger/verify/book_verifier.h"
#include "tests/services/points/points_world.h"

namespace greenledger::points {
namespace {

uint64_t PointsOf(PointsWorld* world, uint64_t household) {
  return world->Points(household).milli_points();
}

TEST(LimitsTest, ADropThatIsReversedFreesWhatItUsedOfTheDay) {
  PointsWorld world({.households = 2, .rows_every = 3});
  const uint64_t mistaken = world.Earn(1, 20);
  world.Earn(1, 5);
  EXPECT_EQ(PointsOf(&world, 1), 20'000u) << "the cap of the day is 20";
  ASSERT_TRUE(IsAccepted(world.Reverse(mistaken)));
  EXPECT_EQ(PointsOf(&world, 1), 0u);
  world.Restart();
  world.Earn(1, 15);
  world.Earn(1, 10);
  EXPECT_EQ(PointsOf(&world, 1), 20'000u);
  EXPECT_TRUE(world.Verify().ok()) << world.Verify();
}

// The class earns merit once a day, for its first drop.
TEST(LimitsTest, ADropThatIsReversedFreesItsMeritOfTheDay) {
  PointsWorld world;
  const uint64_t mistaken = world.Earn(1, 2);
  const int64_t merit = world.Points(1).milli_merit();
  ASSERT_GT(merit, 0);
  ASSERT_TRUE(IsAccepted(world.Reverse(mistaken)));
  EXPECT_EQ(world.Points(1).milli_merit(), 0);
  world.Earn(1, 2);
  EXPECT_EQ(world.Points(1).milli_merit(), merit);
}

TEST(LimitsTest, AReversalOfAnotherDayLeavesTodayAlone) {
  PointsWorld world;
  const uint64_t mistaken = world.Earn(1, 20);
  world.ledger.clock.Advance(kDayUs);
  world.Earn(1, 20);
  ASSERT_TRUE(IsAccepted(world.Reverse(mistaken)));
  world.Earn(1, 1);
  EXPECT_EQ(PointsOf(&world, 1), 20'000u);
  EXPECT_TRUE(world.Verify().ok()) << world.Verify();
}

TEST(LimitsTest, AClaimOfAnotherDayInAReversalIsFoundByTheVerifier) {
  PointsWorld world;
  world.Reverse(world.Earn(1, 20));
  verify::BookVerifier verifier(ledger::kBook, nullptr);
  absl::Status status;
  for (v1::Entry entry : world.Entries()) {
    if (entry.has_entry_reversed()) {
      EXPECT_EQ(entry.entry_reversed().day(), 20'609u);
      entry.mutable_entry_reversed()->set_day(20'610);
    }
    status = verifier.Add(entry.SerializeAsString());
    if (!status.ok()) break;
  }
  EXPECT_FALSE(status.ok());
}

TEST(LimitsTest, AClaimUsesWhatTheCardUsedOfTheDay) {
  PointsWorld world({.households = 2, .rows_every = 3});
  constexpr uint64_t kNobodys = 50;
  world.Earn(kNobodys, 15);
  v1::IssueCardRequest issue;
  issue.mutable_card()->set_household_number(1);
  issue.mutable_card()->set_card_hash(ledger::CardOf(kNobodys));
  world.ledger.MustRun(&v1::RegistryService::StubInterface::IssueCard, issue);
  EXPECT_EQ(PointsOf(&world, 1), 15'000u);
  world.Restart();
  world.Earn(1, 10);
  EXPECT_EQ(PointsOf(&world, 1), 20'000u);
  EXPECT_TRUE(world.Verify().ok()) << world.Verify();
}

class OrderLimitsTest : public ::testing::Test {
 protected:
  OrderLimitsTest() {
    v1::Reward soap = world.Soap();
    soap.set_limit_pieces(2);
    soap.set_limit_period(v1::LIMIT_PERIOD_MONTH);
    EXPECT_TRUE(IsAccepted(world.Publish(soap)));
    EXPECT_TRUE(IsAccepted(world.Stock(v1::STOCK_CAUSE_RECEIVED, 9)));
    world.Give(1, 90'000);
  }

  // The entry that handed the goods over.
  uint64_t HandOver(uint32_t pieces) {
    const uint64_t hold = world.Order(1, pieces, "A").first_index();
    return world.Commit(hold, 0, 0, PointsWorld::CodeHash("A")).first_index();
  }

  v1::GetDayCloseResponse Today() {
    v1::GetDayCloseRequest request;
    request.set_book(ledger::kBook);
    grpc::ClientContext context;
    v1::GetDayCloseResponse day;
    EXPECT_TRUE(world.rewards().GetDayClose(&context, request, &day).ok());
    return day;
  }

  PointsWorld world{{.households = 2, .rows_every = 3}};
};

TEST_F(OrderLimitsTest, AHandOverThatIsReversedFreesTheLimitOfItsPeriod) {
  const uint64_t mistaken = HandOver(2);
  EXPECT_EQ(ReasonOf(world.Order(1, 1, "B")), v1::REFUSAL_REASON_LIMIT_REACHED);
  ASSERT_TRUE(IsAccepted(world.Reverse(mistaken)));
  world.Restart();
  EXPECT_TRUE(IsAccepted(world.Order(1, 2, "B")));
  EXPECT_EQ(ReasonOf(world.Order(1, 1, "C")), v1::REFUSAL_REASON_LIMIT_REACHED);
  EXPECT_TRUE(world.Verify().ok()) << world.Verify();
}

TEST_F(OrderLimitsTest, AReversalOfLastMonthLeavesThisMonthAlone) {
  const uint64_t mistaken = HandOver(2);
  world.ledger.clock.Advance(30 * kDayUs);
  EXPECT_TRUE(IsAccepted(world.Order(1, 2, "B")));
  ASSERT_TRUE(IsAccepted(world.Reverse(mistaken)));
  EXPECT_EQ(ReasonOf(world.Order(1, 1, "C")), v1::REFUSAL_REASON_LIMIT_REACHED);
  EXPECT_TRUE(world.Verify().ok()) << world.Verify();
}

TEST_F(OrderLimitsTest, AHandOverThatIsReversedIsInTheDayClose) {
  const uint64_t mistaken = HandOver(2);
  EXPECT_EQ(Today().lines(0).pieces(), 7u);
  EXPECT_EQ(Today().lines(0).taken_back(), 0u);
  ASSERT_TRUE(IsAccepted(world.Reverse(mistaken)));
  const v1::GetDayCloseResponse day = Today();
  ASSERT_EQ(day.lines_size(), 1);
  EXPECT_EQ(day.lines(0).handed_out(), 2u);
  EXPECT_EQ(day.lines(0).taken_back(), 2u);
  EXPECT_EQ(day.lines(0).pieces(), 9u);
  EXPECT_EQ(day.spent_milli_points(), 20'000u);
  EXPECT_EQ(day.given_back_milli_points(), 20'000u);
}

}  // namespace
}  // namespace greenledger::points
