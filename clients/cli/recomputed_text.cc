#include "clients/cli/recomputed_text.h"

#include <fmt/format.h>

#include <string>
#include <vector>

#include "clients/cli/contestant_option.h"
#include "clients/cli/names.h"
#include "clients/cli/output.h"
#include "clients/cli/table.h"
#include "services/ledger/rules/selection_state.h"

namespace greenledger::cli {
namespace {

std::string Millionths(uint32_t value) {
  return fmt::format("{}.{:06}", value / 1'000'000, value % 1'000'000);
}

std::string Who(const Session& session, const v1::CampaignRule& rule,
                const v1::ListRow& row) {
  rules::CampaignRecord record;
  record.rule.set_contestants(rule.contestants());
  return ContestantText(rules::ToContestant(rules::KeyOf(record, row)),
                        session.language);
}

std::string RowText(const Session& session, const v1::CampaignRule& rule,
                    const std::vector<v1::ListRow>& rows, uint64_t place) {
  if (place >= rows.size()) return session.Say("无", "nobody");
  const v1::ListRow& row = rows[place];
  return fmt::format(
      fmt::runtime(session.Say("{}，名次 {}，得分 {}，名额范围 {}",
                               "{}, rank {}, score {}, scope {}")),
      Who(session, rule, row), row.rank(), Millionths(row.score_millionths()),
      row.scope());
}

std::string SeatsText(const Session& session,
                      const std::vector<v1::ScopeSeats>& seats,
                      uint64_t place) {
  if (place >= seats.size()) return session.Say("无", "none");
  return fmt::format(
      fmt::runtime(session.Say("范围 {} 名额 {}", "scope {} with {} seats")),
      seats[place].scope(), seats[place].seats());
}

struct Sides {
  std::string what;
  std::string booked;
  std::string follows;
};

Sides WinnersSides(const Session& session, const BookedList& booked,
                   uint64_t entry_index) {
  for (const WinnersDigest& one : booked.winners) {
    if (one.entry_index != entry_index) continue;
    return {fmt::format(
                fmt::runtime(session.Say("条目 {} 的入选名单摘要",
                                         "digest of the winners at entry {}")),
                entry_index),
            ToHex(one.booked), ToHex(one.follows)};
  }
  return {};
}

Sides SidesOf(const Session& session, const BookedList& booked,
              const RecomputedList& again, const ListDifference& difference) {
  using What = ListDifference::What;
  const v1::Evaluation& says = booked.evaluation;
  switch (difference.what) {
    case What::kRoot:
      return {session.Say("树根", "root"), ToHex(says.root()),
              ToHex(again.root)};
    case What::kRow:
      return {fmt::format(fmt::runtime(session.Say("第 {} 行", "row {}")),
                          difference.place + 1),
              RowText(session, booked.rule, booked.rows, difference.place),
              RowText(session, booked.rule, again.list.rows, difference.place)};
    case What::kContestants:
      return {session.Say("参评数", "contestants"),
              std::to_string(says.contestants()),
              std::to_string(again.list.contestants)};
    case What::kSeats:
      return {session.Say("名额", "seats"), std::to_string(says.seats()),
              std::to_string(again.list.total_seats)};
    case What::kScopeSeats:
      return {session.Say("名额分配", "seats of a scope"),
              SeatsText(session, booked.seats, difference.place),
              SeatsText(session, again.list.seats, difference.place)};
    case What::kDigest:
      return {session.Say("名单摘要", "digest of the list"),
              ToHex(says.list_digest()), ToHex(again.digest)};
    case What::kWinners:
      return WinnersSides(session, booked, difference.place);
  }
  return {};
}

void PrintJson(Session& session, const BookedList& booked,
               const RecomputedList& again) {
  std::string json = fmt::format(
      "{{\"campaign\":{},\"size\":{},\"root\":\"{}\",\"contestants\":{},"
      "\"eligible\":{},\"seats\":{},\"list_digest\":\"{}\",\"winners\":[",
      booked.rule.number(), booked.evaluation.size(), ToHex(again.root),
      again.list.contestants, again.list.rows.size(), again.list.total_seats,
      ToHex(again.digest));
  for (size_t i = 0; i < booked.winners.size(); ++i) {
    const WinnersDigest& one = booked.winners[i];
    json += fmt::format(
        "{}{{\"entry\":{},\"state\":\"{}\",\"winners\":{},\"digest\":\"{}\"}}",
        i == 0 ? "" : ",", one.entry_index, v1::CampaignState_Name(one.to),
        one.winners, ToHex(one.follows));
  }
  json += "],\"rows\":[";
  for (size_t i = 0; i < again.list.rows.size(); ++i) {
    if (i > 0) json += ",";
    json += ToJson(again.list.rows[i]);
  }
  session.around.out << json << "]}\n";
}

void PrintWinners(Session& session, const BookedList& booked) {
  for (const WinnersDigest& one : booked.winners) {
    const std::string when = one.to == v1::CAMPAIGN_STATE_UNSPECIFIED
                                 ? session.Say("异议答复", "objection answered")
                                 : In(session.language, NameOf(one.to));
    session.around.out << fmt::format(
        fmt::runtime(session.Say("{}（条目 {}）：{} 名入选，摘要 {}\n",
                                 "{} (entry {}): {} win, digest {}\n")),
        when, one.entry_index, one.winners, ToHex(one.follows));
  }
}

}  // namespace

void PrintList(Session& session, const BookedList& booked,
               const RecomputedList& again) {
  if (session.json) return PrintJson(session, booked, again);
  session.around.out << fmt::format(
      fmt::runtime(session.Say(
          "第 {} 号评选：{} 个条目，根 {}\n参评 {}，符合 {}，名额 {}\n",
          "campaign {}: {} entries, root {}\n{} contestants, {} eligible, {} "
          "seats\n")),
      booked.rule.number(), booked.evaluation.size(), ToHex(again.root),
      again.list.contestants, again.list.rows.size(), again.list.total_seats);
  Table table({{session.Say("名次", "rank"), Table::Align::kRight},
               {session.Say("参评者", "contestant")},
               {session.Say("得分", "score"), Table::Align::kRight},
               {session.Say("名额范围", "scope"), Table::Align::kRight}});
  for (const v1::ListRow& row : again.list.rows) {
    table.AddRow({std::to_string(row.rank()), Who(session, booked.rule, row),
                  Millionths(row.score_millionths()),
                  std::to_string(row.scope())});
  }
  table.Print(session.around.out);
  session.around.out << session.Say("名单摘要 ", "digest of the list ")
                     << ToHex(again.digest) << "\n";
  PrintWinners(session, booked);
}

ExitCode ReportDifference(Session& session, const BookedList& booked,
                          const RecomputedList& again,
                          const ListDifference& difference) {
  const Sides sides = SidesOf(session, booked, again, difference);
  session.PrintError(fmt::format(
      fmt::runtime(session.Say(
          "名单与条目不符：第 {} 号评选，条目 {}，{}：账本写的是 {}；由条目"
          "得出 {}",
          "the list is not what its entries give: campaign {}, entry {}, {}: "
          "the book says {}; its entries give {}")),
      booked.rule.number(), booked.step_index, sides.what, sides.booked,
      sides.follows));
  return ExitCode::kVerificationFailed;
}

}  // namespace greenledger::cli
