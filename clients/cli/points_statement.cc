// greenledger points statement: a household's month, each amount explained.
#include <fmt/format.h>

#include <memory>
#include <string>
#include <utility>

#include "clients/cli/money.h"
#include "clients/cli/output.h"
#include "clients/cli/paging.h"
#include "clients/cli/points_verbs.h"
#include "clients/cli/server_error.h"
#include "clients/cli/table.h"
#include "clients/cli/verb.h"
#include "services/ledger/rules/local_day.h"
#include "services/ledger/rules/lots.h"

namespace greenledger::cli {
namespace {

struct StatementOptions {
  uint64_t household = 0;
  std::string month;
};

// An amount with its sign, nothing for nothing.
std::string Change(int64_t milli) {
  if (milli == 0) return "";
  return (milli > 0 ? "+" : "") + SignedThousandths(milli);
}

std::string Join(
    const google::protobuf::RepeatedPtrField<v1::AffordablePlace>& places) {
  std::string text;
  for (const v1::AffordablePlace& place : places) {
    if (!text.empty()) text += "; ";
    text += fmt::format("{} ({}): {}", place.name(), place.hours(),
                        place.free_pieces());
  }
  return text;
}

class LineTable {
 public:
  explicit LineTable(const Session& session)
      : table_({{session.Say("条目", "entry"), Table::Align::kRight},
                {session.Say("日期", "day")},
                {session.Say("积分", "points"), Table::Align::kRight},
                {session.Say("荣誉", "merit"), Table::Align::kRight},
                {session.Say("说明", "what happened")}}) {}

  void Add(const v1::StatementLine& line) {
    table_.AddRow({std::to_string(line.index()), rules::FormatDay(line.day()),
                   Change(line.milli_points()), Change(line.milli_merit()),
                   line.sentence()});
    for (const std::string& detail : line.details()) {
      table_.AddRow({"", "", "", "", "  " + detail});
    }
  }

  void Print(std::ostream& out) const { table_.Print(out); }

 private:
  Table table_;
};

void PrintBalance(Session& session, const Text& when, int64_t milli_points,
                  int64_t milli_merit) {
  session.around.out << fmt::format(
      fmt::runtime(
          session.Say("{}：积分 {}，荣誉 {}\n", "{}: {} points, {} merit\n")),
      In(session.language, when), SignedThousandths(milli_points),
      SignedThousandths(milli_merit));
}

void PrintLots(Session& session, const v1::StatementNow& now) {
  for (const v1::PointsLot& lot : now.lots()) {
    const std::string points = Thousandths(lot.milli_points());
    session.around.out
        << (lot.last_day() == rules::kNeverEnds
                ? fmt::format(fmt::runtime(session.Say("  {} 分，不过期\n",
                                                       "  {} never end\n")),
                              points)
                : fmt::format(fmt::runtime(session.Say("  {} 分，可用至 {}\n",
                                                       "  {} until {}\n")),
                              points, rules::FormatDay(lot.last_day())));
  }
}

void PrintRewards(Session& session, const v1::StatementNow& now) {
  if (now.rewards().empty()) return;
  session.around.out << session.Say("\n现在可以兑换：\n",
                                    "\nCould be had now:\n");
  Table table({{session.Say("编号", "number"), Table::Align::kRight},
               {session.Say("物品", "reward")},
               {session.Say("每件积分", "points each"), Table::Align::kRight},
               {session.Say("最多件数", "at most"), Table::Align::kRight},
               {session.Say("地点（时间）：余量", "place (hours): free")}});
  for (const v1::AffordableReward& reward : now.rewards()) {
    table.AddRow({std::to_string(reward.reward_number()), reward.name(),
                  Thousandths(reward.milli_points()),
                  std::to_string(reward.most_pieces()), Join(reward.places())});
  }
  table.Print(session.around.out);
}

void PrintNow(Session& session, const v1::StatementNow& now) {
  session.around.out << fmt::format(
      fmt::runtime(session.Say("\n现有积分 {}，其中预留 {}，可用：\n",
                               "\nPoints now: {}, of which reserved: {}; "
                               "free:\n")),
      SignedThousandths(now.milli_points()),
      SignedThousandths(now.held_milli_points()));
  PrintLots(session, now);
  if (!now.next_expiry_text().empty()) {
    session.around.out << now.next_expiry_text() << "\n";
  }
  PrintRewards(session, now);
}

void PrintStatement(Session& session, const LineTable& lines,
                    const v1::GetMonthStatementResponse& statement) {
  session.around.out << statement.month() << "\n";
  PrintBalance(session, {"月初", "At the beginning"},
               statement.opening_milli_points(),
               statement.opening_milli_merit());
  lines.Print(session.around.out);
  PrintBalance(session, {"月末（或现在）", "At the end, or now"},
               statement.closing_milli_points(),
               statement.closing_milli_merit());
  PrintNow(session, statement.now());
}

ExitCode ShowStatement(Session& session, const StatementOptions& options) {
  v1::GetMonthStatementRequest request;
  request.set_book(session.book);
  request.set_household(options.household);
  request.set_month(options.month);
  request.set_language(session.language == Language::kChinese
                           ? v1::LANGUAGE_ZH_CN
                           : v1::LANGUAGE_EN);
  LineTable lines(session);
  v1::GetMonthStatementResponse last;
  const grpc::Status status =
      ForEachPage(session, &Client::Statements::GetMonthStatement, request,
                  [&](v1::GetMonthStatementResponse& page) {
                    for (const v1::StatementLine& line : page.lines()) {
                      if (session.json) {
                        session.around.out << ToJson(line) << "\n";
                      } else {
                        lines.Add(line);
                      }
                    }
                    page.clear_lines();
                    last = page;
                  });
  if (!status.ok()) return ReportError(session, status);
  if (session.json) {
    session.around.out << ToJson(last) << "\n";
  } else {
    PrintStatement(session, lines, last);
  }
  return ExitCode::kOk;
}

}  // namespace

void AddPointsStatement(CLI::App& noun, Session& session) {
  CLI::App* verb = AddVerb(
      noun, session, "statement",
      {"一户一个月的对账单：每笔积分一句说明，何时到期，能换什么",
       "A household's month: each amount explained, what ends next, what "
       "could be had"},
      "greenledger points statement 12 --book 310101001001\n"
      "greenledger points statement 12 --month 2026-03 --lang en "
      "--book 310101001001\n"
      "greenledger points statement 12 --json --book 310101001001");
  auto options = std::make_shared<StatementOptions>();
  verb->add_option("household", options->household,
                   session.Say("住户编号", "the household's number"))
      ->required();
  verb->add_option("--month", options->month,
                   session.Say("月份 YYYY-MM；不给则为本月",
                               "month, YYYY-MM; this month if not given"));
  DoInBook(*verb, session,
           [&session, options] { return ShowStatement(session, *options); });
}

}  // namespace greenledger::cli
