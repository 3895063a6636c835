// The postings of bodies about goods.
#include "services/ledger/rules/decide_points.h"
#include "services/ledger/rules/entry_builder.h"

namespace greenledger::rules {
namespace {

const Account kSupply{v1::ACCOUNT_OWNER_SUPPLY, 0};

Account Stock(uint64_t place) { return {v1::ACCOUNT_OWNER_STOCK, place}; }

void MoveGoods(const Account& from, const Account& to, uint32_t reward,
               int64_t pieces, v1::Entry* entry) {
  AddTransfer(from.first, from.second, to.first, to.second, v1::ASSET_GOODS,
              reward, pieces, entry);
}

void PostStock(const BookState& state, v1::Entry* entry) {
  const v1::StockChanged& changed = entry->stock_changed();
  const Account stock = Stock(changed.place_number());
  const uint32_t reward = changed.reward_number();
  switch (changed.cause()) {
    case v1::STOCK_CAUSE_RECEIVED:
      return MoveGoods(kSupply, stock, reward, changed.pieces(), entry);
    case v1::STOCK_CAUSE_WRITTEN_OFF:
      return MoveGoods(stock, kSupply, reward, changed.pieces(), entry);
    case v1::STOCK_CAUSE_MOVED:
      return MoveGoods(stock, Stock(changed.to_place_number()), reward,
                       changed.pieces(), entry);
    default:
      break;
  }
  const Balances* known =
      state.FindBalances(v1::ACCOUNT_OWNER_STOCK, changed.place_number());
  const int64_t before =
      known == nullptr ? 0 : known->Net(v1::ASSET_GOODS, reward);
  const int64_t more = int64_t{changed.pieces()} - before;
  if (more > 0) MoveGoods(kSupply, stock, reward, more, entry);
  if (more < 0) MoveGoods(stock, kSupply, reward, -more, entry);
}

void PostArticle(v1::Entry* entry) {
  const v1::ArticleMoved& moved = entry->article_moved();
  const Account stock = Stock(moved.place_number());
  const Account household{v1::ACCOUNT_OWNER_HOUSEHOLD,
                          moved.household_number()};
  const uint32_t reward = moved.reward_number();
  switch (moved.move()) {
    case v1::ARTICLE_MOVE_HANDED_OUT:
      return MoveGoods(stock, household, reward, moved.pieces(), entry);
    case v1::ARTICLE_MOVE_RETURNED:
      return MoveGoods(household, stock, reward, moved.pieces(), entry);
    case v1::ARTICLE_MOVE_EXCHANGED:
      MoveGoods(household, kSupply, reward, moved.pieces(), entry);
      return MoveGoods(stock, household, reward, moved.pieces(), entry);
    default:
      return MoveGoods(household, kSupply, reward, moved.pieces(), entry);
  }
}

}  // namespace

void AddRewardsPostings(const BookState& state, v1::Entry* entry) {
  if (entry->has_stock_changed()) PostStock(state, entry);
  if (entry->has_article_moved()) PostArticle(entry);
}

}  // namespace greenledger::rules
