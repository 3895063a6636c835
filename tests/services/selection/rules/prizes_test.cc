// Points that a campaign moves: nothing is lost on the way, and nobody else
// touches its pool.
#include <gtest/gtest.h>

#include "tests/services/selection/rules/selection_book.h"

namespace greenledger::rules {
namespace {

constexpr auto kPoolUnknown = v1::REFUSAL_REASON_POOL_UNKNOWN;
constexpr uint32_t kPool = kCampaignPoolBase + kCampaign;

v1::Entry Reserved(uint32_t pool) {
  v1::Entry entry;
  v1::PrizesReserved* reserved = entry.mutable_prizes_reserved();
  reserved->set_pool_number(pool);
  reserved->set_budget_number(1);
  reserved->set_milli_points(10'000);
  reserved->set_purpose("a draw");
  reserved->set_by("office 1");
  return entry;
}

v1::Entry ByHand(uint32_t pool) {
  v1::Entry entry;
  v1::PrizeGranted* granted = entry.mutable_prize_granted();
  granted->set_pool_number(pool);
  granted->set_household_number(5);
  granted->set_milli_points(1'000);
  granted->set_purpose("a draw");
  granted->set_by("office 1");
  return entry;
}

v1::Entry Released(uint32_t pool) {
  v1::Entry entry;
  entry.mutable_prizes_released()->set_pool_number(pool);
  entry.mutable_prizes_released()->set_by("office 1");
  return entry;
}

TEST(CampaignPoolTest, IsNotTouchedByHand) {
  SelectionBook book;
  book.BringTo(HonourRule(), v1::CAMPAIGN_STATE_REVIEWED);
  ASSERT_TRUE(book.state().points().pools.contains(kPool));
  EXPECT_EQ(book.Run(Reserved(kPool)), kPoolUnknown);
  EXPECT_EQ(book.Run(ByHand(kPool)), kPoolUnknown);
  EXPECT_EQ(book.Run(Released(kPool)), kPoolUnknown);
  EXPECT_EQ(book.Net(v1::ACCOUNT_OWNER_PRIZE_POOL, kPool), 70'000);
}

TEST(CampaignPoolTest, ItsNumbersAreNobodyElses) {
  SelectionBook book;
  EXPECT_EQ(book.Run(Reserved(kCampaignPoolBase)), kPoolUnknown);
  EXPECT_EQ(book.Run(Reserved(kCampaignPoolBase - 1)), kTaken);
  EXPECT_EQ(book.Run(ByHand(kCampaignPoolBase - 1)), kTaken);
  EXPECT_EQ(book.Run(Released(kCampaignPoolBase - 1)), kTaken);
}

TEST(CampaignPoolTest, EveryPointIsAccountedForAtEveryStep) {
  SelectionBook book;
  const auto sum = [&] {
    int64_t all = 0;
    for (const auto& [key, balances] : book.state().accounts()) {
      all += balances.Net(v1::ASSET_POINTS);
    }
    for (const HouseholdState& household : book.state().households()) {
      all += household.earner.balances.Net(v1::ASSET_POINTS);
    }
    return all;
  };
  const v1::CampaignRule rule = VisitedRule();
  book.BringTo(rule, v1::CAMPAIGN_STATE_DRAFT);
  for (v1::CampaignState at = v1::CAMPAIGN_STATE_DRAFT;
       at != v1::CAMPAIGN_STATE_AWARDED;) {
    at = NextOf(rule, at);
    SCOPED_TRACE(v1::CampaignState_Name(at));
    book.Prepare(at);
    ASSERT_EQ(book.Step(at), kTaken);
    EXPECT_EQ(sum(), 0);
    EXPECT_EQ(book.state().points().budgets.at(1).promised_milli_points,
              static_cast<uint64_t>(kBudgetMilliPoints -
                                    book.Net(v1::ACCOUNT_OWNER_BUDGET, 1)));
  }
  // After the visits household 2 leads, and household 1 is second as listed.
  EXPECT_EQ(book.Net(v1::ACCOUNT_OWNER_HOUSEHOLD, 2), 50'000);
  EXPECT_EQ(book.Net(v1::ACCOUNT_OWNER_HOUSEHOLD, 1), 20'000);
  // Merit stays what drops and activities made of it.
  for (const HouseholdState& household : book.state().households()) {
    EXPECT_EQ(household.earner.balances.Net(v1::ASSET_MERIT), 0);
  }
  EXPECT_EQ(book.state().totals().milli_points_issued, 70'000u);
  EXPECT_TRUE(book.Verify().ok()) << book.Verify();
}

}  // namespace
}  // namespace greenledger::rules
