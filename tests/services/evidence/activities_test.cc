// What activities earn.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/services/evidence/evidence_world.h"

namespace greenledger::evidence {
namespace {

class ActivitiesTest : public ::testing::Test {
 protected:
  ActivitiesTest() {
    world.AddMember(1, 2);
    world.AddMember(1, 3);
  }
  ~ActivitiesTest() override {
    EXPECT_TRUE(world.points.Verify().ok()) << world.points.Verify();
  }

  // Minutes that counted.
  uint32_t Counted(const std::string& entry) {
    return world.MustBook(entry).activity().counted_minutes();
  }

  EvidenceWorld world;
};

TEST_F(ActivitiesTest, WithoutRulesMinutesCountAndEarnNothing) {
  const v1::Entry entry = world.MustBook(Activity(1, 2, 600));
  EXPECT_EQ(entry.activity().counted_minutes(), 600u);
  EXPECT_EQ(entry.postings_size(), 0);
  EXPECT_EQ(Counted(Activity(1, 2, 900)), 840u) << "a day has 1,440 minutes";
  EXPECT_EQ(world.Merit(1), 0);
}

TEST_F(ActivitiesTest, MeritComesFromIssuanceByTheRateHalfUp) {
  world.MustBook(Rules());
  const v1::Entry entry = world.MustBook(Activity(1, 2, 60));
  EXPECT_EQ(entry.postings_size(), 2);
  EXPECT_EQ(world.Merit(1), 5'000);
  EXPECT_EQ(world.points.Net(v1::ACCOUNT_OWNER_ISSUANCE, 0, v1::ASSET_MERIT),
            -5'000);
  // 30 minutes of 1,001 an hour are 500.5, 29 minutes are 483.8.
  world.MustBook(Activity(1, 3, 30, "kind: ACTIVITY_KIND_LEARNING"));
  EXPECT_EQ(world.Merit(1), 5'501);
  world.MustBook(Activity(1, 3, 29, "kind: ACTIVITY_KIND_LEARNING"));
  EXPECT_EQ(world.Merit(1), 5'985);
  EXPECT_EQ(world.points.ledger.Points(1), 0) << "merit is no points";
}

TEST_F(ActivitiesTest, ADayOfAMemberCountsUpToTheLimit) {
  world.MustBook(Rules());
  EXPECT_EQ(Counted(Activity(1, 2, 90)), 90u);
  EXPECT_EQ(Counted(Activity(1, 2, 90)), 30u);
  EXPECT_EQ(Counted(Activity(1, 2, 90)), 0u);
  EXPECT_EQ(world.Merit(1), 10'000);
  EXPECT_EQ(Counted(Activity(1, 3, 90)), 90u) << "another member";
  EXPECT_EQ(Counted(Activity(1, 2, 90, "day: '2026-06-04'")), 90u)
      << "another day";
  EXPECT_EQ(world.Merit(1), 25'000);
}

TEST_F(ActivitiesTest, AKindWithoutARateCountsAndEarnsNothing) {
  world.MustBook(Rules());
  const v1::Entry entry =
      world.MustBook(Activity(1, 2, 100, "kind: ACTIVITY_KIND_HELPING"));
  EXPECT_EQ(entry.activity().counted_minutes(), 100u);
  EXPECT_EQ(entry.postings_size(), 0);
  EXPECT_EQ(Counted(Activity(1, 2, 60)), 20u) << "the limit is of all kinds";
}

TEST_F(ActivitiesTest, NewRulesHoldForWhatIsBookedFromThenOn) {
  world.MustBook(Rules());
  world.MustBook(Activity(1, 2, 60));
  world.MustBook(
      "activity_rules_published { version: 'a2' minutes_per_day_max: 30 "
      "rates { kind: ACTIVITY_KIND_VOLUNTEERING milli_merit_per_hour: 60 } }");
  EXPECT_EQ(Counted(Activity(1, 2, 60)), 0u) << "sixty counted already";
  EXPECT_EQ(Counted(Activity(1, 3, 60)), 30u);
  EXPECT_EQ(world.Merit(1), 5'030);
}

TEST_F(ActivitiesTest, OldDaysAreForgottenOnceNothingCanBeBookedForThem) {
  const auto remembered = [&] {
    ledger::LiveBook* book =
        world.points.ledger.ledger().books().Find(ledger::kBook);
    common::MutexLock lock(book->mu);
    return book->state.evidence().minutes.size();
  };
  world.MustBook(Rules());
  world.MustBook(Activity(1, 2, 120, "day: '2026-06-04'"));
  world.MustBook(Activity(1, 2, 120));
  world.points.ledger.clock.Advance(60 * points::kDayUs);
  EXPECT_EQ(Counted(Activity(1, 2, 60)), 0u) << "it is not forgotten yet";
  EXPECT_EQ(remembered(), 1u) << "4 June is";
  world.points.ledger.clock.Advance(points::kDayUs);
  EXPECT_EQ(Counted(Activity(1, 2, 60, "day: '2026-08-05'")), 60u);
  EXPECT_EQ(remembered(), 1u);
}

}  // namespace
}  // namespace greenledger::evidence
