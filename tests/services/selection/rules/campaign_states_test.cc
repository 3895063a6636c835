// The states of a campaign as a table: every step in every state, and what each
// writes.
#include <gtest/gtest.h>

#include <tuple>

#include "services/ledger/rules/local_day.h"
#include "services/ledger/rules/winners.h"
#include "tests/services/selection/rules/selection_book.h"

namespace greenledger::rules {
namespace {

constexpr auto kStateWrong = v1::REFUSAL_REASON_CAMPAIGN_STATE_WRONG;

v1::CampaignRule RuleOf(bool visited) {
  return visited ? VisitedRule() : HonourRule();
}

class StatesTest
    : public ::testing::TestWithParam<std::tuple<bool, v1::CampaignState>> {
 protected:
  bool visited() const { return std::get<0>(GetParam()); }
  v1::CampaignState from() const { return std::get<1>(GetParam()); }
  bool Exists() const {
    return visited() || from() != v1::CAMPAIGN_STATE_ON_SITE;
  }
};

TEST_P(StatesTest, OnlyTheNextStepAndTheLastResortAreTaken) {
  if (!Exists()) return;
  const v1::CampaignState next = NextOf(RuleOf(visited()), from());
  SelectionBook book;
  book.BringTo(RuleOf(visited()), from());
  if (next != v1::CAMPAIGN_STATE_UNSPECIFIED) book.Prepare(next);
  for (int to = 0; to <= v1::CampaignState_MAX; ++to) {
    const auto step = static_cast<v1::CampaignState>(to);
    SCOPED_TRACE(v1::CampaignState_Name(step));
    if (step == next && to != 0) continue;
    if (step == v1::CAMPAIGN_STATE_CANCELLED &&
        from() < v1::CAMPAIGN_STATE_DECIDED) {
      continue;
    }
    const auto before = book.Rows();
    EXPECT_EQ(book.Step(step), kStateWrong);
    EXPECT_EQ(book.Rows(), before);
  }
  if (next == v1::CAMPAIGN_STATE_UNSPECIFIED) return;
  EXPECT_EQ(book.Step(next), kTaken);
  EXPECT_EQ(book.campaign().state, next);
  EXPECT_EQ(book.campaign().step_index, book.last().index());
  // Done is done.
  EXPECT_EQ(book.Step(next), kStateWrong);
  EXPECT_TRUE(book.Verify().ok()) << book.Verify();
}

TEST_P(StatesTest, ItCanBeGivenUpUntilItIsDecided) {
  if (!Exists()) return;
  SelectionBook book;
  book.BringTo(RuleOf(visited()), from());
  const bool can = from() < v1::CAMPAIGN_STATE_DECIDED;
  EXPECT_EQ(book.Step(v1::CAMPAIGN_STATE_CANCELLED),
            can ? kTaken : kStateWrong);
  EXPECT_EQ(book.campaign().state, can ? v1::CAMPAIGN_STATE_CANCELLED : from());
  if (!can) return;
  EXPECT_EQ(book.Net(v1::ACCOUNT_OWNER_BUDGET, 1), kBudgetMilliPoints);
  EXPECT_EQ(book.state().points().budgets.at(1).promised_milli_points, 0u);
  EXPECT_TRUE(book.state().points().pools.empty());
  EXPECT_TRUE(book.Verify().ok()) << book.Verify();
}

TEST_P(StatesTest, ARestartThereChangesNothing) {
  if (!Exists()) return;
  SelectionBook plain;
  SelectionBook restarted({.restarts = true});
  for (SelectionBook* book : {&plain, &restarted}) {
    book->BringTo(RuleOf(visited()), from());
  }
  restarted.Restart();
  EXPECT_EQ(restarted.entries(), plain.entries());
  EXPECT_EQ(restarted.Rows(), plain.Rows());
}

TEST_P(StatesTest, ItsRuleChangesOnlyAsADraft) {
  if (!Exists()) return;
  SelectionBook book;
  book.BringTo(RuleOf(visited()), from());
  v1::CampaignRule changed = RuleOf(visited());
  changed.set_title_en("Greener Family");
  const bool can = from() == v1::CAMPAIGN_STATE_DRAFT;
  EXPECT_EQ(book.Run(Drafted(changed)),
            can ? kTaken : v1::REFUSAL_REASON_NUMBER_TAKEN);
  EXPECT_EQ(book.campaign().rule.title_en(),
            can ? "Greener Family" : "Green Family");
  if (can) {
    EXPECT_EQ(book.campaign().rule_index, book.last().index());
  }
}

std::string NameOfState(
    const ::testing::TestParamInfo<std::tuple<bool, v1::CampaignState>>& row) {
  return v1::CampaignState_Name(std::get<1>(row.param)).substr(15) +
         (std::get<0>(row.param) ? "_visited" : "");
}

INSTANTIATE_TEST_SUITE_P(
    All, StatesTest,
    ::testing::Combine(
        ::testing::Bool(),
        ::testing::Values(
            v1::CAMPAIGN_STATE_DRAFT, v1::CAMPAIGN_STATE_ANNOUNCED,
            v1::CAMPAIGN_STATE_RUNNING, v1::CAMPAIGN_STATE_EVALUATED,
            v1::CAMPAIGN_STATE_ON_SITE, v1::CAMPAIGN_STATE_REVIEWED,
            v1::CAMPAIGN_STATE_NOTICE, v1::CAMPAIGN_STATE_DECIDED,
            v1::CAMPAIGN_STATE_AWARDED, v1::CAMPAIGN_STATE_CANCELLED)),
    NameOfState);

TEST(StepTest, AnEvaluationIsKeptWithItsList) {
  SelectionBook book;
  book.BringTo(HonourRule(), v1::CAMPAIGN_STATE_EVALUATED);
  const v1::Evaluation& written = book.last().campaign_stepped().evaluation();
  EXPECT_EQ(book.campaign().evaluation.SerializeAsString(),
            written.SerializeAsString());
  EXPECT_EQ(written.parts(), 1u);
  ASSERT_EQ(book.campaign().list.size(), 4u);
  EXPECT_EQ(book.campaign().list[2].row.number(), 3u);
  EXPECT_EQ(book.campaign().list[2].row.rank(), 2u);
  ASSERT_EQ(book.campaign().seats.size(), 1u);
  const ContestantKey third{v1::CONTESTANT_KIND_HOUSEHOLD, 0, 3, 0};
  EXPECT_EQ(SelectionState::FindListed(book.campaign(), third),
            &book.campaign().list[2]);
}

TEST(StepTest, AReviewReservesThePrizesOfTheWinners) {
  SelectionBook book;
  book.BringTo(HonourRule(), v1::CAMPAIGN_STATE_REVIEWED);
  const v1::CampaignStepped& step = book.last().campaign_stepped();
  EXPECT_EQ(step.pool_number(), kCampaignPoolBase + kCampaign);
  EXPECT_EQ(step.list_digest(), book.WinnersDigest());
  EXPECT_EQ(book.campaign().pool_number, step.pool_number());
  EXPECT_EQ(book.Net(v1::ACCOUNT_OWNER_PRIZE_POOL, step.pool_number()), 70'000);
  EXPECT_EQ(book.Net(v1::ACCOUNT_OWNER_BUDGET, 1), kBudgetMilliPoints - 70'000);
  EXPECT_EQ(book.state().points().budgets.at(1).promised_milli_points, 70'000u);
  EXPECT_EQ(book.state().points().pools.at(step.pool_number()).budget_number,
            1u);
}

TEST(StepTest, WithoutPrizesThereIsNoPool) {
  SelectionBook book;
  v1::CampaignRule rule = HonourRule();
  rule.clear_prizes();
  rule.clear_budget_number();
  book.BringTo(rule, v1::CAMPAIGN_STATE_REVIEWED);
  EXPECT_EQ(book.last().campaign_stepped().pool_number(), 0u);
  EXPECT_EQ(book.last().postings_size(), 0);
  EXPECT_TRUE(book.state().points().pools.empty());
}

TEST(StepTest, ANoticeEndsAfterItsWorkingDays) {
  SelectionBook book;
  book.BringTo(HonourRule(), v1::CAMPAIGN_STATE_REVIEWED);
  // A Monday; Saturday the 13th is worked on.
  book.GoTo("2026-06-08");
  ASSERT_EQ(book.Step(v1::CAMPAIGN_STATE_NOTICE), kTaken);
  const v1::CampaignStepped& step = book.last().campaign_stepped();
  EXPECT_EQ(FormatDay(step.notice_until()), "2026-06-13");
  EXPECT_EQ(step.list_digest(), book.WinnersDigest());
  EXPECT_EQ(FormatDay(book.campaign().notice_from), "2026-06-08");
  EXPECT_EQ(book.campaign().notice_until, step.notice_until());
  EXPECT_EQ(book.campaign().list_digest, step.list_digest());
}

TEST(StepTest, WhatIsLeftGoesBackWhenAllIsAwarded) {
  SelectionBook book;
  book.BringTo(HonourRule(), v1::CAMPAIGN_STATE_DECIDED);
  // The second closed its account: it keeps the title without the prize.
  v1::Entry closed;
  closed.mutable_household_changed()->set_number(2);
  closed.mutable_household_changed()->set_state(v1::HOUSEHOLD_STATE_CLOSED);
  book.Must(closed);
  book.Prepare(v1::CAMPAIGN_STATE_AWARDED);
  EXPECT_EQ(book.last().title_granted().milli_points(), 0u);
  const uint32_t pool = book.campaign().pool_number;
  ASSERT_EQ(book.Step(v1::CAMPAIGN_STATE_AWARDED), kTaken);
  EXPECT_EQ(book.Net(v1::ACCOUNT_OWNER_PRIZE_POOL, pool), 0);
  EXPECT_EQ(book.Net(v1::ACCOUNT_OWNER_BUDGET, 1), kBudgetMilliPoints - 50'000);
  EXPECT_EQ(book.Net(v1::ACCOUNT_OWNER_HOUSEHOLD, 1), 50'000);
  EXPECT_EQ(book.Net(v1::ACCOUNT_OWNER_HOUSEHOLD, 2), 0);
  EXPECT_EQ(book.state().points().budgets.at(1).promised_milli_points, 50'000u);
  EXPECT_TRUE(book.state().points().pools.empty());
  EXPECT_EQ(book.campaign().pool_number, 0u);
  EXPECT_TRUE(book.Verify().ok()) << book.Verify();
}

TEST(StepTest, WhatACallerFillsInIsNotTaken) {
  SelectionBook book;
  book.BringTo(HonourRule(), v1::CAMPAIGN_STATE_DRAFT);
  v1::Entry step = Stepped(v1::CAMPAIGN_STATE_ANNOUNCED);
  step.mutable_campaign_stepped()->set_pool_number(9);
  step.mutable_campaign_stepped()->set_notice_until(99);
  step.mutable_campaign_stepped()->set_list_digest("x");
  step.mutable_campaign_stepped()->mutable_evaluation()->set_seats(4);
  book.Must(step);
  EXPECT_EQ(book.last().campaign_stepped().SerializeAsString(),
            Stepped(v1::CAMPAIGN_STATE_ANNOUNCED)
                .campaign_stepped()
                .SerializeAsString());
}

TEST(StepTest, OneCommandStepsACampaignOnce) {
  SelectionBook book;
  book.BringTo(HonourRule(), v1::CAMPAIGN_STATE_DRAFT);
  EXPECT_EQ(book.Run({Stepped(v1::CAMPAIGN_STATE_ANNOUNCED),
                      Stepped(v1::CAMPAIGN_STATE_ANNOUNCED)}),
            kStateWrong);
}

}  // namespace
}  // namespace greenledger::rules
