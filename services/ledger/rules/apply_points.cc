// The part of BookState::Apply that folds what happens to points.
#include <algorithm>
#include <string>

#include "services/ledger/rules/decide_points.h"
#include "services/ledger/rules/document_check.h"
#include "services/ledger/rules/local_day.h"
#include "services/ledger/rules/points_flow.h"
#include "services/ledger/rules/state.h"

namespace greenledger::rules {
namespace {

// Parts that come back to where they were taken from.
void PutBack(const Lots& parts, Lots* lots) {
  for (const Lot& part : parts) AddLot(part, lots);
}

template <typename RepeatedLot>
void PutBack(const RepeatedLot& parts, Lots* lots) {
  for (const v1::PointsLot& part : parts) {
    AddLot({part.last_day(), part.milli_points()}, lots);
  }
}

}  // namespace

int32_t BookState::DayOf(int64_t time_us) const {
  return ToLocalTime(time_us, info_.utc_offset_minutes()).day;
}

absl::Status BookState::ApplyPending(const v1::Entry& entry,
                                     const v1::Posting& leg) {
  const AccountKey key(leg.owner(), leg.owner_number());
  if (leg.stage() == v1::STAGE_PENDING) {
    pending_[key].Post(leg.asset(), leg.class_code(), leg.amount());
    return absl::OkStatus();
  }
  auto at = pending_.find(key);
  if (at == pending_.end() ||
      !at->second.Unpost(leg.asset(), leg.class_code(), leg.amount())) {
    return Damaged(entry, "it releases what is not pending");
  }
  if (at->second.IsZero()) pending_.erase(at);
  return absl::OkStatus();
}

void BookState::AddPendingOf(const v1::HoldPlaced& placed) {
  v1::Entry entry;
  *entry.mutable_hold_placed() = placed;
  AddPointsPostings(*this, &entry);
  for (const v1::Posting& leg : entry.postings()) {
    pending_[{leg.owner(), leg.owner_number()}].Post(
        leg.asset(), leg.class_code(), leg.amount());
  }
}

// Suspense and households together are what a community owes: a claim moves
// points between them and changes nothing of that.
void BookState::NotePointsMoved(const v1::Entry& entry, int64_t to_household,
                                int64_t to_suspense) {
  if (to_household != 0) ChangeLots(entry, to_household);
  const int64_t moved = to_household + to_suspense;
  if (moved == 0) return;
  const Flow flow = FlowOf(entry);
  points_.AddFlow(DayOf(entry.time_us()), flow, moved);
  const bool issues = flow == Flow::kEarned || flow == Flow::kAdjusted ||
                      flow == Flow::kPrizes || flow == Flow::kCorrected;
  if (issues && moved > 0) {
    totals_.milli_points_issued += static_cast<uint64_t>(moved);
  }
}

void BookState::ChangeLots(const v1::Entry& entry, int64_t milli_points) {
  Lots* lots = &MutableHousehold(entry.household())->lots;
  const int32_t day = entry.has_drop()
                          ? static_cast<int32_t>(entry.drop().day())
                          : DayOf(entry.time_us());
  switch (entry.body_case()) {
    case v1::Entry::kHoldCommitted:
      return;  // its parts were taken when it was placed
    case v1::Entry::kMoveEnded:
      return;  // put back with the body
    case v1::Entry::kHouseholdMovedOut:
      return lots->clear();
    case v1::Entry::kHouseholdMovedIn:
      return PutBack(entry.household_moved_in().lots(), lots);
    case v1::Entry::kPointsExpired: {
      const int32_t last = entry.points_expired().last_day();
      lots->erase(
          std::remove_if(lots->begin(), lots->end(),
                         [&](const Lot& lot) { return lot.last_day == last; }),
          lots->end());
      return;
    }
    default:
      break;
  }
  if (milli_points < 0) {
    TakeFromLots(static_cast<uint64_t>(-milli_points), lots);
    return;
  }
  const CompiledTariff* tariff = TariffOn(day);
  const int32_t last = tariff == nullptr ? kNeverEnds : tariff->LastDayOf(day);
  AddLot({last, static_cast<uint64_t>(milli_points)}, lots);
}

absl::Status BookState::ApplyHoldPlaced(const v1::Entry& entry) {
  Hold hold{entry.hold_placed(), {}, DayOf(entry.time_us())};
  const v1::HoldPlaced& placed = hold.placed;
  if (placed.household_number() != 0) {
    HouseholdState* household = MutableHousehold(placed.household_number());
    if (household == nullptr) return Damaged(entry, "its household is unknown");
    hold.parts = TakeFromLots(placed.milli_points(), &household->lots);
  }
  if (placed.has_order() && !placed.order().voucher()) {
    const PublishedReward* reward =
        rewards_.Find(placed.order().reward_number());
    if (reward == nullptr) return Damaged(entry, "its reward is unknown");
    rewards_.Use(placed.household_number(), reward->reward, hold.day,
                 placed.order().pieces());
  }
  points_.AddHold(entry.index(), std::move(hold));
  points_.dirty_holds.push_back(entry.index());
  return absl::OkStatus();
}

absl::Status BookState::EndHold(const v1::Entry& entry, uint64_t index,
                                bool committed) {
  if (points_.FindHold(index) == nullptr) {
    return Damaged(entry, "it ends a hold that is not open");
  }
  Hold hold = points_.EndHold(index, {entry.index(), committed});
  points_.dirty_holds.push_back(index);
  const v1::HoldPlaced& placed = hold.placed;
  if (committed) {
    const uint64_t spent = entry.hold_committed().milli_points();
    TakeFromLots(spent == 0 ? placed.milli_points() : spent, &hold.parts);
  }
  if (HouseholdState* household = MutableHousehold(placed.household_number())) {
    PutBack(hold.parts, &household->lots);
  }
  if (!committed && placed.has_order() && !placed.order().voucher()) {
    rewards_.Unuse(placed.household_number(),
                   rewards_.Find(placed.order().reward_number())->reward,
                   hold.day, placed.order().pieces());
  }
  return absl::OkStatus();
}

absl::Status BookState::ApplyBudget(const v1::Entry& entry) {
  auto& budgets = points_.budgets;
  const auto known = [&](uint32_t number) { return budgets.contains(number); };
  if (entry.has_budget_published()) {
    const v1::Budget& budget = entry.budget_published();
    const auto first = ParseDay(budget.from_day());
    const auto last = ParseDay(budget.to_day());
    if (!first.has_value() || !last.has_value()) {
      return Damaged(entry, "its days are none");
    }
    budgets[budget.number()] = BudgetState{budget, *first, *last};
  } else if (entry.has_budget_changed()) {
    const v1::BudgetChanged& changed = entry.budget_changed();
    if (!known(changed.budget_number())) {
      return Damaged(entry, "its budget is unknown");
    }
    v1::Budget& budget = budgets[changed.budget_number()].budget;
    budget.set_milli_points(budget.milli_points() +
                            static_cast<uint64_t>(changed.milli_points()));
  } else if (entry.has_prizes_reserved()) {
    const v1::PrizesReserved& reserved = entry.prizes_reserved();
    if (!known(reserved.budget_number())) {
      return Damaged(entry, "its budget is unknown");
    }
    budgets[reserved.budget_number()].promised_milli_points +=
        reserved.milli_points();
    points_.pools[reserved.pool_number()] = {reserved.budget_number(),
                                             reserved.purpose()};
  } else if (entry.has_prizes_released()) {
    const auto pool = points_.pools.find(entry.prizes_released().pool_number());
    if (pool == points_.pools.end()) {
      return Damaged(entry, "its prize pool is not open");
    }
    for (const v1::Posting& leg : entry.postings()) {
      if (leg.owner() != v1::ACCOUNT_OWNER_BUDGET) continue;
      budgets[pool->second.budget_number].promised_milli_points -=
          static_cast<uint64_t>(leg.amount());
    }
    points_.pools.erase(pool);
  }
  return absl::OkStatus();
}

absl::Status BookState::ApplyMove(const v1::Entry& entry) {
  if (entry.has_household_moved_in()) {
    const v1::HouseholdMovedIn& in = entry.household_moved_in();
    points_.moved_in.emplace(in.from_book(), in.out_index());
    return absl::OkStatus();
  }
  HouseholdState* household = MutableHousehold(entry.household());
  if (household == nullptr) return Damaged(entry, "its household is unknown");
  if (entry.has_household_moved_out()) {
    points_.moves[entry.index()] = entry.household_moved_out();
    NoteCards(entry.index() + 1, household);
    household->state = v1::HOUSEHOLD_STATE_CLOSED;
    return absl::OkStatus();
  }
  const auto move = points_.moves.find(entry.move_ended().out_index());
  if (move == points_.moves.end()) {
    return Damaged(entry, "it ends a move that is not open");
  }
  if (!entry.move_ended().taken()) {
    NoteCards(entry.index() + 1, household);
    household->state = v1::HOUSEHOLD_STATE_ACTIVE;
    PutBack(move->second.lots(), &household->lots);
  }
  points_.moves.erase(move);
  return absl::OkStatus();
}

absl::Status BookState::ApplyReward(const v1::Entry& entry) {
  const v1::Reward& reward = entry.reward_published();
  if (!CheckReward(reward).empty()) {
    return Damaged(entry, "the line of the catalogue has faults");
  }
  PublishedReward& line = rewards_.catalogue[reward.number()];
  line.reward = reward;
  line.reward.clear_picture();
  line.has_picture = !reward.picture().empty();
  line.index = entry.index();
  return absl::OkStatus();
}

absl::Status BookState::ApplyPoints(const v1::Entry& entry) {
  switch (entry.body_case()) {
    case v1::Entry::kHoldPlaced:
      return ApplyHoldPlaced(entry);
    case v1::Entry::kHoldCommitted:
      return EndHold(entry, entry.hold_committed().hold_index(), true);
    case v1::Entry::kHoldVoided:
      return EndHold(entry, entry.hold_voided().hold_index(), false);
    case v1::Entry::kAdjustmentProposed:
      points_.proposals[entry.index()] = entry.adjustment_proposed();
      return absl::OkStatus();
    case v1::Entry::kAdjustmentDecided: {
      const uint64_t proposal = entry.adjustment_decided().proposal_index();
      if (points_.proposals.erase(proposal) == 0) {
        return Damaged(entry, "it decides what is not proposed");
      }
      points_.decided[proposal] = entry.index();
      points_.dirty_decided.push_back(proposal);
      return absl::OkStatus();
    }
    case v1::Entry::kPointsExpired:
    case v1::Entry::kPenalty:
    case v1::Entry::kPrizeGranted:
      return absl::OkStatus();
    case v1::Entry::kBudgetPublished:
    case v1::Entry::kBudgetChanged:
    case v1::Entry::kPrizesReserved:
    case v1::Entry::kPrizesReleased:
      return ApplyBudget(entry);
    case v1::Entry::kHouseholdMovedOut:
    case v1::Entry::kHouseholdMovedIn:
    case v1::Entry::kMoveEnded:
      return ApplyMove(entry);
    case v1::Entry::kRewardPublished:
      return ApplyReward(entry);
    case v1::Entry::kStockChanged:
    case v1::Entry::kArticleMoved:
      return absl::OkStatus();
    default:
      return ApplyCorrection(entry);
  }
}

}  // namespace greenledger::rules
