#include "clients/cli/hold_list.h"

#include <fmt/format.h>

#include "clients/cli/book_info.h"
#include "clients/cli/catalogue.h"
#include "clients/cli/local_time.h"
#include "clients/cli/money.h"
#include "clients/cli/output.h"
#include "clients/cli/paging.h"
#include "clients/cli/server_error.h"

namespace greenledger::cli {

HoldList::HoldList(Session& session, int32_t utc_offset_minutes,
                   const v1::ListRewardsResponse& catalogue)
    : session_(session),
      utc_offset_minutes_(utc_offset_minutes),
      catalogue_(catalogue),
      table_({{session.Say("条目", "entry"), Table::Align::kRight},
              {session.Say("住户", "household"), Table::Align::kRight},
              {session.Say("积分", "points"), Table::Align::kRight},
              {session.Say("有效至", "until")},
              {session.Say("物品", "goods")},
              {session.Say("地点", "place"), Table::Align::kRight},
              {session.Say("用途", "what for")},
              {session.Say("经办", "by")}}) {}

void HoldList::Add(const v1::Hold& hold) {
  empty_ = false;
  if (session_.json) {
    session_.around.out << ToJson(hold) << "\n";
    return;
  }
  const v1::HoldPlaced& placed = hold.placed();
  std::string goods;
  std::string place;
  if (placed.has_order()) {
    const v1::Order& order = placed.order();
    goods = fmt::format(
        "{} × {}", order.pieces(),
        RewardName(catalogue_, order.reward_number(), session_.language));
    if (order.voucher()) goods += session_.Say("（礼券）", " (voucher)");
    place = std::to_string(order.place_number());
  }
  table_.AddRow({std::to_string(hold.index()),
                 placed.household_number() == 0
                     ? ""
                     : std::to_string(placed.household_number()),
                 Thousandths(placed.milli_points()),
                 LocalTime(placed.expires_us(), utc_offset_minutes_), goods,
                 place, placed.purpose(), placed.by()});
}

void HoldList::Print() const {
  if (!session_.json) table_.Print(session_.around.out);
}

ExitCode PrintHolds(Session& session, std::optional<uint64_t> place,
                    const std::function<bool(const v1::HoldPlaced&)>& wants) {
  int32_t utc_offset_minutes = 0;
  v1::ListRewardsResponse catalogue;
  grpc::Status status = GetUtcOffset(session, &utc_offset_minutes);
  if (status.ok()) status = GetCatalogue(session, 0, &catalogue);
  if (!status.ok()) return ReportError(session, status);
  HoldList list(session, utc_offset_minutes, catalogue);
  v1::ListHoldsRequest request;
  request.set_book(session.book);
  if (place.has_value()) request.set_place_number(*place);
  status = ForEachPage(session, &Client::Points::ListHolds, request,
                       [&](const v1::ListHoldsResponse& page) {
                         for (const v1::Hold& hold : page.holds()) {
                           if (wants(hold.placed())) list.Add(hold);
                         }
                       });
  if (!status.ok()) return ReportError(session, status);
  list.Print();
  return ExitCode::kOk;
}

}  // namespace greenledger::cli
