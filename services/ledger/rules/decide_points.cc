#include "services/ledger/rules/decide_points.h"

#include <algorithm>
#include <string>

#include "services/ledger/rules/plain_text.h"

namespace greenledger::rules {
namespace {

void CheckExpired(const BookState& state, int64_t time_us,
                  const v1::PointsExpired& expired,
                  const RefusalList& refusals) {
  const HouseholdState* household =
      state.FindHousehold(expired.household_number());
  if (household == nullptr) {
    return refusals.Add("household_number",
                        v1::REFUSAL_REASON_HOUSEHOLD_UNKNOWN,
                        expired.household_number());
  }
  const bool there = std::any_of(
      household->lots.begin(), household->lots.end(),
      [&](const Lot& lot) { return lot.last_day == expired.last_day(); });
  if (!there || expired.last_day() >= state.DayOf(time_us)) {
    refusals.Add("last_day", v1::REFUSAL_REASON_NOTHING_DUE,
                 std::to_string(expired.last_day()));
  }
}

// What a household gives back must be free.
void CheckFree(const BookState& state, uint64_t household,
               uint64_t milli_points, const RefusalList& refusals) {
  const int64_t free = std::max<int64_t>(state.FreePoints(household), 0);
  if (static_cast<uint64_t>(free) < milli_points) {
    refusals.Add("milli_points", v1::REFUSAL_REASON_INSUFFICIENT_POINTS,
                 static_cast<uint64_t>(free));
  }
}

// What is given by hand must be in the budget of that day.
void CheckCredit(const BookState& state, int32_t day, uint64_t milli_points,
                 const RefusalList& refusals) {
  const BudgetState* budget = state.points().BudgetOn(day);
  if (budget == nullptr || budget->budget.rule() != v1::BUDGET_RULE_REFUSE) {
    return;
  }
  const int64_t left =
      std::max<int64_t>(state.FreeOf(v1::ACCOUNT_OWNER_BUDGET,
                                     budget->budget.number(), v1::ASSET_POINTS),
                        0);
  if (static_cast<uint64_t>(left) < milli_points) {
    refusals.Add("milli_points", v1::REFUSAL_REASON_BUDGET_EXCEEDED,
                 static_cast<uint64_t>(left));
  }
}

void CheckAmounts(const BookState& state, int64_t time_us,
                  const v1::AdjustmentProposed& proposed,
                  const RefusalList& refusals) {
  if (proposed.milli_points() < 0) {
    CheckFree(state, proposed.household_number(),
              0 - static_cast<uint64_t>(proposed.milli_points()), refusals);
  } else {
    CheckCredit(state, state.DayOf(time_us),
                static_cast<uint64_t>(proposed.milli_points()), refusals);
  }
}

void CheckProposed(const BookState& state, int64_t time_us,
                   const v1::AdjustmentProposed& proposed,
                   const RefusalList& refusals) {
  if (CheckOpen(state, proposed.household_number(), "household_number",
                refusals) != nullptr) {
    CheckAmounts(state, time_us, proposed, refusals);
  }
}

void CheckDecided(const BookState& state, int64_t time_us,
                  const v1::AdjustmentDecided& decided,
                  const RefusalList& refusals) {
  const PointsState& known = state.points();
  const uint64_t index = decided.proposal_index();
  const auto proposal = known.proposals.find(index);
  if (proposal == known.proposals.end()) {
    return refusals.Add("proposal_index",
                        known.decided.contains(index)
                            ? v1::REFUSAL_REASON_PROPOSAL_DECIDED
                            : v1::REFUSAL_REASON_PROPOSAL_UNKNOWN,
                        index);
  }
  if (PersonOf(proposal->second.by()) == PersonOf(decided.by())) {
    refusals.Add("by", v1::REFUSAL_REASON_SAME_PERSON, decided.by());
  }
  if (!decided.approved()) return;
  if (CheckOpen(state, proposal->second.household_number(), "proposal_index",
                refusals) != nullptr) {
    CheckAmounts(state, time_us, proposal->second, refusals);
  }
}

void CheckPenalty(const BookState& state, const v1::Penalty& penalty,
                  const RefusalList& refusals) {
  if (penalty.collector_number() != 0) {
    if (!state.oversight().HasParty(v1::PARTY_KIND_COLLECTOR,
                                    penalty.collector_number())) {
      refusals.Add("collector_number", v1::REFUSAL_REASON_PARTY_UNKNOWN,
                   penalty.collector_number());
    }
    return;
  }
  if (CheckOpen(state, penalty.household_number(), "household_number",
                refusals) != nullptr) {
    CheckFree(state, penalty.household_number(), penalty.milli_points(),
              refusals);
  }
}

}  // namespace

const HouseholdState* CheckOpen(const BookState& state, uint64_t number,
                                std::string_view field,
                                const RefusalList& refusals) {
  const HouseholdState* household = state.FindHousehold(number);
  if (household == nullptr) {
    refusals.Add(field, v1::REFUSAL_REASON_HOUSEHOLD_UNKNOWN, number);
    return nullptr;
  }
  if (household->state == v1::HOUSEHOLD_STATE_CLOSED) {
    refusals.Add(field, v1::REFUSAL_REASON_HOUSEHOLD_CLOSED, number);
    return nullptr;
  }
  return household;
}

const HouseholdState* CheckSpender(const BookState& state, uint64_t number,
                                   std::string_view field,
                                   const RefusalList& refusals) {
  const HouseholdState* household = CheckOpen(state, number, field, refusals);
  if (household == nullptr) return nullptr;
  if (household->state == v1::HOUSEHOLD_STATE_FROZEN) {
    refusals.Add(field, v1::REFUSAL_REASON_ACCOUNT_FROZEN, number);
    return nullptr;
  }
  if (household->state != v1::HOUSEHOLD_STATE_ACTIVE) {
    refusals.Add(field, v1::REFUSAL_REASON_HOUSEHOLD_NOT_ACTIVE, number);
    return nullptr;
  }
  return household;
}

void CheckPoints(const BookState& state, int64_t time_us,
                 const v1::Entry& entry, const RefusalList& refusals) {
  switch (entry.body_case()) {
    case v1::Entry::kPointsExpired:
      return CheckExpired(state, time_us, entry.points_expired(), refusals);
    case v1::Entry::kAdjustmentProposed:
      return CheckProposed(state, time_us, entry.adjustment_proposed(),
                           refusals);
    case v1::Entry::kAdjustmentDecided:
      return CheckDecided(state, time_us, entry.adjustment_decided(), refusals);
    case v1::Entry::kPenalty:
      return CheckPenalty(state, entry.penalty(), refusals);
    default:
      return;
  }
}

}  // namespace greenledger::rules
