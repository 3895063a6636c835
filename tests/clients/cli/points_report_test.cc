// Figures about points that the program adds up from entries.
#include "gmock/gmock.h"
#include "tests/clients/cli/points_testing.h"

namespace greenledger::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

// 2026-03-01 08:15:30 in UTC+8.
constexpr int64_t kNow = 1'772'324'130'000'000;
constexpr int64_t kDayUs = 86'400'000'000;

class PointsReportTest : public PointsTest {
 protected:
  PointsReportTest() {
    Add(0, kNow).mutable_book_opened()->set_utc_offset_minutes(480);
  }

  // An entry of a household; 0 for none.
  v1::Entry& Add(uint64_t household, int64_t time_us) {
    v1::Entry& entry = ledger.entries.emplace_back();
    entry.set_index(ledger.entries.size() - 1);
    entry.set_time_us(time_us);
    entry.set_household(household);
    return entry;
  }
  static void Leg(v1::AccountOwner owner, int64_t amount, v1::Entry* entry,
                  v1::Stage stage = v1::STAGE_UNSPECIFIED) {
    v1::Posting* leg = entry->add_postings();
    leg->set_owner(owner);
    leg->set_asset(v1::ASSET_POINTS);
    leg->set_stage(stage);
    leg->set_amount(amount);
  }
  void AddDrop(uint64_t household, int64_t milli_points, int64_t time_us) {
    v1::Entry& entry = Add(household, time_us);
    entry.mutable_drop();
    Leg(household == 0 ? v1::ACCOUNT_OWNER_SUSPENSE
                       : v1::ACCOUNT_OWNER_HOUSEHOLD,
        milli_points, &entry);
  }
  void AddDecided(uint64_t proposal, int64_t milli_points, int64_t time_us) {
    v1::Entry& entry = Add(12, time_us);
    entry.mutable_adjustment_decided()->set_proposal_index(proposal);
    entry.mutable_adjustment_decided()->set_approved(milli_points != 0);
    entry.mutable_adjustment_decided()->set_by("T");
    if (milli_points == 0) return;
    Leg(v1::ACCOUNT_OWNER_HOUSEHOLD, milli_points, &entry);
  }
  uint64_t AddProposed(const std::string& why, int64_t time_us) {
    v1::Entry& entry = Add(12, time_us);
    entry.mutable_adjustment_proposed()->set_by("S");
    entry.mutable_adjustment_proposed()->set_why(why);
    return entry.index();
  }
};

TEST_F(PointsReportTest, WhatWasOwedAtAPastIndexIsAddedUp) {
  AddDrop(12, 5000, kNow);
  AddDrop(0, 700, kNow);
  v1::Entry& placed = Add(12, kNow);
  placed.mutable_hold_placed();
  Leg(v1::ACCOUNT_OWNER_HOUSEHOLD, -2000, &placed, v1::STAGE_PENDING);
  v1::Entry& claim = Add(13, kNow);
  claim.mutable_card_issued();
  Leg(v1::ACCOUNT_OWNER_SUSPENSE, -700, &claim);
  Leg(v1::ACCOUNT_OWNER_HOUSEHOLD, 700, &claim);
  v1::Entry& spent = Add(12, kNow);
  spent.mutable_hold_committed();
  Leg(v1::ACCOUNT_OWNER_HOUSEHOLD, -2000, &spent, v1::STAGE_RELEASED);
  Leg(v1::ACCOUNT_OWNER_HOUSEHOLD, -1500, &spent);
  points.figures.set_as_of_size(6);
  points.figures.set_outstanding_milli_points(4200);

  Outcome outcome = Do({"report", "points", "--at", "5", "--json"});
  EXPECT_THAT(outcome.out, HasSubstr(R"("at":5,"earned":5700,"adjusted":0,)"));
  EXPECT_THAT(outcome.out, HasSubstr(R"("spent":0,)"));
  EXPECT_THAT(outcome.out, HasSubstr(R"("outstanding":5700})"));
  outcome = Do({"report", "points", "--at", "6", "--json"});
  EXPECT_EQ(outcome.code, ExitCode::kOk) << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr(R"("outstanding":4200})"));
}

TEST_F(PointsReportTest, AtTheBooksSizeTheServerMustSayTheSame) {
  AddDrop(12, 5000, kNow);
  points.figures.set_as_of_size(2);
  points.figures.set_outstanding_milli_points(4999);
  EXPECT_EQ(Do({"report", "points", "--at", "2"}).code,
            ExitCode::kVerificationFailed);
  EXPECT_EQ(Do({"report", "points", "--at", "1"}).code, ExitCode::kOk);
  EXPECT_EQ(Do({"report", "points", "--at", "3"}).code, ExitCode::kUsage);
}

TEST_F(PointsReportTest, MonthsBudgetsAndPoolsAreThoseOfTheServer) {
  v1::MonthFigures* month = points.figures.add_months();
  month->set_month("2026-03");
  month->set_expired(-1234);
  points.figures.set_held_milli_points(500);
  points.figures.add_pools()->set_purpose("model households");
  const Outcome outcome = Do({"report", "points"});
  EXPECT_THAT(outcome.out, HasSubstr("2026-03"));
  EXPECT_THAT(outcome.out, HasSubstr("-1.234"));
  EXPECT_THAT(outcome.out, HasSubstr("0.5 of them held"));
  EXPECT_THAT(outcome.out, HasSubstr("model households"));
}

TEST_F(PointsReportTest, TheLargestCreditsOfThePeriodWithWhoAndWhy) {
  const uint64_t before = AddProposed("last month", kNow - 2 * kDayUs);
  AddDecided(before, 9000, kNow - kDayUs);
  const uint64_t small = AddProposed("small", kNow - 2 * kDayUs);
  AddDecided(small, 20, kNow);
  const uint64_t large = AddProposed("taken back", kNow);
  AddDecided(large, -4000, kNow);
  AddDecided(AddProposed("rejected", kNow), 0, kNow);
  AddDrop(12, 300, kNow);
  AddDrop(13, 500, kNow);
  AddDrop(12, 100, kNow);
  AddDrop(14, 9000, kNow + kDayUs);

  const std::string out = Do({"report", "credits", "--from", "2026-03-01",
                              "--to", "2026-03-01", "--top", "1", "--json"})
                              .out;
  EXPECT_EQ(out, R"({"kind":"adjustment","entry":6,"day":"2026-03-01",)"
                 R"("household":12,"milli_points":-4000,"milli_merit":0,)"
                 R"("by":"S, T","why":"taken back"})"
                 "\n"
                 R"({"kind":"earned","household":13,"milli_points":500})"
                 "\n");
}

TEST_F(PointsReportTest, PrizesPenaltiesAndReversalsEachHaveTheirList) {
  v1::Entry& prize = Add(12, kNow);
  prize.mutable_prize_granted()->set_purpose("May");
  Leg(v1::ACCOUNT_OWNER_HOUSEHOLD, 5000, &prize);
  v1::Entry& penalty = Add(13, kNow);
  penalty.mutable_penalty()->set_why("rule 4");
  Leg(v1::ACCOUNT_OWNER_HOUSEHOLD, -700, &penalty);
  Add(0, kNow).mutable_penalty()->set_why("of a collector");
  v1::Entry& reversed = Add(14, kNow);
  reversed.mutable_entry_reversed()->set_why("wrong bin");
  Leg(v1::ACCOUNT_OWNER_HOUSEHOLD, -80, &reversed);
  const std::string out =
      Do({"report", "credits", "--from", "2026-03-01", "--to", "2026-03-31"})
          .out;
  for (const char* text : {"May", "-0.7", "rule 4", "wrong bin", "-0.08"}) {
    EXPECT_THAT(out, HasSubstr(text));
  }
  EXPECT_THAT(out, Not(HasSubstr("of a collector")));
  EXPECT_EQ(
      Do({"report", "credits", "--from", "2026-03-02", "--to", "2026-03-01"})
          .code,
      ExitCode::kUsage);
}

}  // namespace
}  // namespace greenledger::cli
