// greenledger campaign check|draft, and the other verbs of campaigns
#include <fmt/format.h>

#include <memory>
#include <string>

#include "clients/cli/campaign_verbs.h"
#include "clients/cli/command.h"
#include "clients/cli/document_file.h"
#include "clients/cli/nouns.h"
#include "clients/cli/verb.h"
#include "clients/documents/rule_text.h"
#include "services/ledger/rules/tariff_text.h"

namespace greenledger::cli {
namespace {

ExitCode Check(Session& session, const std::string& path,
               const std::string& scheme_path) {
  v1::CampaignRule rule;
  ExitCode code =
      ReadDocument(session, path, rules::ParseCampaignRuleText, &rule);
  if (code != ExitCode::kOk) return code;
  v1::Scheme scheme;
  if (!scheme_path.empty()) {
    code = ReadDocument(session, scheme_path, rules::ParseSchemeText, &scheme);
    if (code != ExitCode::kOk) return code;
  }
  if (!session.json) {
    session.around.out << documents::RuleLines(rule, scheme, session.language)
                       << "\n";
  }
  session.around.out << fmt::format(
      fmt::runtime(session.Say("{}：没有错误，第 {} 号评选\n",
                               "{}: no faults, campaign {}\n")),
      path, rule.number());
  return ExitCode::kOk;
}

ExitCode Draft(Session& session, const std::string& path) {
  v1::DraftCampaignRequest request;
  const ExitCode code = ReadDocument(
      session, path, rules::ParseCampaignRuleText, request.mutable_rule());
  if (code != ExitCode::kOk) return code;
  return SendCommand(session, &Client::Selection::DraftCampaign, request,
                     session.Say("评选规则已记入，尚可修改",
                                 "rule drafted; it can still be changed"));
}

void AddCheckScheme(CLI::App& noun, Session& session) {
  auto scheme = std::make_shared<std::string>();
  CLI::App* verb = AddCheckVerb(
      noun, session,
      {"检查评选规则文件，列出每处错误的行和列，并用文字写出规则；不需要服务器",
       "Check a campaign's rule, every fault by line and column, and say it in "
       "words; needs no server"},
      "greenledger campaign check green-family.txtpb\n"
      "greenledger campaign check green-family.txtpb --scheme scheme.txtpb "
      "--lang en",
      [&session, scheme](const std::string& path) {
        return Check(session, path, *scheme);
      });
  verb->add_option("--scheme", *scheme,
                   session.Say("分类目录的文件，用于显示类别名称",
                               "file of the scheme, for the names of classes"));
}

void AddDraft(CLI::App& noun, Session& session) {
  CLI::App* verb =
      AddVerb(noun, session, "draft",
              {"把评选规则记入账本；公布前可再次记入修改",
               "Bring a rule into the book; until it is announced, once more "
               "changes it"},
              "greenledger campaign draft green-family.txtpb --book "
              "310101001001");
  DocumentPath path = AddFile(*verb, session);
  AddCommandOptions(*verb, session);
  DoInBook(*verb, session, [&session, path] { return Draft(session, *path); });
}

}  // namespace

void AddCampaign(CLI::App& app, Session& session) {
  CLI::App* noun = AddNoun(app, session, "campaign",
                           {"评选：规则、评审、公示、命名",
                            "Campaigns: rule, review, notice, titles"});
  AddCheckScheme(*noun, session);
  AddDraft(*noun, session);
  AddCampaignSteps(*noun, session);
  AddCampaignSign(*noun, session);
  AddCampaignPeople(*noun, session);
  AddCampaignReads(*noun, session);
  AddCampaignCandidates(*noun, session);
  AddCampaignSeed(*noun, session);
  AddCampaignRecompute(*noun, session);
}

}  // namespace greenledger::cli
