// greenledger title list|check
#include <fmt/format.h>

#include <memory>
#include <string>

#include "clients/cli/command_fields.h"
#include "clients/cli/contestant_option.h"
#include "clients/cli/names.h"
#include "clients/cli/nouns.h"
#include "clients/cli/output.h"
#include "clients/cli/paging.h"
#include "clients/cli/server_error.h"
#include "clients/cli/table.h"
#include "services/ledger/rules/local_day.h"

namespace greenledger::cli {
namespace {

std::string StandsText(const Session& session, const v1::TitleStanding& title) {
  std::string text = title.stands() ? session.Say("有效", "stands")
                                    : session.Say("无效", "no");
  if (title.row_flagged()) text += session.Say("，可推荐", ", recommend");
  return text;
}

std::string DayOrNone(int32_t day) {
  return day == 0 ? "" : rules::FormatDay(day);
}

ExitCode List(Session& session, v1::ListTitlesRequest request) {
  request.set_book(session.book);
  Table table({{session.Say("条目", "entry"), Table::Align::kRight},
               {session.Say("评选", "campaign"), Table::Align::kRight},
               {session.Say("对象", "who")},
               {session.Say("称号", "title")},
               {session.Say("级别", "level")},
               {session.Say("名次", "rank"), Table::Align::kRight},
               {session.Say("自", "from")},
               {session.Say("至", "to")},
               {session.Say("检查", "check")},
               {session.Say("整改期限", "deadline")},
               {session.Say("下次检查", "check due")},
               {session.Say("连续", "in a row"), Table::Align::kRight},
               {session.Say("状态", "stands")}});
  const auto take = [&](const v1::ListTitlesResponse& page) {
    for (const v1::TitleStanding& one : page.titles()) {
      if (session.json) session.around.out << ToJson(one) << "\n";
      const v1::TitleGranted& granted = one.granted();
      table.AddRow(
          {std::to_string(one.index()),
           std::to_string(granted.campaign_number()),
           ContestantText(granted.contestant(), session.language),
           granted.title_code(), In(session.language, NameOf(granted.level())),
           std::to_string(granted.rank()), rules::FormatDay(granted.from_day()),
           rules::FormatDay(granted.to_day()),
           one.check() == v1::TITLE_CHECK_UNSPECIFIED
               ? ""
               : In(session.language, NameOf(one.check())),
           DayOrNone(one.deadline()), DayOrNone(one.check_due()),
           std::to_string(granted.in_a_row()), StandsText(session, one)});
    }
  };
  const grpc::Status status =
      ForEachPage(session, &Client::Selection::ListTitles, request, take);
  if (!status.ok()) return ReportError(session, status);
  if (!session.json) table.Print(session.around.out);
  return ExitCode::kOk;
}

void AddListTitles(CLI::App& noun, Session& session) {
  CLI::App* verb =
      AddVerb(noun, session, "list", {"列出称号", "List titles"},
              "greenledger title list --book 310101001001\n"
              "greenledger title list --household 12 --book 310101001001");
  auto request = std::make_shared<v1::ListTitlesRequest>();
  Fields(*verb, session, request.get())
      .May("--campaign", {"只列此评选的", "only those of this campaign"},
           &v1::ListTitlesRequest::set_campaign_number)
      .May("--household",
           {"只列此住户及其成员的",
            "only those of this household and its members"},
           &v1::ListTitlesRequest::set_household_number);
  DoInBook(*verb, session,
           [&session, request] { return List(session, *request); });
}

struct Finding {
  const char* option;
  v1::TitleCheck check;
  Text what;
};

constexpr Finding kFindings[] = {
    {"--kept", v1::TITLE_CHECK_KEPT, {"保留", "it stays"}},
    {"--criticised", v1::TITLE_CHECK_CRITICISED, {"批评", "criticised"}},
    {"--warned", v1::TITLE_CHECK_WARNED, {"警告", "warned"}},
    {"--rectify",
     v1::TITLE_CHECK_RECTIFY,
     {"限期整改，须给 --deadline", "must put it right until the --deadline"}},
    {"--revoked", v1::TITLE_CHECK_REVOKED, {"撤销", "revoked"}},
};

void AddCheckTitle(CLI::App& noun, Session& session) {
  CLI::App* verb = AddVerb(
      noun, session, "check",
      {"检查称号：保留，或批评、警告、限期整改、撤销",
       "Check a title: it stays, or takes a step of the ladder"},
      "greenledger title check 4711 --kept --by C-01 --book 310101001001\n"
      "greenledger title check 4711 --rectify --deadline 2027-06-30 \\\n"
      "  --why '混投' --by C-01 --book 310101001001");
  auto request = std::make_shared<v1::CheckTitleRequest>();
  v1::TitleChecked* check = request->mutable_check();
  Fields(*verb, session, check)
      .Need("title", {"称号的条目号", "index of its entry"},
            &v1::TitleChecked::set_title_index)
      .May("--why",
           {"原因；保留以外都须给出", "why; needed for all but --kept"},
           check->mutable_why())
      .By(check->mutable_by());
  CLI::App* findings = verb->add_option_group(session.Say("结论", "finding"),
                                              session.Say("之一", "one of"));
  CLI::Option* rectify = nullptr;
  for (const Finding& finding : kFindings) {
    CLI::Option* option = findings->add_flag_callback(
        finding.option,
        [check, kind = finding.check] { check->set_check(kind); },
        In(session.language, finding.what));
    if (finding.check == v1::TITLE_CHECK_RECTIFY) rectify = option;
  }
  findings->require_option(1);
  CLI::Option* deadline =
      verb->add_option("--deadline", *check->mutable_deadline(),
                       session.Say("整改的最后一天 YYYY-MM-DD",
                                   "last day to put it right, YYYY-MM-DD"));
  deadline->needs(rectify);
  rectify->needs(deadline);
  SendsCommand(*verb, session, &Client::Selection::CheckTitle, request,
               {"检查已记入", "check booked"});
}

}  // namespace

void AddTitle(CLI::App& app, Session& session) {
  CLI::App* noun =
      AddNoun(app, session, "title", {"称号及其检查", "Titles and checks"});
  AddListTitles(*noun, session);
  AddCheckTitle(*noun, session);
}

}  // namespace greenledger::cli
