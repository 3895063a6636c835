// Each reason for which a step is refused, and that it is one no longer once
// its cause is gone.
#include <gtest/gtest.h>

#include "services/ledger/rules/local_day.h"
#include "tests/services/selection/rules/selection_book.h"

namespace greenledger::rules {
namespace {

TEST(StepRefusalTest, ThereIsNoSuchCampaign) {
  SelectionBook book;
  EXPECT_EQ(book.Run(Stepped(v1::CAMPAIGN_STATE_ANNOUNCED)),
            v1::REFUSAL_REASON_CAMPAIGN_UNKNOWN);
  EXPECT_EQ(book.refusals()[0].field(), "entry.campaign_number");
}

TEST(StepRefusalTest, PrizesNeedABudget) {
  SelectionBook book;
  v1::CampaignRule rule = HonourRule();
  rule.set_budget_number(2);
  EXPECT_EQ(book.Run(Drafted(rule)), v1::REFUSAL_REASON_BUDGET_UNKNOWN);
  rule.set_budget_number(1);
  EXPECT_EQ(book.Run(Drafted(rule)), kTaken);
}

TEST(StepRefusalTest, AWindowThatIsOverIsNotAnnounced) {
  SelectionBook book;
  book.BringTo(HonourRule(), v1::CAMPAIGN_STATE_DRAFT);
  book.GoTo("2026-06-01");
  EXPECT_EQ(book.Step(v1::CAMPAIGN_STATE_ANNOUNCED),
            v1::REFUSAL_REASON_IN_PAST);
  EXPECT_EQ(book.refusals()[0].field(), "entry.rule");
  book.GoTo("2026-05-31");
  EXPECT_EQ(book.Step(v1::CAMPAIGN_STATE_ANNOUNCED), kTaken);
}

TEST(StepRefusalTest, ItRunsFromItsFirstDayAndEndsAfterItsLast) {
  SelectionBook book;
  book.BringTo(HonourRule(), v1::CAMPAIGN_STATE_ANNOUNCED);
  book.GoTo("2026-02-28");
  EXPECT_EQ(book.Step(v1::CAMPAIGN_STATE_RUNNING),
            v1::REFUSAL_REASON_WINDOW_OPEN);
  book.GoTo("2026-03-01");
  EXPECT_EQ(book.Step(v1::CAMPAIGN_STATE_RUNNING), kTaken);
  book.GoTo("2026-05-31");
  EXPECT_EQ(book.Step(v1::CAMPAIGN_STATE_EVALUATED),
            v1::REFUSAL_REASON_WINDOW_OPEN);
  book.GoTo("2026-06-01");
  EXPECT_EQ(book.Step(v1::CAMPAIGN_STATE_EVALUATED), kTaken);
}

TEST(StepRefusalTest, EveryoneToBeVisitedMustHaveBeen) {
  SelectionBook book;
  book.BringTo(VisitedRule(), v1::CAMPAIGN_STATE_ON_SITE);
  const std::string today = FormatDay(book.Today());
  book.Must(Visited(1, 700, today));
  book.Must(Visited(2, 900, today));
  book.Must(Signed(book.WinnersDigest(), kFirstReviewer));
  book.Must(Signed(book.WinnersDigest(), kSecondReviewer));
  EXPECT_EQ(book.Step(v1::CAMPAIGN_STATE_REVIEWED),
            v1::REFUSAL_REASON_VISITS_MISSING);
  EXPECT_EQ(book.refusals()[0].value(), "1");
}

TEST(StepRefusalTest, EveryVisitNeedsItsEvidence) {
  SelectionBook book;
  book.BringTo(VisitedRule(), v1::CAMPAIGN_STATE_ON_SITE);
  const std::string today = FormatDay(book.Today());
  book.Must(Visited(1, 700, today));
  book.Must(Visited(2, 900, today));
  v1::Entry visit = Visited(3, 800, today);
  visit.mutable_inspection()->clear_evidence();
  visit.mutable_inspection()->add_evidence(v1::EVIDENCE_KIND_FILES);
  book.Must(visit);
  book.Must(Signed(book.WinnersDigest(), kFirstReviewer));
  book.Must(Signed(book.WinnersDigest(), kSecondReviewer));
  EXPECT_EQ(book.Step(v1::CAMPAIGN_STATE_REVIEWED),
            v1::REFUSAL_REASON_EVIDENCE_MISSING);
  EXPECT_EQ(book.refusals()[0].value(), "3");
  // The kinds of all visits of one contestant count together.
  visit.mutable_inspection()->set_evidence(0, v1::EVIDENCE_KIND_INSPECTION);
  book.Must(visit);
  book.Must(Signed(book.WinnersDigest(), kFirstReviewer));
  book.Must(Signed(book.WinnersDigest(), kSecondReviewer));
  EXPECT_EQ(book.Step(v1::CAMPAIGN_STATE_REVIEWED), kTaken);
}

TEST(StepRefusalTest, TwoPersonsMustAgreeWithTheListAsItStands) {
  SelectionBook book;
  book.BringTo(VisitedRule(), v1::CAMPAIGN_STATE_ON_SITE);
  const auto missing = v1::REFUSAL_REASON_REVIEWERS_MISSING;
  const std::string today = FormatDay(book.Today());
  for (uint64_t household = 1; household <= 3; ++household) {
    book.Must(Visited(household, 800, today));
  }
  const std::string first = book.WinnersDigest();
  book.Must(Signed(first, kFirstReviewer));
  // One person is one person, however often and however it is spelled.
  book.Must(Signed(first, kFirstReviewer));
  book.Must(Signed(first, "Reviewer 1"));
  EXPECT_EQ(book.Step(v1::CAMPAIGN_STATE_REVIEWED), missing);
  book.Must(Signed(first, kSecondReviewer, false));
  EXPECT_EQ(book.Step(v1::CAMPAIGN_STATE_REVIEWED), missing);
  // Another visit, another list: who agreed with the old one did not with this.
  book.Must(Visited(3, 1000, today));
  EXPECT_EQ(book.Run(Signed(first, kSecondReviewer)),
            v1::REFUSAL_REASON_LIST_CHANGED);
  book.Must(Signed(book.WinnersDigest(), kSecondReviewer));
  EXPECT_EQ(book.Step(v1::CAMPAIGN_STATE_REVIEWED), missing);
  EXPECT_EQ(book.refusals()[0].value(), "1");
  book.Must(Signed(book.WinnersDigest(), kFirstReviewer));
  EXPECT_EQ(book.Step(v1::CAMPAIGN_STATE_REVIEWED), kTaken);
}

TEST(StepRefusalTest, ReviewsAreSignedWhileTheListIsReviewed) {
  SelectionBook plain;
  plain.BringTo(HonourRule(), v1::CAMPAIGN_STATE_RUNNING);
  const auto wrong = v1::REFUSAL_REASON_CAMPAIGN_STATE_WRONG;
  EXPECT_EQ(plain.Run(Signed(std::string(32, 'x'), kFirstReviewer)), wrong);
  SelectionBook visited;
  visited.BringTo(VisitedRule(), v1::CAMPAIGN_STATE_EVALUATED);
  EXPECT_EQ(visited.Run(Signed(visited.WinnersDigest(), kFirstReviewer)),
            wrong);
}

TEST(StepRefusalTest, SomebodyMustWin) {
  SelectionBook book;
  book.BringTo(VisitedRule(), v1::CAMPAIGN_STATE_ON_SITE);
  const std::string today = FormatDay(book.Today());
  for (uint64_t household = 1; household <= 3; ++household) {
    book.Must(Visited(household, 599, today));
  }
  book.Must(Signed(book.WinnersDigest(), kFirstReviewer));
  book.Must(Signed(book.WinnersDigest(), kSecondReviewer));
  EXPECT_EQ(book.Step(v1::CAMPAIGN_STATE_REVIEWED),
            v1::REFUSAL_REASON_LIST_EMPTY);
}

TEST(StepRefusalTest, TheBudgetMustCoverThePrizes) {
  SelectionBook book;
  book.BringTo(HonourRule(), v1::CAMPAIGN_STATE_EVALUATED);
  v1::Entry less;
  less.mutable_budget_changed()->set_budget_number(1);
  less.mutable_budget_changed()->set_milli_points(70'000 - 1 -
                                                  kBudgetMilliPoints);
  book.Must(less);
  book.Prepare(v1::CAMPAIGN_STATE_REVIEWED);
  EXPECT_EQ(book.Step(v1::CAMPAIGN_STATE_REVIEWED),
            v1::REFUSAL_REASON_BUDGET_EXCEEDED);
  EXPECT_EQ(book.refusals()[0].value(), "69999");
  less.mutable_budget_changed()->set_milli_points(1);
  book.Must(less);
  EXPECT_EQ(book.Step(v1::CAMPAIGN_STATE_REVIEWED), kTaken);
}

TEST(StepRefusalTest, ANoticeNeedsACalendar) {
  SelectionBook book({.calendar = false});
  book.BringTo(HonourRule(), v1::CAMPAIGN_STATE_REVIEWED);
  EXPECT_EQ(book.Step(v1::CAMPAIGN_STATE_NOTICE),
            v1::REFUSAL_REASON_CALENDAR_MISSING);
}

TEST(StepRefusalTest, CalendarDaysAreCountedWithoutOne) {
  v1::CampaignRule rule = HonourRule();
  rule.mutable_notice()->set_count(v1::NOTICE_COUNT_BOTH_ENDS);
  // Its answers are not.
  SelectionBook none({.calendar = false});
  none.BringTo(rule, v1::CAMPAIGN_STATE_REVIEWED);
  EXPECT_EQ(none.Step(v1::CAMPAIGN_STATE_NOTICE),
            v1::REFUSAL_REASON_CALENDAR_MISSING);
  SelectionBook book;
  book.BringTo(rule, v1::CAMPAIGN_STATE_REVIEWED);
  ASSERT_EQ(book.Step(v1::CAMPAIGN_STATE_NOTICE), kTaken);
  EXPECT_EQ(book.campaign().notice_until, book.Today() + 4);
}

TEST(StepRefusalTest, ANoticeRunsToItsLastDay) {
  SelectionBook book;
  book.BringTo(HonourRule(), v1::CAMPAIGN_STATE_NOTICE);
  book.GoTo(book.campaign().notice_until);
  EXPECT_EQ(book.Step(v1::CAMPAIGN_STATE_DECIDED),
            v1::REFUSAL_REASON_NOTICE_RUNS);
  book.GoTo(book.campaign().notice_until + 1);
  EXPECT_EQ(book.Step(v1::CAMPAIGN_STATE_DECIDED), kTaken);
}

TEST(StepRefusalTest, ObjectionsAreAnsweredFirst) {
  SelectionBook book;
  book.BringTo(HonourRule(), v1::CAMPAIGN_STATE_NOTICE);
  book.Must(Filed(Household(1)));
  const uint64_t objection = book.last().index();
  book.GoTo(book.campaign().notice_until + 1);
  EXPECT_EQ(book.Step(v1::CAMPAIGN_STATE_DECIDED),
            v1::REFUSAL_REASON_OBJECTIONS_OPEN);
  // Late, and still an answer.
  book.Must(Answered(objection, v1::OBJECTION_EFFECT_NONE));
  EXPECT_EQ(book.Step(v1::CAMPAIGN_STATE_DECIDED), kTaken);
}

TEST(StepRefusalTest, EveryWinnerHasItsTitleFirst) {
  SelectionBook book;
  book.BringTo(HonourRule(), v1::CAMPAIGN_STATE_DECIDED);
  book.Must(Granted(Household(2)));
  EXPECT_EQ(book.Step(v1::CAMPAIGN_STATE_AWARDED),
            v1::REFUSAL_REASON_TITLES_MISSING);
  EXPECT_EQ(book.refusals()[0].value(), "1");
  // The last title may come with the step.
  EXPECT_EQ(
      book.Run({Granted(Household(1)), Stepped(v1::CAMPAIGN_STATE_AWARDED)}),
      kTaken);
  EXPECT_TRUE(book.Verify().ok()) << book.Verify();
}

}  // namespace
}  // namespace greenledger::rules
