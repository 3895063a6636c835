// The catalogue, orders, stocks and articles.
#include <algorithm>
#include <string>

#include "services/ledger/rules/decide_points.h"
#include "services/ledger/rules/local_day.h"

namespace greenledger::rules {
namespace {

// Pieces at a place that nobody has reserved.
uint64_t FreeStock(const BookState& state, uint64_t place, uint32_t reward) {
  return static_cast<uint64_t>(std::max<int64_t>(
      state.FreeOf(v1::ACCOUNT_OWNER_STOCK, place, v1::ASSET_GOODS, reward),
      0));
}

void CheckStock(const BookState& state, uint64_t place, uint32_t reward,
                uint64_t pieces, const RefusalList& refusals) {
  const uint64_t free = FreeStock(state, place, reward);
  if (free < pieces) {
    refusals.Add("pieces", v1::REFUSAL_REASON_OUT_OF_STOCK, free);
  }
}

// The line of the catalogue, if there is one and it is of that kind.
const PublishedReward* CheckKind(const BookState& state, uint32_t number,
                                 v1::RewardKind kind, std::string_view field,
                                 const RefusalList& refusals) {
  const PublishedReward* reward = state.rewards().Find(number);
  if (reward == nullptr) {
    refusals.Add(field, v1::REFUSAL_REASON_REWARD_UNKNOWN, number);
  } else if (reward->reward.kind() != kind) {
    refusals.Add(field, v1::REFUSAL_REASON_REWARD_KIND_WRONG, number);
    return nullptr;
  }
  return reward;
}

void CheckPlaceKnown(const BookState& state, uint64_t place,
                     std::string_view field, const RefusalList& refusals) {
  if (place != 0 && state.FindPlace(place) == nullptr) {
    refusals.Add(field, v1::REFUSAL_REASON_PLACE_UNKNOWN, place);
  }
}

void CheckPublished(const BookState& state, const v1::Reward& reward,
                    const RefusalList& refusals) {
  const PublishedReward* before = state.rewards().Find(reward.number());
  if (before != nullptr && before->reward.kind() != reward.kind()) {
    refusals.Add("kind", v1::REFUSAL_REASON_REWARD_KIND_WRONG,
                 v1::RewardKind_Name(reward.kind()));
  }
  for (int i = 0; i < reward.places_size(); ++i) {
    CheckPlaceKnown(state, reward.places(i).place_number(),
                    "places[" + std::to_string(i) + "].place_number", refusals);
  }
}

void CheckStockChanged(const BookState& state, const v1::StockChanged& changed,
                       const RefusalList& refusals) {
  if (state.rewards().Find(changed.reward_number()) == nullptr) {
    refusals.Add("reward_number", v1::REFUSAL_REASON_REWARD_UNKNOWN,
                 changed.reward_number());
  }
  CheckPlaceKnown(state, changed.place_number(), "place_number", refusals);
  if (changed.cause() == v1::STOCK_CAUSE_MOVED) {
    CheckPlaceKnown(state, changed.to_place_number(), "to_place_number",
                    refusals);
  }
  if (changed.cause() == v1::STOCK_CAUSE_MOVED ||
      changed.cause() == v1::STOCK_CAUSE_WRITTEN_OFF) {
    CheckStock(state, changed.place_number(), changed.reward_number(),
               changed.pieces(), refusals);
  }
  if (changed.cause() == v1::STOCK_CAUSE_COUNTED) {
    const Balances* pending =
        state.FindPending(v1::ACCOUNT_OWNER_STOCK, changed.place_number());
    const uint64_t reserved =
        pending == nullptr
            ? 0
            : pending->Of(v1::ASSET_GOODS, changed.reward_number()).debits;
    // What somebody has a code for cannot be gone without their orders being
    // cancelled first.
    if (changed.pieces() < reserved) {
      refusals.Add("pieces", v1::REFUSAL_REASON_OUT_OF_STOCK, reserved);
    }
  }
}

void CheckArticle(const BookState& state, const v1::ArticleMoved& moved,
                  const RefusalList& refusals) {
  CheckKind(state, moved.reward_number(), v1::REWARD_KIND_ARTICLE,
            "reward_number", refusals);
  CheckPlaceKnown(state, moved.place_number(), "place_number", refusals);
  const bool out = moved.move() == v1::ARTICLE_MOVE_HANDED_OUT;
  if (out) {
    CheckSpender(state, moved.household_number(), "household_number", refusals);
  } else if (state.FindHousehold(moved.household_number()) == nullptr) {
    return refusals.Add("household_number",
                        v1::REFUSAL_REASON_HOUSEHOLD_UNKNOWN,
                        moved.household_number());
  }
  if (out || moved.move() == v1::ARTICLE_MOVE_EXCHANGED) {
    CheckStock(state, moved.place_number(), moved.reward_number(),
               moved.pieces(), refusals);
  }
  if (out) return;
  const int64_t has =
      state.FreeOf(v1::ACCOUNT_OWNER_HOUSEHOLD, moved.household_number(),
                   v1::ASSET_GOODS, moved.reward_number());
  if (has < static_cast<int64_t>(moved.pieces())) {
    refusals.Add("pieces", v1::REFUSAL_REASON_NOT_LENT, std::to_string(has));
  }
}

}  // namespace

void CheckOrder(const BookState& state, int32_t today,
                const v1::HoldPlaced& placed, const RefusalList& refusals) {
  const v1::Order& order = placed.order();
  const PublishedReward* known =
      CheckKind(state, order.reward_number(), v1::REWARD_KIND_REWARD,
                "order.reward_number", refusals);
  if (known == nullptr) return;
  const v1::Reward& reward = known->reward;
  if (!order.voucher()) {
    if (!IsOffered(reward, today)) {
      refusals.Add("order.reward_number", v1::REFUSAL_REASON_NOT_OFFERED,
                   order.reward_number());
    }
    if (placed.milli_points() != reward.milli_points() * order.pieces()) {
      refusals.Add("milli_points", v1::REFUSAL_REASON_PRICE_CHANGED,
                   reward.milli_points() * order.pieces());
    }
    const uint32_t had =
        state.rewards().UsedOn(placed.household_number(), reward, today);
    if (reward.limit_pieces() != 0 &&
        had + order.pieces() > reward.limit_pieces()) {
      refusals.Add("order.pieces", v1::REFUSAL_REASON_LIMIT_REACHED, had);
    }
  }
  if (!IsAtPlace(reward, order.place_number())) {
    refusals.Add("order.place_number", v1::REFUSAL_REASON_NOT_AT_PLACE,
                 order.place_number());
  } else if (const uint64_t free =
                 FreeStock(state, order.place_number(), order.reward_number());
             free < order.pieces()) {
    refusals.Add("order.pieces", v1::REFUSAL_REASON_OUT_OF_STOCK, free);
  }
  if (state.points().codes.contains(order.code_hash())) {
    refusals.Add("order.code_hash", v1::REFUSAL_REASON_CODE_TAKEN,
                 order.reward_number());
  }
}

void CheckRewards(const BookState& state, const v1::Entry& entry,
                  const RefusalList& refusals) {
  switch (entry.body_case()) {
    case v1::Entry::kRewardPublished:
      return CheckPublished(state, entry.reward_published(), refusals);
    case v1::Entry::kStockChanged:
      return CheckStockChanged(state, entry.stock_changed(), refusals);
    case v1::Entry::kArticleMoved:
      return CheckArticle(state, entry.article_moved(), refusals);
    default:
      return;
  }
}

}  // namespace greenledger::rules
