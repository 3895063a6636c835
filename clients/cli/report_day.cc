// greenledger report day: what a counter handed out on one day.
#include <fmt/format.h>

#include <memory>
#include <optional>
#include <string>

#include "clients/cli/catalogue.h"
#include "clients/cli/money.h"
#include "clients/cli/output.h"
#include "clients/cli/report_verbs.h"
#include "clients/cli/server_error.h"
#include "clients/cli/table.h"
#include "clients/cli/verb.h"

namespace greenledger::cli {
namespace {

struct DayOptions {
  std::string day;
  std::optional<uint64_t> place;
  std::string by;
};

void PrintDay(Session& session, const v1::GetDayCloseResponse& close,
              const v1::ListRewardsResponse& catalogue) {
  constexpr auto kRight = Table::Align::kRight;
  Table table({{session.Say("编号", "number"), kRight},
               {session.Say("名称", "name")},
               {session.Say("地点", "place"), kRight},
               {session.Say("兑换", "for points"), kRight},
               {session.Say("礼券", "vouchers"), kRight},
               {session.Say("发出", "lent"), kRight},
               {session.Say("归还", "returned"), kRight},
               {session.Say("进出库", "in/out"), kRight},
               {session.Say("盘盈亏", "counted"), kRight},
               {session.Say("订购", "ordered"), kRight},
               {session.Say("取消", "voided"), kRight},
               {session.Say("撤销兑换", "taken back"), kRight},
               {session.Say("现有", "there now"), kRight}});
  for (const v1::DayCloseLine& line : close.lines()) {
    table.AddRow(
        {std::to_string(line.reward_number()),
         RewardName(catalogue, line.reward_number(), session.language),
         std::to_string(line.place_number()), std::to_string(line.handed_out()),
         std::to_string(line.vouchers()), std::to_string(line.lent()),
         std::to_string(line.returned()), std::to_string(line.changed()),
         std::to_string(line.counted()), std::to_string(line.ordered()),
         std::to_string(line.voided()), std::to_string(line.taken_back()),
         std::to_string(line.pieces())});
  }
  session.around.out << close.day() << "\n";
  table.Print(session.around.out);
  session.around.out << fmt::format(
      fmt::runtime(session.Say("共花掉 {} 分\n", "{} points spent\n")),
      Thousandths(close.spent_milli_points()));
  if (close.given_back_milli_points() == 0) return;
  session.around.out << fmt::format(
      fmt::runtime(
          session.Say("撤销兑换，退回 {} 分\n",
                      "{} points given back for reversed hand-overs\n")),
      Thousandths(close.given_back_milli_points()));
}

ExitCode Report(Session& session, const DayOptions& options) {
  v1::GetDayCloseRequest request;
  request.set_book(session.book);
  request.set_day(options.day);
  request.set_by(options.by);
  if (options.place.has_value()) request.set_place_number(*options.place);
  v1::GetDayCloseResponse close;
  grpc::Status status =
      session.client().Call(&Client::Rewards::GetDayClose, request, &close);
  if (!status.ok()) return ReportError(session, status);
  if (session.json) {
    session.around.out << ToJson(close) << "\n";
    return ExitCode::kOk;
  }
  v1::ListRewardsResponse catalogue;
  status = GetCatalogue(session, 0, &catalogue);
  if (!status.ok()) return ReportError(session, status);
  PrintDay(session, close, catalogue);
  return ExitCode::kOk;
}

}  // namespace

void AddReportDay(CLI::App& noun, Session& session) {
  CLI::App* verb = AddVerb(
      noun, session, "day",
      {"柜台日结：一天内交付、进出、盘点了什么",
       "A counter's day close: what was handed out, came in and was counted"},
      "greenledger report day --book 310101001001\n"
      "greenledger report day --day 2026-05-31 --place 21 --by S-07 "
      "--book 310101001001");
  auto options = std::make_shared<DayOptions>();
  verb->add_option("--day", options->day,
                   session.Say("当地日期 YYYY-MM-DD；不给则为今天",
                               "local day, YYYY-MM-DD; today if not given"));
  verb->add_option(
      "--place", options->place,
      session.Say("只看此地点；0 为社区柜台",
                  "only this place; 0 is the community's own counter"));
  verb->add_option("--by", options->by,
                   session.Say("只看此经办人", "only what this clerk did"));
  DoInBook(*verb, session,
           [&session, options] { return Report(session, *options); });
}

}  // namespace greenledger::cli
