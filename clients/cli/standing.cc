// greenledger standing show|top|distribution|history
#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <string>

#include "clients/cli/board_option.h"
#include "clients/cli/contestant_option.h"
#include "clients/cli/nouns.h"
#include "clients/cli/output.h"
#include "clients/cli/server_error.h"
#include "clients/cli/standing_verbs.h"
#include "clients/cli/table.h"
#include "clients/cli/verb.h"

namespace greenledger::cli {
namespace {

// The book is said where it is not the session's.
std::string WhoText(const Session& session, v1::Contestant contestant) {
  if (contestant.book() == session.book) contestant.clear_book();
  return ContestantText(contestant, session.language);
}

Table StandingTable(const Session& session) {
  return Table({{session.Say("名次", "rank"), Table::Align::kRight},
                {session.Say("对象", "who")},
                {session.Say("得分", "score"), Table::Align::kRight},
                {""}});
}

void AddLine(const Session& session, const v1::Board& board,
             const v1::Standing& standing, const std::string& mark,
             Table* table) {
  table->AddRow({standing.rank() == 0 ? "" : std::to_string(standing.rank()),
                 WhoText(session, standing.contestant()),
                 ScoreText(board, standing.score()), mark});
}

bool IsSame(const v1::Contestant& a, const v1::Contestant& b) {
  return a.number() == b.number() && a.member() == b.member() &&
         a.book() == b.book();
}

ExitCode Show(Session& session, v1::GetStandingRequest& request) {
  v1::Board* board = request.mutable_board();
  board->set_contestants(request.contestant().kind());
  FillBoard(session, board);
  v1::GetStandingResponse response;
  const grpc::Status status =
      session.client().Call(&Client::Ranking::GetStanding, request, &response);
  if (!status.ok()) return ReportError(session, status);
  std::ostream& out = session.around.out;
  if (session.json) {
    out << ToJson(response) << "\n";
    return ExitCode::kOk;
  }
  out << BoardText(session, *board, response.time()) << "\n";
  Table table = StandingTable(session);
  const v1::Standing& own = response.standing();
  for (const v1::Standing& one : response.neighbours()) {
    const bool marked = IsSame(one.contestant(), own.contestant());
    AddLine(session, *board, one, marked ? "<" : "", &table);
  }
  if (response.neighbours().empty()) {
    AddLine(session, *board, own, "", &table);
  }
  table.Print(out);
  if (own.rank() == 0) {
    out << session.Say("此时期没有名次\n", "it has no rank in this period\n");
  } else if (response.behind() > 0) {
    out << fmt::format(fmt::runtime(session.Say("距前一名 {}\n",
                                                "{} behind the rank before\n")),
                       ScoreText(*board, response.behind()));
  }
  return ExitCode::kOk;
}

ExitCode Top(Session& session, v1::ListTopRequest& request, int32_t count) {
  constexpr int32_t kPageMax = 1000;
  v1::Board* board = request.mutable_board();
  FillBoard(session, board);
  Table table = StandingTable(session);
  bool first = true;
  while (count > 0) {
    request.set_page_size(std::min(count, kPageMax));
    v1::ListTopResponse page;
    const grpc::Status status =
        session.client().Call(&Client::Ranking::ListTop, request, &page);
    if (!status.ok()) return ReportError(session, status);
    if (first && !session.json) {
      session.around.out << BoardText(session, *board, page.time()) << "\n";
    }
    first = false;
    for (const v1::Standing& one : page.standings()) {
      if (session.json) session.around.out << ToJson(one) << "\n";
      AddLine(session, *board, one, "", &table);
    }
    count -= std::max(page.standings_size(), 1);
    request.set_page_token(page.next_page_token());
    if (page.next_page_token().empty()) break;
  }
  if (!session.json) table.Print(session.around.out);
  return ExitCode::kOk;
}

ExitCode Distribution(Session& session, v1::GetDistributionRequest& request) {
  v1::Board* board = request.mutable_board();
  FillBoard(session, board);
  v1::GetDistributionResponse response;
  const grpc::Status status = session.client().Call(
      &Client::Ranking::GetDistribution, request, &response);
  if (!status.ok()) return ReportError(session, status);
  std::ostream& out = session.around.out;
  if (session.json) {
    out << ToJson(response) << "\n";
    return ExitCode::kOk;
  }
  out << BoardText(session, *board, response.time()) << "\n";
  Table table({{session.Say("组", "group"), Table::Align::kRight},
               {session.Say("个数", "how many"), Table::Align::kRight},
               {session.Say("最高", "highest"), Table::Align::kRight},
               {session.Say("最低", "lowest"), Table::Align::kRight}});
  int number = 0;
  for (const v1::ScoreGroup& group : response.groups()) {
    table.AddRow({std::to_string(++number), std::to_string(group.contestants()),
                  ScoreText(*board, group.highest()),
                  ScoreText(*board, group.lowest())});
  }
  table.Print(out);
  out << session.Say("中位数 ", "median ")
      << ScoreText(*board, response.median());
  if (board->measure() != v1::STANDING_MEASURE_PURITY) {
    out << session.Say("，合计 ", ", sum ")
        << ScoreText(*board, response.sum());
  }
  out << "\n";
  return ExitCode::kOk;
}

void AddShowStanding(CLI::App& noun, Session& session) {
  CLI::App* verb = AddVerb(
      noun, session, "show",
      {"一个对象的得分、名次和前后几名",
       "Score and rank of one contestant, with those around it"},
      "greenledger standing show --household 12 --book 310101001001\n"
      "greenledger standing show --household 12 --by drops --period year "
      "\\\n  --within building --place 21 --book 310101001001\n"
      "greenledger standing show --community --within district "
      "--book 310101001001");
  auto request = std::make_shared<v1::GetStandingRequest>();
  request->set_neighbours(5);
  AddContestantOptions(*verb, session, request->mutable_contestant());
  AddBoardOptions(*verb, session, request->mutable_board());
  verb->add_option_function<uint32_t>(
          "--neighbours",
          [request](uint32_t count) { request->set_neighbours(count); },
          session.Say("前后各几名（默认 5）", "how many before and after (5)"))
      ->check(CLI::Range(0, 50));
  DoInBook(*verb, session,
           [&session, request] { return Show(session, *request); });
}

void AddTop(CLI::App& noun, Session& session) {
  CLI::App* verb = AddVerb(
      noun, session, "top", {"排在最前的", "The best of a board"},
      "greenledger standing top --book 310101001001\n"
      "greenledger standing top --by grams --class 23 --period quarter "
      "\\\n  --count 20 --book 310101001001\n"
      "greenledger standing top --of buildings --by purity --campaign 1 "
      "--book 310101001001");
  auto request = std::make_shared<v1::ListTopRequest>();
  auto count = std::make_shared<int32_t>(10);
  AddOfOption(*verb, session, request->mutable_board());
  AddBoardOptions(*verb, session, request->mutable_board());
  verb->add_option("--count", *count, session.Say("多少名", "how many"))
      ->check(CLI::Range(1, 100'000))
      ->capture_default_str();
  DoInBook(*verb, session, [&session, request, count] {
    return Top(session, *request, *count);
  });
}

void AddDistribution(CLI::App& noun, Session& session) {
  CLI::App* verb = AddVerb(
      noun, session, "distribution",
      {"得分怎样分布：等分为组", "How scores lie, in groups of equal size"},
      "greenledger standing distribution --by weeks --period year "
      "--book 310101001001");
  auto request = std::make_shared<v1::GetDistributionRequest>();
  AddOfOption(*verb, session, request->mutable_board());
  AddBoardOptions(*verb, session, request->mutable_board());
  verb->add_option_function<uint32_t>(
          "--groups",
          [request](uint32_t groups) { request->set_groups(groups); },
          session.Say("组数（默认 10）", "how many groups (10)"))
      ->check(CLI::Range(2, 100));
  DoInBook(*verb, session,
           [&session, request] { return Distribution(session, *request); });
}

}  // namespace

void AddStanding(CLI::App& app, Session& session) {
  CLI::App* noun = AddNoun(app, session, "standing",
                           {"名次榜", "Who did how much, and its rank"});
  AddShowStanding(*noun, session);
  AddTop(*noun, session);
  AddDistribution(*noun, session);
  AddStandingHistory(*noun, session);
}

}  // namespace greenledger::cli
