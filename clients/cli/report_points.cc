// greenledger report points: what a community issued, what became of it and
// what it owes.
#include <fmt/format.h>

#include <memory>
#include <optional>
#include <string>

#include "clients/cli/money.h"
#include "clients/cli/output.h"
#include "clients/cli/points_figures.h"
#include "clients/cli/points_fold.h"
#include "clients/cli/report_entries.h"
#include "clients/cli/report_verbs.h"
#include "clients/cli/table.h"
#include "clients/cli/verb.h"

namespace greenledger::cli {
namespace {

void PrintMonths(Session& session,
                 const v1::GetPointsFiguresResponse& figures) {
  constexpr auto kRight = Table::Align::kRight;
  std::vector<Table::Column> columns = {{session.Say("月份", "month")}};
  for (size_t flow = 0; flow < rules::kFlows; ++flow) {
    columns.push_back(
        {In(session.language, NameOf(static_cast<rules::Flow>(flow))), kRight});
  }
  columns.push_back({session.Say("未花", "outstanding"), kRight});
  Table table(std::move(columns));
  for (const v1::MonthFigures& month : figures.months()) {
    std::vector<std::string> cells = {month.month()};
    for (const int64_t amount :
         {month.earned(), month.adjusted(), month.prizes(), month.spent(),
          month.expired(), month.penalised(), month.reversed(),
          month.corrected(), month.moved()}) {
      cells.push_back(SignedThousandths(amount));
    }
    cells.push_back(Thousandths(month.outstanding()));
    table.AddRow(cells);
  }
  table.Print(session.around.out);
}

void PrintFigures(Session& session,
                  const v1::GetPointsFiguresResponse& figures) {
  if (session.json) {
    session.around.out << ToJson(figures) << "\n";
    return;
  }
  std::ostream& out = session.around.out;
  PrintMonths(session, figures);
  out << fmt::format(
      fmt::runtime(session.Say(
          "\n截至条目 {}，未花积分 {} 分，其中预留 {} 分\n",
          "\nat {} entries, {} points are outstanding, {} of them held\n")),
      figures.as_of_size(), Thousandths(figures.outstanding_milli_points()),
      Thousandths(figures.held_milli_points()));
  if (!figures.budgets().empty()) {
    out << "\n";
    PrintBudgets(session, figures);
  }
  if (!figures.pools().empty()) {
    out << "\n";
    PrintPools(session, figures);
  }
}

void PrintFold(Session& session, const PointsFold& fold) {
  Table table({{session.Say("项目", "what")},
               {session.Say("积分", "points"), Table::Align::kRight}});
  std::string json = fmt::format("{{\"at\":{}", fold.entries());
  for (size_t i = 0; i < rules::kFlows; ++i) {
    const auto flow = static_cast<rules::Flow>(i);
    json += fmt::format(",\"{}\":{}", KeyOf(flow), fold.Of(flow));
    table.AddRow(
        {In(session.language, NameOf(flow)), SignedThousandths(fold.Of(flow))});
  }
  json += fmt::format(",\"outstanding\":{}}}\n", fold.outstanding());
  table.AddRow({session.Say("未花", "outstanding"),
                SignedThousandths(fold.outstanding())});
  if (session.json) {
    session.around.out << json;
  } else {
    table.Print(session.around.out);
  }
}

// What was owed when the book had `at` entries, added up by the client.
ExitCode FoldTo(Session& session, uint64_t at,
                const v1::GetPointsFiguresResponse& figures) {
  if (at > figures.as_of_size()) {
    return session.UsageError(fmt::format(
        fmt::runtime(session.Say("--at {} 超过账本的 {} 个条目",
                                 "--at {} is beyond the book's {} entries")),
        at, figures.as_of_size()));
  }
  PointsFold fold;
  const ExitCode code = ForEachEntryBefore(
      session, at, [&](const v1::Entry& entry) { fold.Add(entry); });
  if (code != ExitCode::kOk) return code;
  PrintFold(session, fold);
  const auto by_server =
      static_cast<int64_t>(figures.outstanding_milli_points());
  if (at != figures.as_of_size() || by_server == fold.outstanding()) {
    return ExitCode::kOk;
  }
  session.PrintError(fmt::format(
      fmt::runtime(session.Say("服务器的未花积分为 {} 分，与条目不符",
                               "{} points are outstanding by the server, "
                               "which is not what the entries give")),
      SignedThousandths(by_server)));
  return ExitCode::kVerificationFailed;
}

ExitCode Report(Session& session, std::optional<uint64_t> at) {
  v1::GetPointsFiguresResponse figures;
  const ExitCode code = GetPointsFigures(session, &figures);
  if (code != ExitCode::kOk) return code;
  if (at.has_value()) return FoldTo(session, *at, figures);
  PrintFigures(session, figures);
  return ExitCode::kOk;
}

}  // namespace

void AddReportPoints(CLI::App& noun, Session& session) {
  CLI::App* verb = AddVerb(
      noun, session, "points",
      {"积分逐月的发行、花费、过期和未花；预算和奖池",
       "Points by month: issued, spent, expired, outstanding; budgets, pools"},
      "greenledger report points --book 310101001001\n"
      "greenledger report points --at 150000 --book 310101001001");
  auto at = std::make_shared<std::optional<uint64_t>>();
  verb->add_option(
      "--at", *at,
      session.Say("账本有这么多条目时的未花积分，由条目逐条加出",
                  "what was outstanding when the book had so many entries, "
                  "added up from the entries"));
  DoInBook(*verb, session, [&session, at] { return Report(session, *at); });
}

}  // namespace greenledger::cli
