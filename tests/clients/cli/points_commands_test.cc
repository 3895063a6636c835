// Commands about points and goods as they reach the server.
#include "gmock/gmock.h"
#include "tests/clients/cli/points_testing.h"

namespace greenledger::cli {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

using PointsCommandsTest = PointsTest;

constexpr int64_t kCommandTime = 1'772'324'130'000'000;

TEST_F(PointsCommandsTest, AHoldIsPlacedCommittedInPartAndVoided) {
  EXPECT_THAT(
      Sent({"hold", "place", "--household", "12", "--points", "2.5",
            "--expires", "2h", "--purpose", "stall", "--by", "S-07"}),
      AllOf(HasSubstr("household_number: 12 milli_points: 2500"),
            HasSubstr("expires_us: " +
                      std::to_string(kCommandTime + int64_t{7'200'000'000}))));
  EXPECT_EQ(Sent({"hold", "commit", "4711", "--points", "1.001", "--by", "S"}),
            R"(commit { hold_index: 4711 milli_points: 1001 by: "S" })");
  EXPECT_EQ(Sent({"hold", "void", "4711", "--by", "S"}),
            R"(cancel { hold_index: 4711 cause: VOID_CAUSE_CANCELLED )"
            R"(by: "S" })");
  EXPECT_THAT(Do({"hold", "list"}).out, HasSubstr("2026-03-01 10:15:30"));
}

TEST_F(PointsCommandsTest, PointsHaveAtMostThreeDecimals) {
  const Outcome outcome =
      Do({"hold", "commit", "4711", "--points", "1.0001", "--by", "S"});
  EXPECT_EQ(outcome.code, ExitCode::kUsage);
  EXPECT_THAT(outcome.err, HasSubstr("at most three decimals"));
  EXPECT_EQ(points.last, "");
}

TEST_F(PointsCommandsTest, AnEndThatIsNoneIsNotSent) {
  const Outcome outcome =
      Do({"hold", "place", "--household", "12", "--points", "1", "--expires",
          "soon", "--purpose", "x", "--by", "S"});
  EXPECT_EQ(outcome.code, ExitCode::kUsage);
  EXPECT_THAT(outcome.err, HasSubstr("found soon"));
}

TEST_F(PointsCommandsTest, AdjustmentsMayTakeAndNeedAReasonToBeRejected) {
  EXPECT_EQ(Sent({"adjustment", "propose", "12", "--points", "-5", "--merit",
                  "-0.5", "--why", "twice", "--by", "S"}),
            R"(proposal { household_number: 12 milli_points: -5000 )"
            R"(milli_merit: -500 why: "twice" by: "S" })");
  EXPECT_EQ(Sent({"adjustment", "approve", "4711", "--by", "T"}),
            R"(decision { proposal_index: 4711 approved: true by: "T" })");
  EXPECT_EQ(Do({"adjustment", "reject", "4711", "--by", "T"}).code,
            ExitCode::kUsage);
  EXPECT_THAT(
      Sent({"adjustment", "reject", "4711", "--by", "T", "--why", "no"}),
      Not(HasSubstr("approved")));
}

TEST_F(PointsCommandsTest, PenaltiesOfHouseholdsAndCollectors) {
  EXPECT_EQ(Sent({"penalty", "household", "12", "--points", "5", "--merit", "1",
                  "--why", "rule 4", "--by", "S"}),
            R"(penalty { household_number: 12 milli_points: 5000 )"
            R"(milli_merit: 1000 why: "rule 4" by: "S" })");
  EXPECT_EQ(Sent({"penalty", "collector", "5", "--penalty-points", "3", "--why",
                  "rule 13", "--by", "S"}),
            R"(penalty { collector_number: 5 penalty_points: 3 )"
            R"(why: "rule 13" by: "S" })");
}

TEST_F(PointsCommandsTest, BudgetsAndPrizes) {
  EXPECT_EQ(Sent({"budget", "publish", "2", "--title", "2027", "--from",
                  "2027-01-01", "--to", "2027-12-31", "--points", "500000",
                  "--rule", "report", "--by", "C"}),
            R"(budget { number: 2 title: "2027" from_day: "2027-01-01" )"
            R"(to_day: "2027-12-31" milli_points: 500000000 )"
            R"(rule: BUDGET_RULE_REPORT by: "C" })");
  EXPECT_THAT(Sent({"budget", "change", "2", "--points", "-5000", "--why", "x",
                    "--by", "C"}),
              HasSubstr("milli_points: -5000000"));
  EXPECT_EQ(Sent({"prize", "reserve", "1", "--budget", "2", "--points", "30",
                  "--for", "model", "--by", "C"}),
            R"(prizes { pool_number: 1 budget_number: 2 milli_points: 30000 )"
            R"(purpose: "model" by: "C" })");
  EXPECT_EQ(Sent({"prize", "grant", "1", "--household", "12", "--points", "5",
                  "--for", "May", "--by", "C"}),
            R"(prize { pool_number: 1 household_number: 12 )"
            R"(milli_points: 5000 purpose: "May" by: "C" })");
  EXPECT_EQ(Sent({"prize", "release", "1", "--by", "C"}),
            R"(release { pool_number: 1 by: "C" })");
}

TEST_F(PointsCommandsTest, BudgetsAndPoolsAreListedWithWhatIsLeft) {
  v1::BudgetFigures* budget = points.figures.add_budgets();
  budget->mutable_budget()->set_number(2);
  budget->mutable_budget()->set_rule(v1::BUDGET_RULE_REPORT);
  budget->set_promised_milli_points(30'000);
  budget->set_left_milli_points(-1500);
  v1::PoolFigures* pool = points.figures.add_pools();
  pool->set_pool_number(1);
  pool->set_left_milli_points(25'000);
  EXPECT_THAT(Do({"budget", "list"}).out,
              AllOf(HasSubstr("30"), HasSubstr("-1.5"), HasSubstr("report")));
  EXPECT_THAT(Do({"prize", "list"}).out, HasSubstr("25"));
}

TEST_F(PointsCommandsTest, AHouseholdMovesToAnotherBook) {
  EXPECT_EQ(Sent({"household", "move", "12", "--to-book", "350212002002",
                  "--to-household", "345", "--by", "S"}),
            R"(move { household_number: 12 to_book: 350212002002 )"
            R"(to_household: 345 by: "S" })");
}

TEST_F(PointsCommandsTest, StocksAreReceivedCountedWrittenOffAndMoved) {
  EXPECT_EQ(
      SentToRewards({"stock", "receive", "3", "--pieces", "200", "--by", "S"}),
      R"(change { reward_number: 3 cause: STOCK_CAUSE_RECEIVED )"
      R"(pieces: 200 by: "S" })");
  EXPECT_THAT(SentToRewards({"stock", "count", "3", "--place", "21", "--pieces",
                             "0", "--by", "S"}),
              HasSubstr("place_number: 21 cause: STOCK_CAUSE_COUNTED by"));
  EXPECT_EQ(Do({"stock", "write-off", "3", "--pieces", "2", "--by", "S"}).code,
            ExitCode::kUsage);
  EXPECT_THAT(SentToRewards({"stock", "move", "3", "--pieces", "5",
                             "--to-place", "21", "--by", "S"}),
              HasSubstr("pieces: 5 to_place_number: 21"));
}

TEST_F(PointsCommandsTest, AnArticleIsHandedOutAndComesBack) {
  EXPECT_EQ(SentToRewards(
                {"article", "hand-out", "12", "--article", "7", "--by", "S"}),
            R"(move { household_number: 12 reward_number: 7 )"
            R"(move: ARTICLE_MOVE_HANDED_OUT pieces: 1 by: "S" })");
  const std::vector<std::pair<std::string, std::string>> others = {
      {"return", "RETURNED"}, {"exchange", "EXCHANGED"}, {"lost", "LOST"}};
  for (const auto& [verb, move] : others) {
    EXPECT_THAT(
        SentToRewards({"article", verb, "12", "--article", "7", "--pieces", "2",
                       "--by", "S"}),
        AllOf(HasSubstr("ARTICLE_MOVE_" + move), HasSubstr("pieces: 2")));
  }
}

TEST_F(PointsCommandsTest, ADayCloseOfOneClerkAtOneCounter) {
  rewards.close.set_day("2026-02-28");
  rewards.close.set_spent_milli_points(6000);
  v1::DayCloseLine* line = rewards.close.add_lines();
  line->set_reward_number(3);
  line->set_counted(-2);
  const Outcome outcome = Do(
      {"report", "day", "--day", "2026-02-28", "--place", "0", "--by", "S-07"});
  EXPECT_THAT(rewards.last, HasSubstr(R"(place_number: 0 by: "S-07")"));
  EXPECT_THAT(outcome.out, AllOf(HasSubstr("soap"), HasSubstr("-2"),
                                 HasSubstr("6 points spent")));
}

TEST_F(PointsCommandsTest, ShowsWhatAHouseholdHasAndCouldHave) {
  points.points.set_milli_points(10'000);
  points.points.set_held_milli_points(4'000);
  points.points.set_state(v1::HOUSEHOLD_STATE_ACTIVE);
  v1::PointsLot* lot = points.points.add_lots();
  lot->set_last_day(20'523);
  lot->set_milli_points(6000);
  EXPECT_THAT(Do({"points", "show", "12"}).out,
              AllOf(HasSubstr("6 points end on 2026-03-11, 10 days from now"),
                    HasSubstr("soap"), Not(HasSubstr("lamp"))));
  points.points.set_held_milli_points(7'001);
  EXPECT_THAT(Do({"points", "show", "12"}).out, Not(HasSubstr("soap")));
  points.points.set_held_milli_points(0);
  points.points.set_state(v1::HOUSEHOLD_STATE_FROZEN);
  EXPECT_THAT(Do({"points", "show", "12"}).out,
              AllOf(HasSubstr("frozen"), Not(HasSubstr("soap"))));
}

}  // namespace
}  // namespace greenledger::cli
