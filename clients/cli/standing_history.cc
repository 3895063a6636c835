// greenledger standing history: a chart of one contestant, period by period.
#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <string>

#include "clients/cli/board_option.h"
#include "clients/cli/contestant_option.h"
#include "clients/cli/output.h"
#include "clients/cli/server_error.h"
#include "clients/cli/standing_verbs.h"
#include "clients/cli/table.h"
#include "clients/cli/verb.h"

namespace greenledger::cli {
namespace {

constexpr int64_t kBarWidth = 30;

// A bar as long as its share of the highest score; some of it for anything
// above nothing.
std::string Bar(int64_t score, int64_t highest) {
  if (score <= 0) return "";
  const int64_t width = highest < INT64_MAX / kBarWidth
                            ? score * kBarWidth / highest
                            : score / (highest / kBarWidth);
  std::string bar;
  for (int64_t i = 0; i < std::clamp<int64_t>(width, 1, kBarWidth); ++i) {
    bar += "█";
  }
  return bar;
}

// How many ranks it went up or down since the period before.
std::string MoveText(const v1::Standing& now, const v1::Standing* before) {
  if (before == nullptr || now.rank() == 0 || before->rank() == 0 ||
      now.rank() == before->rank()) {
    return "";
  }
  return now.rank() < before->rank()
             ? fmt::format("↑{}", before->rank() - now.rank())
             : fmt::format("↓{}", now.rank() - before->rank());
}

void PrintChart(Session& session, const v1::Board& board,
                const v1::GetStandingHistoryResponse& history) {
  constexpr auto kRight = Table::Align::kRight;
  int64_t highest = 1;
  for (const v1::PastStanding& one : history.standings()) {
    highest = std::max(highest, one.standing().score());
  }
  Table table({{session.Say("时期", "period")},
               {session.Say("名次", "rank"), kRight},
               {session.Say("共", "of"), kRight},
               {session.Say("升降", "moved")},
               {session.Say("得分", "score"), kRight},
               {""}});
  const v1::Standing* before = nullptr;
  for (int i = history.standings_size() - 1; i >= 0; --i) {
    const v1::PastStanding& one = history.standings(i);
    const v1::Standing& standing = one.standing();
    table.AddRow(
        {PeriodText(board.period(), one.time()),
         standing.rank() == 0 ? "" : std::to_string(standing.rank()),
         std::to_string(one.time().ranked()), MoveText(standing, before),
         ScoreText(board, standing.score()), Bar(standing.score(), highest)});
    before = &standing;
  }
  table.Print(session.around.out);
}

ExitCode History(Session& session, v1::GetStandingHistoryRequest& request) {
  v1::Board* board = request.mutable_board();
  board->set_contestants(request.contestant().kind());
  FillBoard(session, board);
  v1::GetStandingHistoryResponse response;
  const grpc::Status status = session.client().Call(
      &Client::Ranking::GetStandingHistory, request, &response);
  if (!status.ok()) return ReportError(session, status);
  if (!session.json) {
    PrintChart(session, *board, response);
    return ExitCode::kOk;
  }
  for (const v1::PastStanding& one : response.standings()) {
    session.around.out << ToJson(one) << "\n";
  }
  return ExitCode::kOk;
}

}  // namespace

void AddStandingHistory(CLI::App& noun, Session& session) {
  CLI::App* verb = AddVerb(
      noun, session, "history",
      {"一个对象各期的名次和得分",
       "Ranks and scores of one contestant, period by period"},
      "greenledger standing history --household 12 --book 310101001001\n"
      "greenledger standing history --building 21 --by purity --period week "
      "\\\n  --periods 26 --book 310101001001");
  auto request = std::make_shared<v1::GetStandingHistoryRequest>();
  AddContestantOptions(*verb, session, request->mutable_contestant());
  AddBoardOptions(*verb, session, request->mutable_board());
  verb->add_option_function<uint32_t>(
          "--periods",
          [request](uint32_t periods) { request->set_periods(periods); },
          session.Say("多少期（默认 12）", "how many periods (12)"))
      ->check(CLI::Range(1, 60));
  DoInBook(*verb, session,
           [&session, request] { return History(session, *request); });
}

}  // namespace greenledger::cli
