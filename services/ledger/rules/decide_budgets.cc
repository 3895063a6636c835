// Budgets and prize pools.
#include <algorithm>
#include <string>

#include "services/ledger/rules/decide_points.h"
#include "services/ledger/rules/local_day.h"

namespace greenledger::rules {
namespace {

// What an account has of points, nothing where it is below zero.
uint64_t LeftOf(const BookState& state, v1::AccountOwner owner,
                uint64_t number) {
  return static_cast<uint64_t>(
      std::max<int64_t>(state.FreeOf(owner, number, v1::ASSET_POINTS), 0));
}

void CheckBudget(const BookState& state, int64_t time_us,
                 const v1::Budget& budget, const RefusalList& refusals) {
  const auto& known = state.points().budgets;
  if (known.contains(budget.number())) {
    refusals.Add("number", v1::REFUSAL_REASON_NUMBER_TAKEN, budget.number());
  }
  const int32_t first = ParseDay(budget.from_day()).value_or(0);
  const int32_t last = ParseDay(budget.to_day()).value_or(0);
  if (first < state.DayOf(time_us)) {
    refusals.Add("from_day", v1::REFUSAL_REASON_IN_PAST, budget.from_day());
  }
  const bool overlaps =
      std::any_of(known.begin(), known.end(), [&](const auto& other) {
        return first <= other.second.last_day && other.second.first_day <= last;
      });
  if (overlaps) {
    refusals.Add("from_day", v1::REFUSAL_REASON_BUDGET_OVERLAPS,
                 budget.from_day());
  }
}

bool CheckBudgetKnown(const BookState& state, uint32_t number,
                      const RefusalList& refusals) {
  if (state.points().budgets.contains(number)) return true;
  refusals.Add("budget_number", v1::REFUSAL_REASON_BUDGET_UNKNOWN, number);
  return false;
}

void CheckTaken(const BookState& state, uint32_t budget, uint64_t milli_points,
                const RefusalList& refusals) {
  const uint64_t left = LeftOf(state, v1::ACCOUNT_OWNER_BUDGET, budget);
  if (left < milli_points) {
    refusals.Add("milli_points", v1::REFUSAL_REASON_BUDGET_EXCEEDED, left);
  }
}

void CheckChanged(const BookState& state, const v1::BudgetChanged& changed,
                  const RefusalList& refusals) {
  if (!CheckBudgetKnown(state, changed.budget_number(), refusals)) return;
  if (changed.milli_points() < 0) {
    CheckTaken(state, changed.budget_number(),
               0 - static_cast<uint64_t>(changed.milli_points()), refusals);
  }
}

// Pools of campaigns change by their steps and titles alone.
bool IsOfCampaign(uint32_t pool) { return pool >= kCampaignPoolBase; }

void CheckReserved(const BookState& state, const v1::PrizesReserved& reserved,
                   const RefusalList& refusals) {
  if (IsOfCampaign(reserved.pool_number())) {
    refusals.Add("pool_number", v1::REFUSAL_REASON_POOL_UNKNOWN,
                 reserved.pool_number());
  }
  if (!CheckBudgetKnown(state, reserved.budget_number(), refusals)) return;
  const auto& pools = state.points().pools;
  const auto pool = pools.find(reserved.pool_number());
  if (pool != pools.end() &&
      pool->second.budget_number != reserved.budget_number()) {
    refusals.Add("pool_number", v1::REFUSAL_REASON_NUMBER_TAKEN,
                 reserved.pool_number());
  }
  CheckTaken(state, reserved.budget_number(), reserved.milli_points(),
             refusals);
}

bool CheckPool(const BookState& state, uint32_t number,
               const RefusalList& refusals) {
  if (!IsOfCampaign(number) && state.points().pools.contains(number)) {
    return true;
  }
  refusals.Add("pool_number", v1::REFUSAL_REASON_POOL_UNKNOWN, number);
  return false;
}

void CheckGranted(const BookState& state, const v1::PrizeGranted& granted,
                  const RefusalList& refusals) {
  CheckOpen(state, granted.household_number(), "household_number", refusals);
  if (!CheckPool(state, granted.pool_number(), refusals)) return;
  const uint64_t left =
      LeftOf(state, v1::ACCOUNT_OWNER_PRIZE_POOL, granted.pool_number());
  if (left < granted.milli_points()) {
    refusals.Add("milli_points", v1::REFUSAL_REASON_POOL_EXCEEDED, left);
  }
}

}  // namespace

void CheckBudgets(const BookState& state, int64_t time_us,
                  const v1::Entry& entry, const RefusalList& refusals) {
  switch (entry.body_case()) {
    case v1::Entry::kBudgetPublished:
      return CheckBudget(state, time_us, entry.budget_published(), refusals);
    case v1::Entry::kBudgetChanged:
      return CheckChanged(state, entry.budget_changed(), refusals);
    case v1::Entry::kPrizesReserved:
      return CheckReserved(state, entry.prizes_reserved(), refusals);
    case v1::Entry::kPrizeGranted:
      return CheckGranted(state, entry.prize_granted(), refusals);
    case v1::Entry::kPrizesReleased:
      CheckPool(state, entry.prizes_released().pool_number(), refusals);
      return;
    default:
      return;
  }
}

}  // namespace greenledger::rules
