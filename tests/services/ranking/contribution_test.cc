// What entries of each kind contribute, in books that the ledger made.
#include "services/ranking/fold/contribution.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "services/ledger/rules/local_day.h"
#include "tests/services/ledger/random_days.h"
#include "tests/services/points/points_world.h"
#include "tests/services/ranking/fold_testing.h"
#include "tests/testing/seeds.h"

namespace greenledger::ranking {
namespace {

using points::IsAccepted;
using points::kDayUs;
using points::PointsWorld;
using ::testing::IsEmpty;

// Local day on which the worlds begin.
const int32_t kFirstDay = rules::ParseDay("2026-06-05").value();

// The contributions of the entries from `first` on.
std::vector<Contribution> Since(PointsWorld* world, uint64_t first) {
  std::vector<Contribution> all = ContributionsOf(world->Entries());
  std::erase_if(all, [&](const Contribution& c) { return c.index < first; });
  return all;
}

Contribution Only(PointsWorld* world, uint64_t index) {
  std::vector<Contribution> all = Since(world, index);
  std::erase_if(all, [&](const Contribution& c) { return c.index != index; });
  EXPECT_EQ(all.size(), 1u);
  return all.empty() ? Contribution() : all.front();
}

uint64_t Size(PointsWorld* world) { return world->Entries().size(); }

void ExpectEq(const Contribution& is, const Contribution& wanted) {
  EXPECT_EQ(is.index, wanted.index);
  EXPECT_EQ(is.household, wanted.household);
  EXPECT_EQ(is.member, wanted.member);
  EXPECT_EQ(is.day, wanted.day);
  EXPECT_EQ(is.booked_day, wanted.booked_day);
  EXPECT_EQ(is.milli_merit, wanted.milli_merit);
  EXPECT_EQ(is.milli_points, wanted.milli_points);
  EXPECT_EQ(is.class_code, wanted.class_code);
  EXPECT_EQ(is.grams, wanted.grams);
  EXPECT_EQ(is.drops, wanted.drops);
  EXPECT_EQ(is.rejected, wanted.rejected);
  EXPECT_EQ(is.minutes, wanted.minutes);
}

// A drop of three points.
Contribution ThreePoints(uint64_t index, uint64_t household) {
  return {.index = index,
          .household = household,
          .day = kFirstDay,
          .booked_day = kFirstDay,
          .milli_merit = 1000,
          .milli_points = 3000,
          .class_code = 31,
          .grams = 1500,
          .drops = 1};
}

// Books records of the kiosk, numbered from 1 on.
std::vector<uint64_t> Send(ledger::LedgerWorld* world,
                           const std::vector<v1::Record>& records) {
  v1::SubmitRecordsResponse response;
  const grpc::Status status = world->Submit(records, &response);
  EXPECT_TRUE(status.ok()) << status.error_message();
  std::vector<uint64_t> indices;
  for (const auto& result : response.results()) {
    EXPECT_EQ(result.code(), v1::RECORD_RESULT_CODE_ACCEPTED);
    indices.push_back(result.index());
  }
  return indices;
}

TEST(ContributionTest, ADropGivesWhatItEarned) {
  PointsWorld world;
  const uint64_t index = world.Earn(2, 3);
  ExpectEq(Only(&world, index), ThreePoints(index, 2));
}

TEST(ContributionTest, ABudgetIsAsGoodASource) {
  PointsWorld world;
  ASSERT_TRUE(IsAccepted(
      world.PublishBudget(1, "2026-06-05", "2026-12-31", 1'000'000)));
  const uint64_t index = world.Earn(2, 3);
  ExpectEq(Only(&world, index), ThreePoints(index, 2));
}

TEST(ContributionTest, LaterPartsOfADropAreNoDrops) {
  PointsWorld world;
  const int64_t now = world.Now();
  const auto indices = Send(
      &world.ledger, {ledger::DropRecord(1, now, 500),
                      ledger::DropRecord(2, now + ledger::kMinuteUs, 700)});
  const std::vector<Contribution> all = Since(&world, indices[0]);
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(all[0].drops, 1);
  EXPECT_EQ(all[1].drops, 0);
  EXPECT_EQ(all[1].rejected, 0);
  EXPECT_EQ(all[1].grams, 700);
  EXPECT_EQ(all[1].milli_points, 1400);
  EXPECT_EQ(all[1].milli_merit, 0);
}

TEST(ContributionTest, ARejectedDropCountsAsThatAlone) {
  PointsWorld world;
  v1::Record record = ledger::DropRecord(1, world.Now(), 500);
  record.mutable_drop()->set_quality(v1::QUALITY_REJECTED);
  const uint64_t index = Send(&world.ledger, {record})[0];
  ExpectEq(Only(&world, index), {.index = index,
                                 .household = 1,
                                 .day = kFirstDay,
                                 .booked_day = kFirstDay,
                                 .class_code = 31,
                                 .rejected = 1});
}

TEST(ContributionTest, SuspenseCountsWhenItIsClaimed) {
  PointsWorld world;
  v1::Record record = ledger::DropRecord(1, world.Now(), 1000);
  record.mutable_drop()->set_card_hash(ledger::Card("nobody's"));
  const uint64_t drop = Send(&world.ledger, {record})[0];
  EXPECT_THAT(Since(&world, drop), IsEmpty());
  world.ledger.clock.Advance(2 * kDayUs);
  v1::IssueCardRequest issue;
  issue.mutable_card()->set_household_number(3);
  issue.mutable_card()->set_card_hash(ledger::Card("nobody's"));
  const uint64_t index =
      world.ledger
          .MustRun(&v1::RegistryService::StubInterface::IssueCard, issue)
          .result()
          .first_index();
  ExpectEq(Only(&world, index), {.index = index,
                                 .household = 3,
                                 .day = kFirstDay + 2,
                                 .booked_day = kFirstDay + 2,
                                 .milli_merit = 1000,
                                 .milli_points = 2000});
}

TEST(ContributionTest, AReversedDropTakesBackOnItsDay) {
  PointsWorld world;
  const uint64_t drop = world.Earn(2, 3);
  world.ledger.clock.Advance(3 * kDayUs);
  const uint64_t index = world.Reverse(drop).first_index();
  Contribution wanted = ThreePoints(index, 2);
  wanted.booked_day = kFirstDay + 3;
  wanted.milli_merit = -1000;
  wanted.milli_points = -3000;
  wanted.grams = -1500;
  wanted.drops = -1;
  ExpectEq(Only(&world, index), wanted);
}

TEST(ContributionTest, APenaltyTakesMeritUntilItIsReversed) {
  PointsWorld world;
  world.Earn(2, 3);
  const uint64_t penalty = world.Penalise(2, 500, 400).first_index();
  world.ledger.clock.Advance(kDayUs);
  const uint64_t reversal = world.Reverse(penalty).first_index();
  ExpectEq(Only(&world, penalty), {.index = penalty,
                                   .household = 2,
                                   .day = kFirstDay,
                                   .booked_day = kFirstDay,
                                   .milli_merit = -400});
  ExpectEq(Only(&world, reversal), {.index = reversal,
                                    .household = 2,
                                    .day = kFirstDay,
                                    .booked_day = kFirstDay + 1,
                                    .milli_merit = 400});
}

TEST(ContributionTest, AnAdjustmentCountsItsMeritWhenApproved) {
  PointsWorld world;
  const uint64_t refused = world.Propose(1, 5000, 100).first_index();
  world.Decide(refused, false);
  const uint64_t proposal = world.Propose(1, 5000, -100).first_index();
  world.ledger.clock.Advance(kDayUs);
  const uint64_t decided = world.Decide(proposal, true).first_index();
  const std::vector<Contribution> all = Since(&world, refused);
  ASSERT_EQ(all.size(), 1u);
  ExpectEq(all[0], {.index = decided,
                    .household = 1,
                    .day = kFirstDay + 1,
                    .booked_day = kFirstDay + 1,
                    .milli_merit = -100});
}

TEST(ContributionTest, SpendingPrizesAndExpiryCountNothing) {
  PointsWorld world({.expiry = points::RollingMonths(1)});
  world.Earn(1, 10);
  ASSERT_TRUE(IsAccepted(
      world.PublishBudget(1, "2026-06-05", "2026-12-31", 1'000'000)));
  const uint64_t first = Size(&world);
  const uint64_t hold = world.Place(1, 2000).first_index();
  const uint64_t commit = world.Commit(hold).first_index();
  ASSERT_TRUE(IsAccepted(world.Reverse(commit)));
  world.Void(world.Place(1, 1000).first_index());
  world.Penalise(1, 100);
  world.ReservePrizes(1, 1, 50'000);
  ASSERT_TRUE(IsAccepted(world.GrantPrize(1, 2, 5000)));
  world.ReleasePrizes(1);
  world.ledger.clock.Advance(100 * kDayUs);
  world.Look();
  EXPECT_FALSE(world.EntriesOf(v1::Entry::kPointsExpired).empty());
  EXPECT_THAT(Since(&world, first), IsEmpty());
}

TEST(ContributionTest, MovesCountNothing) {
  PointsWorld world;
  world.OpenOtherBook(9);
  world.Earn(1, 10);
  world.Earn(2, 10);
  const uint64_t first = Size(&world);
  ASSERT_TRUE(IsAccepted(world.Move(1, 9)));
  ASSERT_TRUE(IsAccepted(world.Move(2, 77)));  // comes back
  world.Look();
  EXPECT_EQ(world.EntriesOf(v1::Entry::kMoveEnded).size(), 2u);
  EXPECT_THAT(Since(&world, first), IsEmpty());
  EXPECT_THAT(ContributionsOf(world.Entries(points::kOtherBook)), IsEmpty());
}

TEST(ContributionTest, DropsRatedAgainCountTheDifference) {
  v1::Entry entry;
  entry.set_index(90);
  entry.set_household(4);
  entry.set_time_us(ledger::kStartUs);
  v1::DropsRerated* rerated = entry.mutable_drops_rerated();
  v1::RatedAgain* more = rerated->add_drops();
  more->set_day(static_cast<uint32_t>(kFirstDay - 9));
  more->set_was_milli_points(100);
  more->set_now_milli_points(250);
  v1::RatedAgain* less = rerated->add_drops();
  less->set_day(static_cast<uint32_t>(kFirstDay - 8));
  less->set_was_milli_merit(1000);
  less->set_now_milli_merit(600);
  less->set_was_milli_points(70);
  const std::vector<Contribution> all = ContributionsOf({entry});
  ASSERT_EQ(all.size(), 2u);
  ExpectEq(all[0], {.index = 90,
                    .household = 4,
                    .day = kFirstDay - 9,
                    .booked_day = kFirstDay,
                    .milli_points = 150});
  ExpectEq(all[1], {.index = 90,
                    .household = 4,
                    .day = kFirstDay - 8,
                    .booked_day = kFirstDay,
                    .milli_merit = -400,
                    .milli_points = -70});
}

TEST(ContributionTest, AnActivityCountsOnItsOwnDay) {
  v1::Entry entry;
  entry.set_index(91);
  entry.set_household(4);
  entry.set_time_us(ledger::kStartUs);
  v1::ActivityBooked* activity = entry.mutable_activity();
  activity->set_household_number(4);
  activity->set_member_number(2);
  activity->set_day("2026-06-01");
  activity->set_minutes(90);
  activity->set_counted_minutes(60);
  v1::Posting* merit = entry.add_postings();
  merit->set_owner(v1::ACCOUNT_OWNER_HOUSEHOLD);
  merit->set_owner_number(4);
  merit->set_asset(v1::ASSET_MERIT);
  merit->set_amount(700);
  const std::vector<Contribution> all = ContributionsOf({entry});
  ASSERT_EQ(all.size(), 1u);
  ExpectEq(all[0], {.index = 91,
                    .household = 4,
                    .member = 2,
                    .day = kFirstDay - 4,
                    .booked_day = kFirstDay,
                    .milli_merit = 700,
                    .minutes = 60});
}

TEST(ContributionTest, WhatCannotBeReadIsTold) {
  std::vector<Contribution> all;
  v1::Entry drop;
  drop.set_household(1);
  drop.mutable_drop()->mutable_source()->set_record("\xff");
  const std::vector<v1::Entry> none;
  EXPECT_TRUE(absl::IsDataLoss(Contribute(drop, 480, Lookup(none), &all)));
  v1::Entry reversal;
  reversal.set_household(1);
  reversal.mutable_entry_reversed()->set_reversed_index(5);
  EXPECT_TRUE(absl::IsNotFound(Contribute(reversal, 480, Lookup(none), &all)));
  EXPECT_THAT(all, IsEmpty());
}

// Nothing is spent in these books, so what was contributed is what there is.
TEST(ContributionTest, SumsAreTheBalances) {
  testing::ForEachSeed(2, [](uint64_t seed) {
    SCOPED_TRACE(seed);
    std::mt19937_64 random(seed);
    ledger::LedgerWorld world;
    world.Populate(ledger::kRandomHouseholds);
    ledger::PlayRecords(600, &world, random);
    const std::vector<v1::Entry> entries = Parsed(world.Entries());
    std::map<uint64_t, Contribution> sums;
    for (const Contribution& one : ContributionsOf(entries)) {
      Contribution& sum = sums[one.household];
      sum.milli_merit += one.milli_merit;
      sum.milli_points += one.milli_points;
      sum.rejected += one.rejected;
    }
    ledger::LiveBook* book = world.ledger().books().Find(ledger::kBook);
    common::MutexLock lock(book->mu);
    int64_t rejected = 0;
    for (const rules::HouseholdState& household : book->state.households()) {
      const Contribution& sum = sums[household.number];
      const rules::Balances& has = household.earner.balances;
      EXPECT_EQ(sum.milli_merit, has.Net(v1::ASSET_MERIT));
      EXPECT_EQ(sum.milli_points, has.Net(v1::ASSET_POINTS));
      rejected += sum.rejected;
    }
    EXPECT_GT(rejected, 0);
  });
}

}  // namespace
}  // namespace greenledger::ranking
