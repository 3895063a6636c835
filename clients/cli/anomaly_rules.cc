// greenledger anomaly rules check|publish|show
#include "clients/cli/anomaly_rules.h"

#include "clients/cli/command.h"
#include "clients/cli/document_file.h"
#include "clients/cli/names.h"
#include "clients/cli/output.h"
#include "clients/cli/oversight_reads.h"
#include "clients/cli/table.h"
#include "clients/cli/verb.h"

namespace greenledger::cli {
namespace {

ExitCode CheckAnomalyRules(Session& session, const std::string& path) {
  return CheckRulesFile<v1::AnomalyRules>(session, path,
                                          rules::ParseAnomalyRulesText);
}

ExitCode PublishAnomalyRules(Session& session, const std::string& path) {
  v1::PublishAnomalyRulesRequest request;
  ExitCode code = ReadDocument(session, path, rules::ParseAnomalyRulesText,
                               request.mutable_rules());
  if (code != ExitCode::kOk) return code;
  return SendCommand(session, &Client::Oversight::PublishAnomalyRules, request,
                     session.Say("异常规则已发布", "anomaly rules published"));
}

ExitCode ShowAnomalyRules(Session& session) {
  v1::GetOversightResponse response;
  ExitCode code = GetOversight(session, &response);
  if (code != ExitCode::kOk) return code;
  const v1::AnomalyRules& rules = response.anomaly_rules();
  if (session.json) {
    session.around.out << ToJson(rules) << "\n";
    return code;
  }
  if (!response.has_anomaly_rules()) {
    session.around.out << session.Say("尚未发布异常规则\n",
                                      "no anomaly rules are published\n");
    return code;
  }
  session.around.out << rules.version() << "\n";
  Table table({{session.Say("规则", "rule")},
               {session.Say("种类", "kind")},
               {session.Say("级别", "severity")},
               {session.Say("阈值", "limit"), Table::Align::kRight},
               {session.Say("分钟", "minutes"), Table::Align::kRight}});
  for (const v1::AnomalyRule& rule : rules.rules()) {
    table.AddRow({rule.name(), In(session.language, NameOf(rule.kind())),
                  In(session.language, NameOf(rule.severity())),
                  std::to_string(rule.limit()),
                  rule.window_minutes() == 0
                      ? ""
                      : std::to_string(rule.window_minutes())});
  }
  table.Print(session.around.out);
  return code;
}

}  // namespace

void AddAnomalyRules(CLI::App& anomaly, Session& session) {
  CLI::App* noun = AddNoun(anomaly, session, "rules",
                           {"异常规则", "What counts as an anomaly"});
  AddCheckVerb(*noun, session,
               {"检查异常规则文件；不需要服务器",
                "Check a file of rules; needs no server"},
               "greenledger anomaly rules check rules.txtpb",
               [&session](const std::string& path) {
                 return CheckAnomalyRules(session, path);
               });
  AddPublishVerb(
      *noun, session, {"发布异常规则", "Publish anomaly rules"},
      "greenledger anomaly rules publish rules.txtpb --book 310101001001",
      [&session](const std::string& path) {
        return PublishAnomalyRules(session, path);
      });
  CLI::App* show =
      AddVerb(*noun, session, "show",
              {"显示最近发布的异常规则", "Show the rules published last"},
              "greenledger anomaly rules show --book 310101001001");
  DoInBook(*show, session, [&session] { return ShowAnomalyRules(session); });
}

}  // namespace greenledger::cli
