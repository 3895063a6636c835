// greenledger calendar check|publish|show
#include <fmt/format.h>

#include "clients/cli/calendar_reads.h"
#include "clients/cli/command.h"
#include "clients/cli/document_file.h"
#include "clients/cli/nouns.h"
#include "clients/cli/output.h"
#include "clients/cli/table.h"
#include "clients/cli/text_width.h"
#include "clients/cli/verb.h"

namespace greenledger::cli {
namespace {

ExitCode CheckCalendar(Session& session, const std::string& path) {
  v1::CalendarYear calendar;
  const ExitCode code =
      ReadDocument(session, path, rules::ParseCalendarText, &calendar);
  if (code != ExitCode::kOk) return code;
  session.around.out << fmt::format(
      fmt::runtime(session.Say("{}：没有错误，{} 年，放假 {} 天，周末上班 {} "
                               "天，宣传日 {} 天\n",
                               "{}: no faults, {}: {} days off, {} weekend "
                               "days at work, {} campaign days\n")),
      path, calendar.year(), calendar.off_days_size(),
      calendar.working_days_size(), calendar.campaign_days_size());
  return code;
}

ExitCode PublishCalendar(Session& session, const std::string& path) {
  v1::PublishCalendarRequest request;
  const ExitCode code = ReadDocument(session, path, rules::ParseCalendarText,
                                     request.mutable_calendar());
  if (code != ExitCode::kOk) return code;
  return SendCommand(session, &Client::Evidence::PublishCalendar, request,
                     session.Say("日历已发布", "calendar published"));
}

void PrintYear(Session& session, const v1::CalendarYear& year) {
  session.around.out << fmt::format("{}: {}\n", year.year(),
                                    Printable(year.source()));
  Table table({{session.Say("日期", "day")}, {session.Say("事项", "what")}});
  for (const std::string& day : year.off_days()) {
    table.AddRow({day, session.Say("放假", "off")});
  }
  for (const std::string& day : year.working_days()) {
    table.AddRow({day, session.Say("上班", "at work")});
  }
  for (const v1::CampaignDay& day : year.campaign_days()) {
    table.AddRow({day.day(), day.title()});
  }
  table.Print(session.around.out);
}

ExitCode ShowCalendar(Session& session) {
  v1::GetCalendarResponse response;
  const ExitCode code = GetCalendar(session, &response);
  if (code != ExitCode::kOk) return code;
  if (response.years().empty() && !session.json) {
    session.around.out << session.Say("尚未发布日历\n",
                                      "no calendar is published\n");
  }
  for (const v1::CalendarYear& year : response.years()) {
    if (session.json) {
      session.around.out << ToJson(year) << "\n";
    } else {
      PrintYear(session, year);
    }
  }
  return code;
}

}  // namespace

ExitCode GetCalendar(Session& session, v1::GetCalendarResponse* response) {
  v1::GetCalendarRequest request;
  request.set_book(session.book);
  const grpc::Status status =
      session.client().Call(&Client::Evidence::GetCalendar, request, response);
  return status.ok() ? ExitCode::kOk : ReportError(session, status);
}

void AddCalendar(CLI::App& app, Session& session) {
  CLI::App* noun =
      AddNoun(app, session, "calendar",
              {"工作日历：节假日、调休、宣传日",
               "The official calendar: days off, at work, of campaigns"});
  AddCheckVerb(*noun, session,
               {"检查日历文件；不需要服务器",
                "Check a calendar's file; needs no server"},
               "greenledger calendar check calendar-2026.textproto",
               [&session](const std::string& path) {
                 return CheckCalendar(session, path);
               });
  AddPublishVerb(
      *noun, session,
      {"发布一年的日历；同年的前一版随之失效",
       "Publish the calendar of a year; it replaces the one before it"},
      "greenledger calendar publish calendar-2026.textproto "
      "--book 310101001001",
      [&session](const std::string& path) {
        return PublishCalendar(session, path);
      });
  CLI::App* show = AddVerb(*noun, session, "show",
                           {"显示已发布的日历", "Show what is published"},
                           "greenledger calendar show --book 310101001001");
  DoInBook(*show, session, [&session] { return ShowCalendar(session); });
}

}  // namespace greenledger::cli
