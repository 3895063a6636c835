// Holds: placing, committing, voiding.
#include <string>

#include "services/ledger/rules/decide_points.h"
#include "services/ledger/rules/local_day.h"

namespace greenledger::rules {
namespace {

// An order that names no end ends when it must have been picked up.
void SetEndOfOrder(const BookState& state, int64_t time_us,
                   v1::HoldPlaced* placed) {
  if (placed->expires_us() != 0 || placed->order().voucher()) return;
  const PublishedReward* reward =
      state.rewards().Find(placed->order().reward_number());
  if (reward == nullptr) return;
  placed->set_expires_us(time_us + reward->reward.pick_up_hours() * kHourUs);
}

// The furthest end that is allowed.
int64_t LatestEnd(const BookState& state, int64_t time_us,
                  const v1::HoldPlaced& placed) {
  if (!placed.has_order()) return time_us + kHoldUsMax;
  if (placed.order().voucher()) return time_us + kVoucherUsMax;
  const PublishedReward* reward =
      state.rewards().Find(placed.order().reward_number());
  if (reward == nullptr) return time_us + kHoldUsMax;
  return time_us + reward->reward.pick_up_hours() * kHourUs;
}

void CheckPlaced(const BookState& state, int64_t time_us,
                 v1::HoldPlaced* placed, const RefusalList& refusals) {
  const uint64_t household = placed->household_number();
  if (household != 0) {
    if (CheckSpender(state, household, "household_number", refusals) ==
        nullptr) {
      return;
    }
    const int64_t free = state.FreePoints(household);
    if (free < 0 || static_cast<uint64_t>(free) < placed->milli_points()) {
      refusals.Add("milli_points", v1::REFUSAL_REASON_INSUFFICIENT_POINTS,
                   static_cast<uint64_t>(std::max<int64_t>(free, 0)));
    }
  }
  if (placed->has_order()) {
    CheckOrder(state, state.DayOf(time_us), *placed, refusals);
    SetEndOfOrder(state, time_us, placed);
  }
  const std::string end = std::to_string(placed->expires_us());
  if (placed->expires_us() <= time_us) {
    refusals.Add("expires_us", v1::REFUSAL_REASON_IN_PAST, end);
  } else if (placed->expires_us() > LatestEnd(state, time_us, *placed)) {
    refusals.Add("expires_us", v1::REFUSAL_REASON_TOO_FAR, end);
  }
}

// Why there is no open hold of that index.
v1::RefusalReason WhyNotOpen(const BookState& state, uint64_t index) {
  const auto& ended = state.points().ended_holds;
  const auto at = ended.find(index);
  if (at == ended.end()) return v1::REFUSAL_REASON_HOLD_UNKNOWN;
  return at->second.committed ? v1::REFUSAL_REASON_HOLD_COMMITTED
                              : v1::REFUSAL_REASON_HOLD_VOIDED;
}

// The open hold, if it is of the household that was asked for (0: of any).
const Hold* CheckHold(const BookState& state, uint64_t index,
                      uint64_t household, const RefusalList& refusals) {
  const Hold* hold = state.points().FindHold(index);
  if (hold == nullptr) {
    refusals.Add("hold_index", WhyNotOpen(state, index), index);
    return nullptr;
  }
  if (household != 0 && household != hold->placed.household_number()) {
    refusals.Add("household_number", v1::REFUSAL_REASON_HOUSEHOLD_WRONG,
                 household);
    return nullptr;
  }
  return hold;
}

void CheckCommitted(const BookState& state, int64_t time_us,
                    const v1::HoldCommitted& commit,
                    const RefusalList& refusals) {
  const Hold* hold = CheckHold(state, commit.hold_index(),
                               commit.household_number(), refusals);
  if (hold == nullptr) return;
  const v1::HoldPlaced& placed = hold->placed;
  if (placed.has_order() && placed.order().code_hash() != commit.code_hash()) {
    return refusals.Add("code_hash", v1::REFUSAL_REASON_CODE_WRONG,
                        commit.hold_index());
  }
  if (placed.expires_us() < time_us) {
    return refusals.Add("hold_index", v1::REFUSAL_REASON_HOLD_EXPIRED,
                        commit.hold_index());
  }
  if (placed.household_number() != 0 &&
      CheckSpender(state, placed.household_number(), "household_number",
                   refusals) == nullptr) {
    return;
  }
  const bool part_of_order = placed.has_order() && commit.milli_points() != 0 &&
                             commit.milli_points() != placed.milli_points();
  if (commit.milli_points() > placed.milli_points() || part_of_order) {
    refusals.Add("milli_points", v1::REFUSAL_REASON_ABOVE_HOLD,
                 commit.milli_points());
  }
}

void CheckVoided(const BookState& state, int64_t time_us,
                 const v1::HoldVoided& voided, const RefusalList& refusals) {
  const Hold* hold = CheckHold(state, voided.hold_index(),
                               voided.household_number(), refusals);
  if (hold == nullptr) return;
  if (voided.cause() == v1::VOID_CAUSE_TIMED_OUT &&
      time_us <= hold->placed.expires_us()) {
    refusals.Add("hold_index", v1::REFUSAL_REASON_HOLD_NOT_EXPIRED,
                 voided.hold_index());
  }
}

}  // namespace

void CheckHolds(const BookState& state, int64_t time_us, v1::Entry* entry,
                const RefusalList& refusals) {
  switch (entry->body_case()) {
    case v1::Entry::kHoldPlaced:
      return CheckPlaced(state, time_us, entry->mutable_hold_placed(),
                         refusals);
    case v1::Entry::kHoldCommitted:
      return CheckCommitted(state, time_us, entry->hold_committed(), refusals);
    case v1::Entry::kHoldVoided:
      return CheckVoided(state, time_us, entry->hold_voided(), refusals);
    default:
      return;
  }
}

}  // namespace greenledger::rules
