#include "services/ledger/rules/points_state.h"

#include <chrono>

namespace greenledger::rules {

const Hold* PointsState::FindHold(uint64_t index) const {
  auto at = holds.find(index);
  return at == holds.end() ? nullptr : &at->second;
}

const BudgetState* PointsState::BudgetOn(int32_t day) const {
  for (auto at = budgets.rbegin(); at != budgets.rend(); ++at) {
    const BudgetState& budget = at->second;
    if (budget.first_day <= day && day <= budget.last_day) return &budget;
  }
  return nullptr;
}

void PointsState::AddHold(uint64_t index, Hold hold) {
  const v1::HoldPlaced& placed = hold.placed;
  hold_ends.emplace(placed.expires_us(), index);
  if (placed.household_number() != 0) {
    holds_of[placed.household_number()].insert(index);
  }
  if (placed.has_order()) codes[placed.order().code_hash()] = index;
  holds.emplace(index, std::move(hold));
}

Hold PointsState::EndHold(uint64_t index, const EndedHold& end) {
  auto at = holds.find(index);
  Hold hold = std::move(at->second);
  holds.erase(at);
  hold_ends.erase({hold.placed.expires_us(), index});
  if (auto of = holds_of.find(hold.placed.household_number());
      of != holds_of.end()) {
    of->second.erase(index);
    if (of->second.empty()) holds_of.erase(of);
  }
  if (hold.placed.has_order()) codes.erase(hold.placed.order().code_hash());
  ended_holds[index] = end;
  return hold;
}

void PointsState::AddFlow(int32_t day, Flow flow, int64_t milli_points) {
  const int32_t month = MonthOf(day);
  // Server time rises, so only the last month can be the one.
  if (months.empty() || months.back().month != month) {
    const int64_t before = months.empty() ? 0 : months.back().outstanding;
    months.push_back(MonthFlows{month, {}, before});
  }
  months.back().flows[static_cast<size_t>(flow)] += milli_points;
  months.back().outstanding += milli_points;
}

int32_t MonthOf(int32_t day) {
  const std::chrono::year_month_day date{
      std::chrono::sys_days(std::chrono::days(day))};
  return static_cast<int32_t>(static_cast<int>(date.year()) * 12) +
         static_cast<int32_t>(static_cast<unsigned>(date.month())) - 1;
}

}  // namespace greenledger::rules
