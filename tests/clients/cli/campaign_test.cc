// Campaigns on the command line.
#include <gmock/gmock.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>

#include "clients/cli/output.h"
#include "storage/proof/sha256.h"
#include "tests/clients/cli/selection_testing.h"

namespace greenledger::cli {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

using CampaignTest = SelectionTestOf<>;

constexpr char kRule[] = R"(number: 7 title_code: "green-family"
title_zh: "绿色家庭" title_en: "Green family"
level: TITLE_LEVEL_COMMUNITY layer: CAMPAIGN_LAYER_STANDARD
contestants: CONTESTANT_KIND_HOUSEHOLD
from_day: "2027-01-01" to_day: "2027-12-31"
gates { kind: GATE_KIND_MEASURE measure: STANDING_MEASURE_ACTIVE_MONTHS least: 12 }
reviewers: 2
notice { days: 5 count: NOTICE_COUNT_WORKING_DAYS answer_days: 3 }
term { months: 24 check_months: 12 barred_months: 24 row_flagged: 3 }
by: "C-01")";

TEST_F(CampaignTest, CheckSaysTheRuleInWords) {
  const std::string file = WriteFile("rule", kRule);
  const Outcome outcome = Do({"campaign", "check", file});
  EXPECT_EQ(outcome.code, ExitCode::kOk) << outcome.out;
  EXPECT_THAT(outcome.out, AllOf(HasSubstr("at least 12 active months"),
                                 HasSubstr("no faults, campaign 7")));
  language = "zh";
  EXPECT_THAT(Do({"campaign", "check", file}).out,
              HasSubstr("有投放的月数不少于 12"));
}

TEST_F(CampaignTest, AFaultIsNamedWithItsLineAndColumn) {
  std::string text = kRule;
  text.replace(text.find("least: 12"), 9, "least: 0 ");
  const std::string bad = WriteFile("bad", text);
  const Outcome outcome = Do({"campaign", "check", bad});
  EXPECT_EQ(outcome.code, ExitCode::kRefused);
  EXPECT_THAT(outcome.out,
              AllOf(HasSubstr(bad + ":6:"), HasSubstr("gates[0].least")));
}

TEST_F(CampaignTest, ADraftIsSent) {
  EXPECT_THAT(Sent({"campaign", "draft", WriteFile("rule", kRule)}),
              AllOf(HasSubstr("rule { number: 7"), HasSubstr("least: 12")));
}

TEST_F(CampaignTest, EveryStepNamesItsState) {
  const std::vector<std::pair<std::string, std::string>> steps = {
      {"announce", "ANNOUNCED"}, {"run", "RUNNING"},
      {"evaluate", "EVALUATED"}, {"visits", "ON_SITE"},
      {"review", "REVIEWED"},    {"notice", "NOTICE"},
      {"decide", "DECIDED"},     {"award", "AWARDED"}};
  for (const auto& [verb, state] : steps) {
    EXPECT_EQ(Sent({"campaign", verb, "7", "--by", "C"}),
              "step { campaign_number: 7 to: CAMPAIGN_STATE_" + state +
                  " by: \"C\" }");
  }
}

TEST_F(CampaignTest, CancellingNeedsAReason) {
  EXPECT_EQ(Do({"campaign", "cancel", "7", "--by", "C"}).code,
            ExitCode::kUsage);
  EXPECT_THAT(Sent({"campaign", "cancel", "7", "--why", "x", "--by", "C"}),
              AllOf(HasSubstr("CANCELLED"), HasSubstr("why: \"x\"")));
}

TEST_F(CampaignTest, ASeedIsMadeOnceAndToldWhenItIsEvaluated) {
  const std::string file = WriteFile("seed", "");
  std::filesystem::remove(file);
  const Outcome made = Do({"campaign", "seed", "--out", file});
  const proof::Hash digest = proof::Sha256({std::string(32, '\x01')});
  EXPECT_THAT(made.out, AllOf(HasSubstr(ToHex(proof::AsBytes(digest))),
                              HasSubstr("draw_seed_digest: \"\\x")));
  struct stat status {};
  ASSERT_EQ(stat(file.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777u, 0600u);
  EXPECT_EQ(Do({"campaign", "seed", "--out", file}).code, ExitCode::kUsage);
  EXPECT_THAT(
      Sent({"campaign", "evaluate", "7", "--seed-file", file, "--by", "C"}),
      HasSubstr("evaluation { draw_seed: \"\\001\\001"));
  const std::string shorter = WriteFile("short", "abc");
  EXPECT_EQ(
      Do({"campaign", "evaluate", "7", "--seed-file", shorter, "--by", "C"})
          .code,
      ExitCode::kUsage);
}

TEST_F(CampaignTest, AReviewerSignsTheListThatIsShown) {
  const std::string digest = ToHex(selection.campaign.winners_digest());
  const Outcome outcome =
      Do({"campaign", "sign", "7", "--agree", "--by", "C-02"});
  EXPECT_EQ(outcome.code, ExitCode::kOk) << outcome.err;
  EXPECT_THAT(outcome.out, AllOf(HasSubstr("2 winners"), HasSubstr(digest)));
  EXPECT_THAT(selection.last,
              AllOf(HasSubstr("agrees: true"), HasSubstr("list_digest:")));
  EXPECT_THAT(Sent({"campaign", "sign", "7", "--disagree", "--why", "x",
                    "--digest", digest, "--by", "C-02"}),
              AllOf(Not(HasSubstr("agrees")), HasSubstr("why: \"x\"")));
}

TEST_F(CampaignTest, AReviewerDoesNotSignAnotherListThanItsOwn) {
  const Outcome outcome = Do({"campaign", "sign", "7", "--agree", "--digest",
                              std::string(64, 'a'), "--by", "C-02"});
  EXPECT_EQ(outcome.code, ExitCode::kRefused);
  EXPECT_THAT(outcome.err, HasSubstr("the list changed"));
  EXPECT_EQ(selection.last, "");
  EXPECT_EQ(
      Do({"campaign", "sign", "7", "--agree", "--digest", "xy", "--by", "C"})
          .code,
      ExitCode::kUsage);
  EXPECT_EQ(Do({"campaign", "sign", "7", "--by", "C"}).code, ExitCode::kUsage);
}

TEST_F(CampaignTest, ContestantsDeclareAndAreNominated) {
  EXPECT_EQ(Sent({"campaign", "declare", "7", "--household", "12",
                  "--self-score", "930", "--by", "S"}),
            R"(declaration { campaign_number: 7 contestant )"
            R"({ kind: CONTESTANT_KIND_HOUSEHOLD number: 12 } )"
            R"(self_score_permille: 930 by: "S" })");
  EXPECT_EQ(Sent({"campaign", "nominate", "8", "--from-book", "350212002002",
                  "--from-campaign", "3", "--household", "12", "--by", "C"}),
            R"(nomination { campaign_number: 8 contestant )"
            R"({ kind: CONTESTANT_KIND_HOUSEHOLD number: 12 )"
            R"(book: 350212002002 } from_campaign: 3 by: "C" })");
}

TEST_F(CampaignTest, ShowsRuleAndProgress) {
  selection.campaign.add_agreed_by("C-02");
  selection.campaign.set_objections(2);
  selection.campaign.set_objections_open(1);
  EXPECT_THAT(Do({"campaign", "show", "7"}).out,
              AllOf(HasSubstr("Green family"), HasSubstr("C-02"),
                    HasSubstr("2026-03-01 – 2026-03-08"), HasSubstr("2 (1)"),
                    HasSubstr(ToHex(selection.campaign.winners_digest()))));
  EXPECT_THAT(Do({"campaign", "list"}).out,
              AllOf(HasSubstr("Green family"), HasSubstr("2025-12-31")));
}

TEST_F(CampaignTest, ListsCandidatesOfAllPages) {
  selection.candidates[1].set_struck(true);
  const Outcome outcome = Do({"campaign", "candidates", "7"});
  EXPECT_THAT(outcome.out,
              AllOf(HasSubstr("household 12"), HasSubstr("household 14"),
                    HasSubstr("99.9999"), HasSubstr("struck off")));
  EXPECT_THAT(Do({"campaign", "candidates", "7", "--winners"}).out,
              Not(HasSubstr("household 14")));
}

TEST_F(CampaignTest, ExplainsWhyAHouseholdIsNotEligible) {
  v1::GateResult* gate = selection.explanation.add_gates();
  gate->mutable_gate()->set_kind(v1::GATE_KIND_MEASURE);
  gate->mutable_gate()->set_measure(v1::STANDING_MEASURE_ACTIVE_MONTHS);
  gate->mutable_gate()->set_least(12);
  gate->set_value(11);
  v1::VetoResult* veto = selection.explanation.add_vetoes();
  veto->mutable_veto()->set_kind(v1::VETO_KIND_VIOLATION);
  veto->set_found(1);
  veto->set_bars(true);
  veto->set_entry_index(55);
  selection.explanation.set_size(4711);
  const Outcome outcome = Do({"campaign", "explain", "7", "--household", "12"});
  EXPECT_THAT(outcome.out,
              AllOf(HasSubstr("household 12: not eligible\n"),
                    HasSubstr("  11 of 12 active months\n"),
                    HasSubstr("barred: a violation on record (found 1; entry "
                              "55)\n"),
                    HasSubstr("first 4711 entries")));
  language = "zh";
  EXPECT_THAT(
      Do({"campaign", "explain", "7", "--household", "12"}).out,
      AllOf(HasSubstr("不合格"), HasSubstr("有投放的月数 11，应不少于 12")));
}

TEST_F(CampaignTest, ExplainsWhereAScoreIsFrom) {
  selection.explanation.set_eligible(true);
  selection.explanation.mutable_row()->set_rank(3);
  selection.explanation.mutable_row()->set_score_millionths(876'500);
  v1::MeasureResult* measure = selection.explanation.add_measures();
  measure->mutable_measure()->set_measure(v1::STANDING_MEASURE_PURITY);
  measure->mutable_measure()->set_weight_permille(1000);
  measure->set_value(877);
  measure->set_full_value(1000);
  measure->set_score_millionths(876'500);
  EXPECT_THAT(Do({"campaign", "explain", "7", "--household", "12"}).out,
              AllOf(HasSubstr("eligible, rank 3, score 87.65 of 100"),
                    HasSubstr("purity"), HasSubstr("87.7%")));
}

TEST_F(CampaignTest, TitlesAreCheckedByTheLadder) {
  EXPECT_EQ(Sent({"title", "check", "99", "--kept", "--by", "C"}),
            R"(check { title_index: 99 check: TITLE_CHECK_KEPT by: "C" })");
  EXPECT_EQ(Sent({"title", "check", "99", "--rectify", "--deadline",
                  "2027-06-30", "--why", "x", "--by", "C"}),
            R"(check { title_index: 99 check: TITLE_CHECK_RECTIFY )"
            R"(deadline: "2027-06-30" why: "x" by: "C" })");
  EXPECT_EQ(Do({"title", "check", "99", "--rectify", "--by", "C"}).code,
            ExitCode::kUsage);
  EXPECT_EQ(Do({"title", "check", "99", "--by", "C"}).code, ExitCode::kUsage);
  EXPECT_EQ(
      Do({"title", "check", "99", "--kept", "--revoked", "--by", "C"}).code,
      ExitCode::kUsage);
}

TEST_F(CampaignTest, TitlesAreListedWithTheirChecks) {
  v1::TitleStanding& title = selection.titles.emplace_back();
  title.set_index(99);
  title.mutable_granted()->mutable_contestant()->set_kind(
      v1::CONTESTANT_KIND_HOUSEHOLD);
  title.mutable_granted()->mutable_contestant()->set_number(12);
  title.mutable_granted()->set_title_code("green-family");
  title.set_check(v1::TITLE_CHECK_WARNED);
  title.set_stands(true);
  title.set_row_flagged(true);
  EXPECT_THAT(Do({"title", "list", "--household", "12"}).out,
              AllOf(HasSubstr("green-family"), HasSubstr("household 12"),
                    HasSubstr("recommend")));
  EXPECT_THAT(selection.last, HasSubstr("household_number: 12"));
}

}  // namespace
}  // namespace greenledger::cli
