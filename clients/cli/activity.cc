// greenledger activity check|rules|show|book
#include <fmt/format.h>

#include <memory>

#include "clients/cli/book_info.h"
#include "clients/cli/calendar_reads.h"
#include "clients/cli/choice_option.h"
#include "clients/cli/command_fields.h"
#include "clients/cli/document_file.h"
#include "clients/cli/names.h"
#include "clients/cli/nouns.h"
#include "clients/cli/output.h"
#include "clients/cli/table.h"
#include "clients/cli/text_width.h"

namespace greenledger::cli {
namespace {

ExitCode CheckActivityRules(Session& session, const std::string& path) {
  v1::ActivityRules rules;
  const ExitCode code =
      ReadDocument(session, path, rules::ParseActivityRulesText, &rules);
  if (code != ExitCode::kOk) return code;
  session.around.out << fmt::format(
      fmt::runtime(session.Say("{}：没有错误，{} 类活动\n",
                               "{}: no faults, {} kinds of activities\n")),
      path, rules.rates_size());
  return code;
}

ExitCode PublishActivityRules(Session& session, const std::string& path) {
  v1::PublishActivityRulesRequest request;
  const ExitCode code = ReadDocument(
      session, path, rules::ParseActivityRulesText, request.mutable_rules());
  if (code != ExitCode::kOk) return code;
  return SendCommand(session, &Client::Evidence::PublishActivityRules, request,
                     session.Say("活动规则已发布", "activity rules published"));
}

ExitCode ShowActivityRules(Session& session) {
  v1::GetCalendarResponse response;
  const ExitCode code = GetCalendar(session, &response);
  if (code != ExitCode::kOk) return code;
  const v1::ActivityRules& rules = response.activity_rules();
  if (session.json) {
    session.around.out << ToJson(rules) << "\n";
    return code;
  }
  if (!response.has_activity_rules()) {
    session.around.out << session.Say("尚未发布活动规则\n",
                                      "no activity rules are published\n");
    return code;
  }
  session.around.out << fmt::format(
      fmt::runtime(
          session.Say("{}，每人每天最多 {} 分钟\n",
                      "{}, at most {} minutes of a member count a day\n")),
      Printable(rules.version()), rules.minutes_per_day_max());
  Table table(
      {{session.Say("活动", "activity")},
       {session.Say("每小时荣誉", "merit an hour"), Table::Align::kRight}});
  for (const v1::ActivityRate& rate : rules.rates()) {
    table.AddRow({In(session.language, NameOf(rate.kind())),
                  Thousandths(rate.milli_merit_per_hour())});
  }
  table.Print(session.around.out);
  return code;
}

void AddRules(CLI::App& noun, Session& session) {
  CLI::App* verb =
      AddVerb(noun, session, "rules",
              {"发布活动规则：各类活动每小时多少荣誉",
               "Publish what activities earn; it replaces the rules before"},
              "greenledger activity rules activity-rules-example.textproto "
              "--book 310101001001");
  DocumentPath path = AddFile(*verb, session);
  AddCommandOptions(*verb, session);
  DoInBook(*verb, session,
           [&session, path] { return PublishActivityRules(session, *path); });
}

void AddBookActivity(CLI::App& noun, Session& session) {
  CLI::App* verb = AddVerb(
      noun, session, "book",
      {"登记住户成员的活动；按规则计荣誉",
       "Book what a member of a household did; it earns merit by the rules"},
      "greenledger activity book --household 12 --member 1 --kind "
      "volunteering \\\n  --minutes 90 --title '桶边督导' --by S-07 "
      "--book 310101001001");
  auto request = std::make_shared<v1::BookActivityRequest>();
  v1::ActivityBooked* activity = request->mutable_activity();
  AddChoice<v1::ActivityKind>(
      *verb, session, "--kind", {"哪一类活动", "which kind"},
      ChoicesOf<v1::ActivityKind>("ACTIVITY_KIND_"),
      [activity](v1::ActivityKind kind) { activity->set_kind(kind); })
      ->required();
  Fields(*verb, session, activity)
      .Need("--household", {"住户编号", "the household's number"},
            &v1::ActivityBooked::set_household_number)
      .Need("--member", {"成员编号", "the member's number"},
            &v1::ActivityBooked::set_member_number)
      .Need("--minutes", {"多少分钟", "for how many minutes"},
            &v1::ActivityBooked::set_minutes)
      .Need("--title", {"具体做了什么", "what exactly"},
            activity->mutable_title())
      .May("--day",
           {"哪天 YYYY-MM-DD；不给则今天",
            "on which day, YYYY-MM-DD; today if not given"},
           activity->mutable_day())
      .By(activity->mutable_by());
  AddCommandOptions(*verb, session);
  DoInBook(*verb, session, [&session, request] {
    const grpc::Status status =
        DefaultToToday(session, request->mutable_activity()->mutable_day());
    if (!status.ok()) return ReportError(session, status);
    return SendCommand(session, &Client::Evidence::BookActivity, *request,
                       session.Say("活动已登记", "activity booked"));
  });
}

}  // namespace

void AddActivity(CLI::App& app, Session& session) {
  CLI::App* noun = AddNoun(
      app, session, "activity",
      {"志愿服务、学习、助人", "What people do besides sorting their waste"});
  AddCheckVerb(*noun, session,
               {"检查活动规则文件；不需要服务器",
                "Check a file of rules; needs no server"},
               "greenledger activity check activity-rules-example.textproto",
               [&session](const std::string& path) {
                 return CheckActivityRules(session, path);
               });
  AddRules(*noun, session);
  CLI::App* show =
      AddVerb(*noun, session, "show",
              {"显示最近发布的活动规则", "Show the rules published last"},
              "greenledger activity show --book 310101001001");
  DoInBook(*show, session, [&session] { return ShowActivityRules(session); });
  AddBookActivity(*noun, session);
}

}  // namespace greenledger::cli
