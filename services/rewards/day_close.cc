#include "services/rewards/day_close.h"

#include <algorithm>

#include "services/ledger/rules/local_day.h"
#include "services/ledger/stored_entries.h"

namespace greenledger::rewards {
namespace {

constexpr int64_t kDayUs = 86'400LL * 1'000'000;
constexpr int64_t kMinuteUs = 60LL * 1'000'000;

// What an entry of a stock did to a place.
int64_t ChangeAt(const v1::Entry& entry, uint64_t place) {
  int64_t change = 0;
  for (const v1::Posting& leg : entry.postings()) {
    if (leg.owner() == v1::ACCOUNT_OWNER_STOCK && leg.owner_number() == place) {
      change += leg.amount();
    }
  }
  return change;
}

uint64_t PointsGivenBack(const v1::Entry& reversal) {
  for (const v1::Posting& leg : reversal.postings()) {
    if (leg.owner() == v1::ACCOUNT_OWNER_HOUSEHOLD &&
        leg.asset() == v1::ASSET_POINTS) {
      return static_cast<uint64_t>(std::max<int64_t>(leg.amount(), 0));
    }
  }
  return 0;
}

void AddTo(const v1::DayCloseLine& from, v1::DayCloseLine* to) {
  to->set_handed_out(to->handed_out() + from.handed_out());
  to->set_vouchers(to->vouchers() + from.vouchers());
  to->set_lent(to->lent() + from.lent());
  to->set_returned(to->returned() + from.returned());
  to->set_changed(to->changed() + from.changed());
  to->set_counted(to->counted() + from.counted());
  to->set_ordered(to->ordered() + from.ordered());
  to->set_voided(to->voided() + from.voided());
  to->set_taken_back(to->taken_back() + from.taken_back());
}

}  // namespace

DayOfPlace DayToClose(const rules::BookState& state, int64_t now_us,
                      const v1::GetDayCloseRequest& request) {
  const int32_t day = request.day().empty() ? state.DayOf(now_us)
                                            : *rules::ParseDay(request.day());
  DayOfPlace out;
  out.from_us = day * kDayUs - state.info().utc_offset_minutes() * kMinuteUs;
  out.to_us = out.from_us + kDayUs;
  out.text = rules::FormatDay(day);
  return out;
}

v1::DayCloseLine* DayClose::LineOf(uint32_t reward, uint64_t place,
                                   const std::string& by) {
  return &sums_[Key{reward, place, by}].line;
}

bool DayClose::Placed(uint64_t index, v1::HoldPlaced* placed) {
  v1::Entry entry;
  if (!ledger::ReadEntry(store_, book_, index, &entry)) {
    readable_ = false;
    return false;
  }
  *placed = entry.hold_placed();
  return true;
}

void DayClose::Add(const v1::Entry& entry) {
  switch (entry.body_case()) {
    case v1::Entry::kHoldPlaced: {
      const v1::HoldPlaced& placed = entry.hold_placed();
      if (!placed.has_order()) return;
      v1::DayCloseLine* line =
          LineOf(placed.order().reward_number(), placed.order().place_number(),
                 placed.by());
      return line->set_ordered(line->ordered() + placed.order().pieces());
    }
    case v1::Entry::kHoldCommitted:
      return AddCommitted(entry);
    case v1::Entry::kEntryReversed:
      return AddReversed(entry);
    case v1::Entry::kHoldVoided:
      return AddVoided(entry.hold_voided());
    case v1::Entry::kStockChanged:
      return AddStock(entry);
    case v1::Entry::kArticleMoved:
      return AddArticle(entry.article_moved());
    default:
      return;
  }
}

void DayClose::AddCommitted(const v1::Entry& entry) {
  v1::HoldPlaced placed;
  if (!Placed(entry.hold_committed().hold_index(), &placed) ||
      !placed.has_order()) {
    return;
  }
  const v1::Order& order = placed.order();
  Sums& sums = sums_[Key{order.reward_number(), order.place_number(),
                         entry.hold_committed().by()}];
  sums.spent_milli_points += placed.milli_points();
  v1::DayCloseLine& line = sums.line;
  if (order.voucher()) {
    line.set_vouchers(line.vouchers() + order.pieces());
  } else {
    line.set_handed_out(line.handed_out() + order.pieces());
  }
}

// Of all reversals only those of hand-overs put goods back into a stock.
void DayClose::AddReversed(const v1::Entry& entry) {
  const std::string& by = entry.entry_reversed().by();
  for (const v1::Posting& leg : entry.postings()) {
    if (leg.owner() != v1::ACCOUNT_OWNER_STOCK || leg.amount() <= 0) continue;
    Sums& sums = sums_[Key{leg.class_code(), leg.owner_number(), by}];
    sums.line.set_taken_back(sums.line.taken_back() +
                             static_cast<uint64_t>(leg.amount()));
    sums.given_back_milli_points += PointsGivenBack(entry);
  }
}

void DayClose::AddVoided(const v1::HoldVoided& voided) {
  v1::HoldPlaced placed;
  if (!Placed(voided.hold_index(), &placed) || !placed.has_order()) return;
  v1::DayCloseLine* line = LineOf(placed.order().reward_number(),
                                  placed.order().place_number(), voided.by());
  line->set_voided(line->voided() + placed.order().pieces());
}

void DayClose::AddStock(const v1::Entry& entry) {
  const v1::StockChanged& changed = entry.stock_changed();
  v1::DayCloseLine* line =
      LineOf(changed.reward_number(), changed.place_number(), changed.by());
  const int64_t by = ChangeAt(entry, changed.place_number());
  if (changed.cause() == v1::STOCK_CAUSE_COUNTED) {
    return line->set_counted(line->counted() + by);
  }
  line->set_changed(line->changed() + by);
  if (changed.cause() != v1::STOCK_CAUSE_MOVED) return;
  line =
      LineOf(changed.reward_number(), changed.to_place_number(), changed.by());
  line->set_changed(line->changed() +
                    ChangeAt(entry, changed.to_place_number()));
}

void DayClose::AddArticle(const v1::ArticleMoved& moved) {
  v1::DayCloseLine* line =
      LineOf(moved.reward_number(), moved.place_number(), moved.by());
  const bool out = moved.move() == v1::ARTICLE_MOVE_HANDED_OUT ||
                   moved.move() == v1::ARTICLE_MOVE_EXCHANGED;
  const bool back = moved.move() == v1::ARTICLE_MOVE_RETURNED ||
                    moved.move() == v1::ARTICLE_MOVE_EXCHANGED;
  if (out) line->set_lent(line->lent() + moved.pieces());
  if (back) line->set_returned(line->returned() + moved.pieces());
}

void DayClose::Fill(const rules::BookState& state,
                    const v1::GetDayCloseRequest& request,
                    v1::GetDayCloseResponse* response) const {
  std::map<std::pair<uint32_t, uint64_t>, v1::DayCloseLine> lines;
  uint64_t spent = 0;
  uint64_t given_back = 0;
  for (const auto& [key, sums] : sums_) {
    if (request.has_place_number() && request.place_number() != key.place) {
      continue;
    }
    if (!request.by().empty() && request.by() != key.by) continue;
    AddTo(sums.line, &lines[{key.reward, key.place}]);
    spent += sums.spent_milli_points;
    given_back += sums.given_back_milli_points;
  }
  response->set_spent_milli_points(spent);
  response->set_given_back_milli_points(given_back);
  for (auto& [key, line] : lines) {
    line.set_reward_number(key.first);
    line.set_place_number(key.second);
    const rules::Balances* there =
        state.FindBalances(v1::ACCOUNT_OWNER_STOCK, key.second);
    const int64_t pieces =
        there == nullptr ? 0 : there->Net(v1::ASSET_GOODS, key.first);
    line.set_pieces(static_cast<uint64_t>(std::max<int64_t>(pieces, 0)));
    *response->add_lines() = line;
  }
}

}  // namespace greenledger::rewards
