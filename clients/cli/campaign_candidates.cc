// greenledger campaign candidates|explain
#include <memory>
#include <string>
#include <vector>

#include "clients/cli/campaign_explanation.h"
#include "clients/cli/campaign_verbs.h"
#include "clients/cli/contestant_option.h"
#include "clients/cli/money.h"
#include "clients/cli/output.h"
#include "clients/cli/selection_reads.h"
#include "clients/cli/server_error.h"
#include "clients/cli/table.h"
#include "clients/cli/verb.h"
#include "clients/documents/list.h"
#include "clients/documents/words.h"

namespace greenledger::cli {
namespace {

std::string OutcomeText(const Session& session,
                        const v1::Candidate& candidate) {
  if (candidate.struck()) return session.Say("除名", "struck off");
  if (candidate.wins()) return session.Say("入选", "wins");
  if (candidate.to_visit() && !candidate.visited()) {
    return session.Say("待核查", "to be visited");
  }
  return "";
}

ExitCode Candidates(Session& session, uint32_t number, bool winners_only) {
  v1::CampaignStanding campaign;
  grpc::Status status = GetCampaign(session, session.book, number, &campaign);
  std::vector<v1::Candidate> candidates;
  if (status.ok()) {
    status = ReadCandidates(session, number, winners_only, &candidates);
  }
  if (!status.ok()) return ReportError(session, status);
  const auto right = Table::Align::kRight;
  Table table({{session.Say("名次", "rank"), right},
               {session.Say("对象", "who")},
               {session.Say("楼栋", "building"), right},
               {session.Say("评分", "score"), right},
               {session.Say("核查", "visit"), right},
               {session.Say("总分", "final"), right},
               {session.Say("结果", "outcome")},
               {session.Say("入选名次", "winner rank"), right},
               {session.Say("奖励积分", "prize"), right}});
  for (const v1::Candidate& one : candidates) {
    if (session.json) session.around.out << ToJson(one) << "\n";
    table.AddRow(
        {std::to_string(one.row().rank()),
         ContestantText(documents::ContestantOf(campaign.rule(), one.row()),
                        session.language),
         one.building_number() == 0 ? ""
                                    : std::to_string(one.building_number()),
         documents::Score(one.row().score_millionths()),
         one.visited() ? documents::Mark(one.visit_score_permille()) : "",
         documents::Score(one.final_score_millionths()),
         OutcomeText(session, one),
         one.wins() ? std::to_string(one.winner_rank()) : "",
         one.milli_points() == 0 ? "" : Thousandths(one.milli_points())});
  }
  if (!session.json) table.Print(session.around.out);
  return ExitCode::kOk;
}

ExitCode Explain(Session& session,
                 const v1::ExplainContestantRequest& options) {
  v1::ExplainContestantRequest request = options;
  request.set_book(session.book);
  v1::ExplainContestantResponse response;
  grpc::Status status = session.client().Call(
      &Client::Selection::ExplainContestant, request, &response);
  if (!status.ok()) return ReportError(session, status);
  if (session.json) {
    session.around.out << ToJson(response) << "\n";
    return ExitCode::kOk;
  }
  v1::Scheme scheme;
  status = GetScheme(session, &scheme);
  if (!status.ok()) return ReportError(session, status);
  session.around.out << ExplanationText(request.contestant(), response, scheme,
                                        session.language);
  return ExitCode::kOk;
}

void AddCandidates(CLI::App& noun, Session& session) {
  CLI::App* verb =
      AddVerb(noun, session, "candidates",
              {"列出名单，最好的在前", "Show the list, the best first"},
              "greenledger campaign candidates 1 --book 310101001001\n"
              "greenledger campaign candidates 1 --winners --json --book "
              "310101001001");
  struct Given {
    uint32_t number = 0;
    bool winners = false;
  };
  auto given = std::make_shared<Given>();
  verb->add_option("campaign", given->number,
                   session.Say("评选编号", "the campaign's number"))
      ->required();
  verb->add_flag("--winners", given->winners,
                 session.Say("只列入选者", "only those who win"));
  DoInBook(*verb, session, [&session, given] {
    return Candidates(session, given->number, given->winners);
  });
}

void AddExplain(CLI::App& noun, Session& session) {
  CLI::App* verb = AddVerb(
      noun, session, "explain",
      {"说明某一对象为何合格或不合格、得分从何而来",
       "Say why a contestant is eligible or not, and where its score is from"},
      "greenledger campaign explain 1 --household 12 --book 310101001001");
  auto request = std::make_shared<v1::ExplainContestantRequest>();
  verb->add_option_function<uint32_t>(
          "campaign",
          [request](uint32_t number) { request->set_campaign_number(number); },
          session.Say("评选编号", "the campaign's number"))
      ->required();
  AddContestantOptions(*verb, session, request->mutable_contestant());
  DoInBook(*verb, session,
           [&session, request] { return Explain(session, *request); });
}

}  // namespace

void AddCampaignCandidates(CLI::App& noun, Session& session) {
  AddCandidates(noun, session);
  AddExplain(noun, session);
}

}  // namespace greenledger::cli
