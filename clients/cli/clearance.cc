// greenledger clearance plan check|publish|show
#include <fmt/format.h>

#include "clients/cli/command.h"
#include "clients/cli/document_file.h"
#include "clients/cli/local_time.h"
#include "clients/cli/nouns.h"
#include "clients/cli/output.h"
#include "clients/cli/oversight_reads.h"
#include "clients/cli/table.h"
#include "clients/cli/verb.h"

namespace greenledger::cli {
namespace {

ExitCode CheckClearancePlan(Session& session, const std::string& path) {
  return CheckRulesFile<v1::ClearancePlan>(session, path,
                                           rules::ParseClearancePlanText);
}

ExitCode PublishClearancePlan(Session& session, const std::string& path) {
  v1::PublishClearancePlanRequest request;
  ExitCode code = ReadDocument(session, path, rules::ParseClearancePlanText,
                               request.mutable_plan());
  if (code != ExitCode::kOk) return code;
  return SendCommand(session, &Client::Oversight::PublishClearancePlan, request,
                     session.Say("清运时限已发布", "clearance plan published"));
}

std::string OrAll(const Session& session, uint64_t number) {
  return number == 0 ? session.Say("全部", "all") : std::to_string(number);
}

ExitCode ShowClearancePlan(Session& session) {
  v1::GetOversightResponse response;
  ExitCode code = GetOversight(session, &response);
  if (code != ExitCode::kOk) return code;
  const v1::ClearancePlan& plan = response.clearance_plan();
  if (session.json) {
    session.around.out << ToJson(plan) << "\n";
    return code;
  }
  if (!response.has_clearance_plan()) {
    session.around.out << session.Say("尚未发布清运时限\n",
                                      "no clearance plan is published\n");
    return code;
  }
  session.around.out << fmt::format(
      fmt::runtime(session.Say("{}，自 {} 起\n", "{}, from {} on\n")),
      plan.version(), plan.effective_from());
  Table table({{session.Say("设备", "kiosk"), Table::Align::kRight},
               {session.Say("类别", "class"), Table::Align::kRight},
               {session.Say("时限", "due by")},
               {session.Say("清运单位", "collector"), Table::Align::kRight},
               {session.Say("扣分", "penalty"), Table::Align::kRight}});
  for (const v1::ClearanceRule& rule : plan.rules()) {
    std::string due;
    for (uint32_t minute : rule.by_minutes()) {
      due += (due.empty() ? "" : " ") + MinuteOfDay(minute);
    }
    table.AddRow({OrAll(session, rule.kiosk_number()),
                  OrAll(session, rule.class_code()), due,
                  std::to_string(rule.collector_number()),
                  std::to_string(rule.penalty())});
  }
  table.Print(session.around.out);
  return code;
}

}  // namespace

void AddClearance(CLI::App& app, Session& session) {
  CLI::App* clearance =
      AddNoun(app, session, "clearance", {"清运", "Clearances of bins"});
  CLI::App* noun = AddNoun(*clearance, session, "plan",
                           {"清运时限", "By when bins must be cleared"});
  AddCheckVerb(*noun, session,
               {"检查清运时限文件；不需要服务器",
                "Check a plan's file; needs no server"},
               "greenledger clearance plan check plan.txtpb",
               [&session](const std::string& path) {
                 return CheckClearancePlan(session, path);
               });
  AddPublishVerb(
      *noun, session, {"发布清运时限", "Publish a clearance plan"},
      "greenledger clearance plan publish plan.txtpb --book 310101001001",
      [&session](const std::string& path) {
        return PublishClearancePlan(session, path);
      });
  CLI::App* show =
      AddVerb(*noun, session, "show",
              {"显示最近发布的清运时限", "Show the plan published last"},
              "greenledger clearance plan show --book 310101001001");
  DoInBook(*show, session, [&session] { return ShowClearancePlan(session); });
}

}  // namespace greenledger::cli
