// greenledger points show|statement
#include <fmt/format.h>

#include <memory>
#include <string>

#include "clients/cli/book_info.h"
#include "clients/cli/catalogue.h"
#include "clients/cli/hold_list.h"
#include "clients/cli/money.h"
#include "clients/cli/names.h"
#include "clients/cli/nouns.h"
#include "clients/cli/output.h"
#include "clients/cli/points_verbs.h"
#include "clients/cli/server_error.h"
#include "clients/cli/table.h"
#include "clients/cli/verb.h"
#include "services/ledger/rules/local_day.h"
#include "services/ledger/rules/lots.h"

namespace greenledger::cli {
namespace {

uint64_t FreeOf(const v1::GetPointsResponse& points) {
  return points.milli_points() - points.held_milli_points();
}

void PrintSums(Session& session, uint64_t household,
               const v1::GetPointsResponse& points) {
  Table table(
      {{session.Say("住户", "household")}, {std::to_string(household)}});
  const auto row = [&](const char* zh, const char* en,
                       const std::string& value) {
    table.AddRow({session.Say(zh, en), value});
  };
  row("状态", "state", In(session.language, NameOf(points.state())));
  row("积分", "points", Thousandths(points.milli_points()));
  row("预留", "held", Thousandths(points.held_milli_points()));
  row("可用", "free", Thousandths(FreeOf(points)));
  row("荣誉", "merit", SignedThousandths(points.milli_merit()));
  table.Print(session.around.out);
}

// What ends when is told before it does.
void PrintLots(Session& session, const v1::GetPointsResponse& points,
               int32_t today) {
  if (points.lots().empty()) return;
  session.around.out << "\n";
  for (const v1::PointsLot& lot : points.lots()) {
    const std::string amount = Thousandths(lot.milli_points());
    if (lot.last_day() == rules::kNeverEnds) {
      session.around.out << fmt::format(
          fmt::runtime(session.Say("{} 分长期有效\n", "{} points never end\n")),
          amount);
      continue;
    }
    session.around.out << fmt::format(
        fmt::runtime(session.Say("{} 分于 {} 到期，还有 {} 天\n",
                                 "{} points end on {}, {} days from now\n")),
        amount, rules::FormatDay(lot.last_day()), lot.last_day() - today);
  }
}

void PrintWhatCouldBeHad(Session& session, const v1::GetPointsResponse& points,
                         const v1::ListRewardsResponse& catalogue) {
  Table table({{session.Say("编号", "number"), Table::Align::kRight},
               {session.Say("可换", "could be had")},
               {session.Say("积分", "points"), Table::Align::kRight},
               {session.Say("每户限额", "limit")},
               {session.Say("库存", "stock")}});
  bool any = false;
  for (const v1::CatalogueLine& line : catalogue.lines()) {
    if (!CouldHave(line, FreeOf(points))) continue;
    any = true;
    if (session.json) session.around.out << ToJson(line) << "\n";
    const v1::Reward& reward = line.reward();
    table.AddRow({std::to_string(reward.number()),
                  RewardName(catalogue, reward.number(), session.language),
                  Thousandths(reward.milli_points()),
                  LimitText(reward, session.language),
                  StockText(line, session.language)});
  }
  if (session.json || !any) return;
  session.around.out << "\n";
  table.Print(session.around.out);
}

ExitCode ShowPoints(Session& session, uint64_t household) {
  v1::GetPointsRequest request;
  request.set_book(session.book);
  request.set_household(household);
  v1::GetPointsResponse points;
  v1::ListRewardsResponse catalogue;
  int32_t utc_offset_minutes = 0;
  grpc::Status status =
      session.client().Call(&Client::Points::GetPoints, request, &points);
  if (status.ok()) status = GetCatalogue(session, household, &catalogue);
  if (status.ok()) status = GetUtcOffset(session, &utc_offset_minutes);
  if (!status.ok()) return ReportError(session, status);
  if (session.json) {
    session.around.out << ToJson(points) << "\n";
  } else {
    PrintSums(session, household, points);
    PrintLots(session, points, catalogue.today());
    HoldList holds(session, utc_offset_minutes, catalogue);
    for (const v1::Hold& hold : points.holds()) holds.Add(hold);
    if (!holds.empty()) {
      session.around.out << "\n";
      holds.Print();
    }
  }
  // A household that may not spend could have nothing.
  if (points.state() == v1::HOUSEHOLD_STATE_ACTIVE) {
    PrintWhatCouldBeHad(session, points, catalogue);
  }
  return ExitCode::kOk;
}

}  // namespace

void AddPoints(CLI::App& app, Session& session) {
  CLI::App* noun =
      AddNoun(app, session, "points", {"住户的积分", "Points of a household"});
  CLI::App* show = AddVerb(
      *noun, session, "show",
      {"积分、预留、何时到期、能换什么",
       "What a household has, holds and will lose, and what it could have"},
      "greenledger points show 12 --book 310101001001\n"
      "greenledger points show 12 --json --book 310101001001");
  auto household = std::make_shared<uint64_t>(0);
  show->add_option("household", *household,
                   session.Say("住户编号", "the household's number"))
      ->required();
  DoInBook(*show, session,
           [&session, household] { return ShowPoints(session, *household); });
  AddPointsStatement(*noun, session);
}

}  // namespace greenledger::cli
