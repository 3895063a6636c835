// greenledger campaign list|show
#include <fmt/format.h>

#include <memory>
#include <string>

#include "clients/cli/campaign_verbs.h"
#include "clients/cli/money.h"
#include "clients/cli/names.h"
#include "clients/cli/output.h"
#include "clients/cli/paging.h"
#include "clients/cli/selection_reads.h"
#include "clients/cli/server_error.h"
#include "clients/cli/table.h"
#include "clients/cli/verb.h"
#include "clients/documents/rule_text.h"
#include "services/ledger/rules/local_day.h"

namespace greenledger::cli {
namespace {

std::string Joined(
    const google::protobuf::RepeatedPtrField<std::string>& names) {
  std::string joined;
  for (const std::string& name : names) {
    joined += joined.empty() ? name : ", " + name;
  }
  return joined.empty() ? "–" : joined;
}

ExitCode ListCampaigns(Session& session) {
  Table table({{session.Say("编号", "number"), Table::Align::kRight},
               {session.Say("称号", "title")},
               {session.Say("级别", "level")},
               {session.Say("对象", "for")},
               {session.Say("自", "from")},
               {session.Say("至", "to")},
               {session.Say("状态", "state")},
               {session.Say("入选", "winners"), Table::Align::kRight}});
  v1::ListCampaignsRequest request;
  request.set_book(session.book);
  const auto take = [&](const v1::ListCampaignsResponse& page) {
    for (const v1::CampaignStanding& one : page.campaigns()) {
      if (session.json) session.around.out << ToJson(one) << "\n";
      const v1::CampaignRule& rule = one.rule();
      table.AddRow({std::to_string(rule.number()),
                    documents::TitleText(rule, session.language),
                    In(session.language, NameOf(rule.level())),
                    In(session.language, NameOf(rule.contestants())),
                    rule.from_day(), rule.to_day(),
                    In(session.language, NameOf(one.state())),
                    std::to_string(one.winners())});
    }
  };
  const grpc::Status status =
      ForEachPage(session, &Client::Selection::ListCampaigns, request, take);
  if (!status.ok()) return ReportError(session, status);
  if (!session.json) table.Print(session.around.out);
  return ExitCode::kOk;
}

// A campaign's figures, those that there are.
class Figures {
 public:
  Figures(Session& session, const v1::CampaignStanding& campaign)
      : session_(session),
        campaign_(campaign),
        table_(
            {{session.Say("项目", "what")}, {session.Say("内容", "value")}}) {}

  void Print() {
    Row("状态", "state", In(session_.language, NameOf(campaign_.state())));
    Row("规则条目", "entry of the rule",
        std::to_string(campaign_.rule_index()));
    Row("最近一步的条目", "entry of the last step",
        std::to_string(campaign_.step_index()));
    Row("申报", "declarations", std::to_string(campaign_.declarations()));
    Row("推荐", "nominations", std::to_string(campaign_.nominations()));
    if (campaign_.has_evaluation()) AddEvaluation(campaign_.evaluation());
    if (!campaign_.winners_digest().empty()) AddWinners();
    if (campaign_.notice_until() != 0) AddNotice();
    Row("已授予称号", "titles granted", std::to_string(campaign_.titles()));
    table_.Print(session_.around.out);
  }

 private:
  void Row(const char* zh, const char* en, const std::string& value) {
    table_.AddRow({session_.Say(zh, en), value});
  }

  void AddEvaluation(const v1::Evaluation& evaluation) {
    Row("依据条目数", "entries it follows from",
        std::to_string(evaluation.size()));
    Row("根", "root", ToHex(evaluation.root()));
    Row("参评", "contestants", std::to_string(evaluation.contestants()));
    Row("合格", "eligible", std::to_string(evaluation.eligible()));
    Row("名额", "seats", std::to_string(evaluation.seats()));
    Row("名单摘要", "digest of the list", ToHex(evaluation.list_digest()));
  }

  void AddWinners() {
    Row("入选", "winners", std::to_string(campaign_.winners()));
    Row("入选名单摘要", "digest of the winners",
        ToHex(campaign_.winners_digest()));
    Row("奖励积分", "prizes, points",
        Thousandths(campaign_.prizes_milli_points()));
    Row("应核查/已核查", "to visit, visited",
        fmt::format("{} / {}", campaign_.to_visit(), campaign_.visited()));
    Row("同意", "agree", Joined(campaign_.agreed_by()));
    Row("不同意", "do not agree", Joined(campaign_.disagreed_by()));
  }

  void AddNotice() {
    Row("公示期", "notice",
        rules::FormatDay(campaign_.notice_from()) + " – " +
            rules::FormatDay(campaign_.notice_until()));
    Row("异议（未答复）", "objections (open)",
        fmt::format("{} ({})", campaign_.objections(),
                    campaign_.objections_open()));
  }

  Session& session_;
  const v1::CampaignStanding& campaign_;
  Table table_;
};

ExitCode Show(Session& session, uint32_t number) {
  v1::CampaignStanding campaign;
  grpc::Status status = GetCampaign(session, session.book, number, &campaign);
  if (!status.ok()) return ReportError(session, status);
  if (session.json) {
    session.around.out << ToJson(campaign) << "\n";
    return ExitCode::kOk;
  }
  v1::Scheme scheme;
  status = GetScheme(session, &scheme);
  if (!status.ok()) return ReportError(session, status);
  session.around.out << documents::RuleLines(campaign.rule(), scheme,
                                             session.language)
                     << "\n";
  Figures(session, campaign).Print();
  return ExitCode::kOk;
}

}  // namespace

void AddCampaignReads(CLI::App& noun, Session& session) {
  CLI::App* list =
      AddVerb(noun, session, "list", {"列出评选", "List campaigns"},
              "greenledger campaign list --book 310101001001");
  DoInBook(*list, session, [&session] { return ListCampaigns(session); });
  CLI::App* show = AddVerb(
      noun, session, "show",
      {"显示评选的规则和进展", "Show a campaign's rule and how it stands"},
      "greenledger campaign show 1 --book 310101001001");
  auto number = std::make_shared<uint32_t>(0);
  show->add_option("campaign", *number,
                   session.Say("评选编号", "the campaign's number"))
      ->required();
  DoInBook(*show, session,
           [&session, number] { return Show(session, *number); });
}

}  // namespace greenledger::cli
