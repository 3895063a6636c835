#include "services/points/figures.h"

#include <fmt/core.h>

#include <algorithm>
#include <string>
#include <vector>

namespace greenledger::points {
namespace {

using rules::Flow;

void FillMonth(const rules::MonthFlows& month, v1::MonthFigures* out) {
  out->set_month(
      fmt::format("{:04}-{:02}", month.month / 12, month.month % 12 + 1));
  out->set_earned(month.Of(Flow::kEarned));
  out->set_adjusted(month.Of(Flow::kAdjusted));
  out->set_prizes(month.Of(Flow::kPrizes));
  out->set_spent(month.Of(Flow::kSpent));
  out->set_expired(month.Of(Flow::kExpired));
  out->set_penalised(month.Of(Flow::kPenalised));
  out->set_reversed(month.Of(Flow::kReversed));
  out->set_corrected(month.Of(Flow::kCorrected));
  out->set_moved(month.Of(Flow::kMoved));
  out->set_outstanding(
      static_cast<uint64_t>(std::max<int64_t>(month.outstanding, 0)));
}

uint64_t HeldIn(const rules::BookState& state) {
  uint64_t held = 0;
  for (const auto& [index, hold] : state.points().holds) {
    held += hold.placed.milli_points();
  }
  return held;
}

void FillBudget(const rules::BookState& state, const rules::BudgetState& budget,
                v1::BudgetFigures* out) {
  *out->mutable_budget() = budget.budget;
  const int64_t left = state.FreeOf(v1::ACCOUNT_OWNER_BUDGET,
                                    budget.budget.number(), v1::ASSET_POINTS);
  out->set_left_milli_points(left);
  out->set_promised_milli_points(budget.promised_milli_points);
  // What was neither set aside nor is left was issued.
  const int64_t issued = static_cast<int64_t>(budget.budget.milli_points()) -
                         left -
                         static_cast<int64_t>(budget.promised_milli_points);
  out->set_issued_milli_points(
      static_cast<uint64_t>(std::max<int64_t>(issued, 0)));
}

}  // namespace

void FillFigures(const rules::BookState& state,
                 v1::GetPointsFiguresResponse* response) {
  const rules::PointsState& points = state.points();
  response->set_as_of_size(state.size());
  for (const rules::MonthFlows& month : points.months) {
    FillMonth(month, response->add_months());
  }
  if (!points.months.empty()) {
    response->set_outstanding_milli_points(
        response->months(response->months_size() - 1).outstanding());
  }
  response->set_held_milli_points(HeldIn(state));
  std::vector<const rules::BudgetState*> budgets;
  for (const auto& [number, budget] : points.budgets) {
    budgets.push_back(&budget);
  }
  std::sort(budgets.begin(), budgets.end(), [](const auto* a, const auto* b) {
    return a->first_day < b->first_day;
  });
  for (const rules::BudgetState* budget : budgets) {
    FillBudget(state, *budget, response->add_budgets());
  }
  for (const auto& [number, pool] : points.pools) {
    v1::PoolFigures* out = response->add_pools();
    out->set_pool_number(number);
    out->set_budget_number(pool.budget_number);
    out->set_purpose(pool.purpose);
    out->set_left_milli_points(static_cast<uint64_t>(std::max<int64_t>(
        state.FreeOf(v1::ACCOUNT_OWNER_PRIZE_POOL, number, v1::ASSET_POINTS),
        0)));
  }
}

}  // namespace greenledger::points
