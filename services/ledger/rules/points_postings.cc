// The postings of bodies about points, and what the ledger fills in of them.
#include <algorithm>
#include <limits>

#include "services/ledger/rules/decide_points.h"
#include "services/ledger/rules/entry_builder.h"

namespace greenledger::rules {
namespace {

Account Household(uint64_t number) {
  return {v1::ACCOUNT_OWNER_HOUSEHOLD, number};
}

// Moves points; nothing if there are none to move.
void MovePoints(const Account& from, const Account& to, uint64_t milli_points,
                v1::Entry* entry) {
  if (milli_points == 0) return;
  AddTransfer(from.first, from.second, to.first, to.second, v1::ASSET_POINTS, 0,
              static_cast<int64_t>(milli_points), entry);
}

// Moves an asset in the direction of the amount's sign.
void MoveSigned(const Account& from, const Account& to, v1::Asset asset,
                int64_t amount, v1::Entry* entry) {
  // Of a log of another's making.
  amount = std::max(amount, -std::numeric_limits<int64_t>::max());
  if (amount > 0) {
    AddTransfer(from.first, from.second, to.first, to.second, asset, 0, amount,
                entry);
  } else if (amount < 0) {
    AddTransfer(to.first, to.second, from.first, from.second, asset, 0, -amount,
                entry);
  }
}

// Moves what a hold is about, at one stage.
void MoveHeld(const v1::HoldPlaced& placed, uint64_t milli_points,
              v1::Stage stage, v1::Entry* entry) {
  const int first = entry->postings_size();
  const v1::Order& order = placed.order();
  MovePoints(Household(placed.household_number()),
             {v1::ACCOUNT_OWNER_REDEMPTION, order.reward_number()},
             milli_points, entry);
  if (placed.has_order()) {
    AddTransfer(v1::ACCOUNT_OWNER_STOCK, order.place_number(),
                v1::ACCOUNT_OWNER_HANDED_OUT, 0, v1::ASSET_GOODS,
                order.reward_number(), order.pieces(), entry);
  }
  if (stage == v1::STAGE_UNSPECIFIED) return;
  for (int i = first; i < entry->postings_size(); ++i) {
    entry->mutable_postings(i)->set_stage(stage);
  }
}

void PostCommitted(const BookState& state, v1::Entry* entry) {
  v1::HoldCommitted& commit = *entry->mutable_hold_committed();
  const Hold& hold = *state.points().FindHold(commit.hold_index());
  const v1::HoldPlaced& placed = hold.placed;
  const bool counts = placed.has_order() && !placed.order().voucher();
  commit.set_order_day(counts ? static_cast<uint32_t>(hold.day) : 0);
  MoveHeld(placed, placed.milli_points(), v1::STAGE_RELEASED, entry);
  MoveHeld(placed,
           commit.milli_points() == 0 ? placed.milli_points()
                                      : commit.milli_points(),
           v1::STAGE_UNSPECIFIED, entry);
}

void PostExpired(const BookState& state, v1::Entry* entry) {
  const v1::PointsExpired& expired = entry->points_expired();
  const Lots& lots = state.FindHousehold(expired.household_number())->lots;
  const auto lot = std::find_if(lots.begin(), lots.end(), [&](const Lot& one) {
    return one.last_day == expired.last_day();
  });
  MovePoints(Household(expired.household_number()),
             {v1::ACCOUNT_OWNER_EXPIRY, 0}, lot->milli_points, entry);
}

void PostDecided(const BookState& state, v1::Entry* entry) {
  const v1::AdjustmentDecided& decided = entry->adjustment_decided();
  if (!decided.approved()) return;
  const v1::AdjustmentProposed& proposed =
      state.points().proposals.at(decided.proposal_index());
  const Account household = Household(proposed.household_number());
  MoveSigned(SourceOn(state, state.DayOf(entry->time_us())), household,
             v1::ASSET_POINTS, proposed.milli_points(), entry);
  MoveSigned({v1::ACCOUNT_OWNER_ISSUANCE, 0}, household, v1::ASSET_MERIT,
             proposed.milli_merit(), entry);
}

void PostPenalty(v1::Entry* entry) {
  const v1::Penalty& penalty = entry->penalty();
  const Account source{v1::ACCOUNT_OWNER_PENALTY, 0};
  if (penalty.collector_number() != 0) {
    MoveSigned(source,
               {v1::ACCOUNT_OWNER_COLLECTOR, penalty.collector_number()},
               v1::ASSET_PENALTY, penalty.penalty_points(), entry);
    return;
  }
  const Account household = Household(penalty.household_number());
  MovePoints(household, source, penalty.milli_points(), entry);
  MoveSigned(household, source, v1::ASSET_MERIT,
             static_cast<int64_t>(penalty.milli_merit()), entry);
}

void PostReleased(const BookState& state, v1::Entry* entry) {
  const uint32_t number = entry->prizes_released().pool_number();
  const int64_t left =
      state.FreeOf(v1::ACCOUNT_OWNER_PRIZE_POOL, number, v1::ASSET_POINTS);
  MoveSigned(
      {v1::ACCOUNT_OWNER_PRIZE_POOL, number},
      {v1::ACCOUNT_OWNER_BUDGET, state.points().pools.at(number).budget_number},
      v1::ASSET_POINTS, left, entry);
}

uint64_t SumOfLots(
    const google::protobuf::RepeatedPtrField<v1::PointsLot>& lots) {
  uint64_t sum = 0;
  for (const v1::PointsLot& lot : lots) sum += lot.milli_points();
  return sum;
}

// Everything the household has leaves: its lots, what never ends, its merit.
void PostMovedOut(const BookState& state, v1::Entry* entry) {
  v1::HouseholdMovedOut* out = entry->mutable_household_moved_out();
  const HouseholdState& household =
      *state.FindHousehold(out->household_number());
  Lots lots = household.lots;
  const int64_t free = state.FreePoints(household.number);
  out->clear_lots();
  for (const Lot& lot :
       TakeFromLots(static_cast<uint64_t>(std::max<int64_t>(free, 0)), &lots)) {
    v1::PointsLot* taken = out->add_lots();
    taken->set_last_day(lot.last_day);
    taken->set_milli_points(lot.milli_points);
  }
  out->set_milli_merit(household.earner.balances.Net(v1::ASSET_MERIT));
  const Account transit{v1::ACCOUNT_OWNER_TRANSIT, out->to_book()};
  MovePoints(Household(household.number), transit, SumOfLots(out->lots()),
             entry);
  MoveSigned(Household(household.number), transit, v1::ASSET_MERIT,
             out->milli_merit(), entry);
}

void PostMovedIn(v1::Entry* entry) {
  const v1::HouseholdMovedIn& in = entry->household_moved_in();
  const Account transit{v1::ACCOUNT_OWNER_TRANSIT, in.from_book()};
  const Account household = Household(in.household_number());
  MovePoints(transit, household, SumOfLots(in.lots()), entry);
  MoveSigned(transit, household, v1::ASSET_MERIT, in.milli_merit(), entry);
}

void PostMoveEnded(const BookState& state, v1::Entry* entry) {
  const v1::MoveEnded& ended = entry->move_ended();
  if (ended.taken()) return;
  const v1::HouseholdMovedOut& out = state.points().moves.at(ended.out_index());
  const Account transit{v1::ACCOUNT_OWNER_TRANSIT, out.to_book()};
  const Account household = Household(out.household_number());
  MovePoints(transit, household, SumOfLots(out.lots()), entry);
  MoveSigned(transit, household, v1::ASSET_MERIT, out.milli_merit(), entry);
}

void PostBudgets(const BookState& state, v1::Entry* entry) {
  const Account issuance{v1::ACCOUNT_OWNER_ISSUANCE, 0};
  if (entry->has_budget_published()) {
    const v1::Budget& budget = entry->budget_published();
    MovePoints(issuance, {v1::ACCOUNT_OWNER_BUDGET, budget.number()},
               budget.milli_points(), entry);
  } else if (entry->has_budget_changed()) {
    const v1::BudgetChanged& changed = entry->budget_changed();
    MoveSigned(issuance, {v1::ACCOUNT_OWNER_BUDGET, changed.budget_number()},
               v1::ASSET_POINTS, changed.milli_points(), entry);
  } else if (entry->has_prizes_reserved()) {
    const v1::PrizesReserved& reserved = entry->prizes_reserved();
    MovePoints({v1::ACCOUNT_OWNER_BUDGET, reserved.budget_number()},
               {v1::ACCOUNT_OWNER_PRIZE_POOL, reserved.pool_number()},
               reserved.milli_points(), entry);
  } else if (entry->has_prize_granted()) {
    const v1::PrizeGranted& granted = entry->prize_granted();
    MovePoints({v1::ACCOUNT_OWNER_PRIZE_POOL, granted.pool_number()},
               Household(granted.household_number()), granted.milli_points(),
               entry);
  } else if (entry->has_prizes_released()) {
    PostReleased(state, entry);
  }
}

}  // namespace

std::pair<v1::AccountOwner, uint64_t> SourceOn(const BookState& state,
                                               int32_t day) {
  const BudgetState* budget = state.points().BudgetOn(day);
  if (budget == nullptr) return {v1::ACCOUNT_OWNER_ISSUANCE, 0};
  return {v1::ACCOUNT_OWNER_BUDGET, budget->budget.number()};
}

uint64_t HouseholdOfPoints(const BookState& state, const v1::Entry& entry) {
  const PointsState& known = state.points();
  switch (entry.body_case()) {
    case v1::Entry::kHoldPlaced:
      return entry.hold_placed().household_number();
    case v1::Entry::kHoldCommitted:
      return known.holds.at(entry.hold_committed().hold_index())
          .placed.household_number();
    case v1::Entry::kHoldVoided:
      return known.holds.at(entry.hold_voided().hold_index())
          .placed.household_number();
    case v1::Entry::kPointsExpired:
      return entry.points_expired().household_number();
    case v1::Entry::kAdjustmentProposed:
      return entry.adjustment_proposed().household_number();
    case v1::Entry::kAdjustmentDecided:
      return known.proposals.at(entry.adjustment_decided().proposal_index())
          .household_number();
    case v1::Entry::kPenalty:
      return entry.penalty().household_number();
    case v1::Entry::kPrizeGranted:
      return entry.prize_granted().household_number();
    case v1::Entry::kHouseholdMovedOut:
      return entry.household_moved_out().household_number();
    case v1::Entry::kHouseholdMovedIn:
      return entry.household_moved_in().household_number();
    case v1::Entry::kMoveEnded:
      return known.moves.at(entry.move_ended().out_index()).household_number();
    case v1::Entry::kArticleMoved:
      return entry.article_moved().household_number();
    case v1::Entry::kDropsRerated:
      return entry.drops_rerated().household_number();
    default:
      return 0;
  }
}

void AddPointsPostings(const BookState& state, v1::Entry* entry) {
  switch (entry->body_case()) {
    case v1::Entry::kHoldPlaced:
      return MoveHeld(entry->hold_placed(), entry->hold_placed().milli_points(),
                      v1::STAGE_PENDING, entry);
    case v1::Entry::kHoldCommitted:
      return PostCommitted(state, entry);
    case v1::Entry::kHoldVoided: {
      const v1::HoldPlaced& placed =
          state.points().FindHold(entry->hold_voided().hold_index())->placed;
      return MoveHeld(placed, placed.milli_points(), v1::STAGE_RELEASED, entry);
    }
    case v1::Entry::kPointsExpired:
      return PostExpired(state, entry);
    case v1::Entry::kAdjustmentDecided:
      return PostDecided(state, entry);
    case v1::Entry::kPenalty:
      return PostPenalty(entry);
    case v1::Entry::kHouseholdMovedOut:
      return PostMovedOut(state, entry);
    case v1::Entry::kHouseholdMovedIn:
      return PostMovedIn(entry);
    case v1::Entry::kMoveEnded:
      return PostMoveEnded(state, entry);
    default:
      return PostBudgets(state, entry);
  }
}

}  // namespace greenledger::rules
