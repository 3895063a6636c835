// Every fault of the requests of SelectionService.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/ledger/rules/winners.h"
#include "tests/services/ledger/rules/request_testing.h"
#include "tests/services/selection/rules/selection_entries.h"

namespace greenledger::rules {
namespace {

using testing::Command;
using ::testing::ElementsAreArray;
using testing::FieldsOf;
using testing::FromText;
using ::testing::IsEmpty;
using testing::RequestCase;
using testing::TextRow;

class SelectionRequestTest : public ::testing::TestWithParam<RequestCase> {};

TEST_P(SelectionRequestTest, NamesEveryField) {
  EXPECT_THAT(GetParam().fields(), ElementsAreArray(GetParam().expected));
}

INSTANTIATE_TEST_SUITE_P(
    Empty, SelectionRequestTest,
    ::testing::Values(
        TextRow<v1::DraftCampaignRequest>("draft", "", {"header", "rule"}),
        TextRow<v1::FileDeclarationRequest>("declare", "",
                                            {"header", "declaration"}),
        TextRow<v1::NominateRequest>("nominate", "", {"header", "nomination"}),
        TextRow<v1::StepCampaignRequest>("step", "", {"header", "step"}),
        TextRow<v1::SignReviewRequest>("sign", "", {"header", "review"}),
        TextRow<v1::FileObjectionRequest>(
            "object", "", {"header", "objection", "sealed_contact"}),
        TextRow<v1::AnswerObjectionRequest>("answer", "", {"header", "answer"}),
        TextRow<v1::CheckTitleRequest>("check", "", {"header", "check"})));

INSTANTIATE_TEST_SUITE_P(
    Reads, SelectionRequestTest,
    ::testing::Values(
        TextRow<v1::ListCampaignsRequest>("campaigns", "page_size: -1",
                                          {"book", "page_size"}),
        TextRow<v1::GetCampaignRequest>("campaign", "",
                                        {"book", "campaign_number"}),
        TextRow<v1::ListCandidatesRequest>(
            "candidates", "campaign_number: 10000 page_size: -1",
            {"book", "campaign_number", "page_size"}),
        TextRow<v1::ExplainContestantRequest>(
            "explain", "", {"book", "campaign_number", "contestant"}),
        TextRow<v1::ListObjectionsRequest>("objections", "page_size: -1",
                                           {"book", "page_size"}),
        TextRow<v1::GetObjectionContactRequest>("contact", "", {"book"}),
        TextRow<v1::EraseObjectionContactRequest>("erase", "", {"book"}),
        TextRow<v1::ListTitlesRequest>(
            "titles", "household_number: 4000000001 campaign_number: 10000",
            {"book", "campaign_number", "household_number"})));

INSTANTIATE_TEST_SUITE_P(
    Commands, SelectionRequestTest,
    ::testing::Values(
        Command<v1::DraftCampaignRequest>(
            "a rule lies below the request", "rule { number: 1 }",
            {"rule.title_code", "rule.title_zh", "rule.title_en", "rule.level",
             "rule.layer", "rule.contestants", "rule.from_day", "rule.to_day",
             "rule.reviewers", "rule.notice", "rule.term", "rule.by"}),
        Command<v1::FileDeclarationRequest>(
            "a declaration of nobody",
            "declaration { self_score_permille: 1001 }",
            {"declaration.campaign_number", "declaration.contestant",
             "declaration.self_score_permille", "declaration.by"}),
        Command<v1::FileDeclarationRequest>(
            "a household has no member",
            "declaration { campaign_number: 1 by: 'x' contestant { "
            "kind: CONTESTANT_KIND_HOUSEHOLD number: 1 member: 1 book: 1 } }",
            {"declaration.contestant.member", "declaration.contestant.book"}),
        Command<v1::FileDeclarationRequest>(
            "a person has one",
            "declaration { campaign_number: 1 by: 'x' contestant { "
            "kind: CONTESTANT_KIND_PERSON number: 1 member: 51 } }",
            {"declaration.contestant.member"}),
        Command<v1::FileDeclarationRequest>(
            "a community has no number",
            "declaration { campaign_number: 1 by: 'x' contestant { "
            "kind: CONTESTANT_KIND_COMMUNITY number: 1 } }",
            {"declaration.contestant.number"}),
        Command<v1::NominateRequest>(
            "a nomination names another book and leaves the rest",
            "nomination { campaign_number: 1 from_campaign: 1 by: 'x' rank: 1 "
            "contestant { kind: CONTESTANT_KIND_GRID number: 1 } }",
            {"nomination.contestant.book", "nomination.title_index"}),
        Command<v1::StepCampaignRequest>("nothing to step to",
                                         "step { campaign_number: 1 by: 'x' }",
                                         {"step.to"}),
        Command<v1::StepCampaignRequest>(
            "not back to a draft",
            "step { campaign_number: 1 by: 'x' to: CAMPAIGN_STATE_DRAFT }",
            {"step.to"}),
        Command<v1::StepCampaignRequest>(
            "giving up needs a reason",
            "step { campaign_number: 1 by: 'x' to: CAMPAIGN_STATE_CANCELLED }",
            {"step.why"}),
        Command<v1::StepCampaignRequest>(
            "the ledger fills in",
            "step { campaign_number: 1 by: 'x' to: CAMPAIGN_STATE_NOTICE "
            "pool_number: 1 notice_until: 1 list_digest: 'x' "
            "evaluation { draw_seed: 'short' } }",
            {"step.evaluation", "step.evaluation.draw_seed", "step.pool_number",
             "step.notice_until", "step.list_digest"}),
        Command<v1::StepCampaignRequest>(
            "of an evaluation the seed alone",
            "step { campaign_number: 1 by: 'x' to: CAMPAIGN_STATE_EVALUATED "
            "evaluation { size: 5 } }",
            {"step.evaluation"}),
        Command<v1::SignReviewRequest>(
            "who disagrees says why", "review { campaign_number: 1 }",
            {"review.list_digest", "review.why", "review.by"}),
        Command<v1::AnswerObjectionRequest>(
            "only what is upheld strikes",
            "answer { effect: OBJECTION_EFFECT_STRIKE list_digest: 'x' "
            "notice_until: 5 }",
            {"answer.upheld", "answer.answer", "answer.list_digest",
             "answer.notice_until", "answer.by"}),
        Command<v1::CheckTitleRequest>("to put right needs a deadline",
                                       "check { check: TITLE_CHECK_RECTIFY }",
                                       {"check.deadline", "check.why",
                                        "check.by"}),
        Command<v1::CheckTitleRequest>(
            "nothing else has one",
            "check { check: TITLE_CHECK_KEPT deadline: '2026-01-01' by: 'x' }",
            {"check.deadline"})));

v1::FileObjectionRequest GoodObjection() {
  auto request = FromText<v1::FileObjectionRequest>(
      std::string(testing::kHeader) +
      "objection { campaign_number: 7 text: 'not so' by: 'office 1' } "
      "sealed_contact: 'sealed'");
  request.mutable_objection()->set_contact_digest(DigestOf("sealed"));
  return request;
}

TEST(SelectionRequestsTest, AnObjectionBringsTheContactThatItsDigestIsOf) {
  EXPECT_THAT(FieldsOf(Check(GoodObjection())), IsEmpty());
  v1::FileObjectionRequest request = GoodObjection();
  request.set_sealed_contact("another");
  EXPECT_THAT(FieldsOf(Check(request)), ElementsAreArray({"sealed_contact"}));
  request.set_sealed_contact(std::string(2001, 'x'));
  EXPECT_THAT(FieldsOf(Check(request)), ElementsAreArray({"sealed_contact"}));
  request = GoodObjection();
  request.mutable_objection()->set_answer_until(5);
  request.mutable_objection()->clear_text();
  EXPECT_THAT(FieldsOf(Check(request)),
              ElementsAreArray({"objection.text", "objection.answer_until"}));
}

TEST(SelectionRequestsTest, GoodCommandsHaveNoFaults) {
  v1::StepCampaignRequest step =
      FromText<v1::StepCampaignRequest>(testing::kHeader);
  *step.mutable_step() =
      Stepped(v1::CAMPAIGN_STATE_EVALUATED).campaign_stepped();
  EXPECT_THAT(FieldsOf(Check(step)), IsEmpty());
  step.mutable_step()->mutable_evaluation()->set_draw_seed(
      std::string(32, '\0'));
  EXPECT_THAT(FieldsOf(Check(step)), IsEmpty());
  v1::DraftCampaignRequest draft =
      FromText<v1::DraftCampaignRequest>(testing::kHeader);
  *draft.mutable_rule() = VisitedRule();
  EXPECT_THAT(FieldsOf(Check(draft)), IsEmpty());
}

}  // namespace
}  // namespace greenledger::rules
