// The part of BookState::Apply that keeps the limits of days and periods right
// when what counted for them is taken back or rated again.
#include <algorithm>

#include "services/ledger/rules/state.h"

namespace greenledger::rules {
namespace {

// Between 0 and kMaxMilliPoints: sums of a log of another's making may not fit.
uint64_t Changed(uint64_t before, int64_t by) {
  if (by < 0) return before - std::min(before, 0 - static_cast<uint64_t>(by));
  return std::min(std::min(before, kMaxMilliPoints) + static_cast<uint64_t>(by),
                  kMaxMilliPoints);
}

}  // namespace

DayUse& Earner::DayUseOf(int32_t day, uint32_t line_class) {
  for (DayUseRow& row : day_uses) {
    if (row.day == day && row.class_code == line_class) return row.use;
  }
  day_uses.push_back(DayUseRow{day, line_class, DayUse{}});
  return day_uses.back().use;
}

// Of days that no drop can count for any more nothing is remembered.
void BookState::ChangeUse(const UseChange& change, Earner* earner) const {
  if (change.milli_points == 0 && change.merit_drops == 0) return;
  if (change.day < DayOf(last_time_us_) - reach_days_) return;
  const CompiledTariff* tariff = TariffOn(change.day);
  const RateLine* line =
      tariff == nullptr ? nullptr : tariff->LineFor(change.class_code);
  if (line == nullptr) return;
  DayUse& use = earner->DayUseOf(change.day, line->class_code);
  use.milli_points = Changed(use.milli_points, change.milli_points);
  use.merit_drops = static_cast<uint32_t>(std::min<uint64_t>(
      Changed(use.merit_drops, change.merit_drops), UINT32_MAX));
}

void BookState::FreeLimits(const v1::Entry& reversal) {
  UseChange change;
  change.day = static_cast<int32_t>(reversal.entry_reversed().day());
  if (change.day == 0) return;
  Earner* earner = nullptr;
  bool drop = false;
  if (HouseholdState* household = MutableHousehold(reversal.household())) {
    earner = &household->earner;
  }
  for (const v1::Posting& leg : reversal.postings()) {
    if (leg.owner() == v1::ACCOUNT_OWNER_BIN) {
      drop = true;
      change.class_code = leg.class_code();
    }
    const bool card = leg.owner() == v1::ACCOUNT_OWNER_SUSPENSE;
    if (card) earner = &suspense_[leg.owner_number()];
    if (!card && leg.owner() != v1::ACCOUNT_OWNER_HOUSEHOLD) continue;
    if (leg.asset() == v1::ASSET_POINTS) change.milli_points += leg.amount();
    if (leg.asset() == v1::ASSET_MERIT && leg.amount() < 0) {
      change.merit_drops = -1;
    }
  }
  if (!drop) return FreeOrder(reversal);
  if (earner != nullptr) ChangeUse(change, earner);
}

void BookState::FreeOrder(const v1::Entry& reversal) {
  for (const v1::Posting& leg : reversal.postings()) {
    if (leg.owner() != v1::ACCOUNT_OWNER_STOCK || leg.amount() <= 0) continue;
    const PublishedReward* reward = rewards_.Find(leg.class_code());
    if (reward == nullptr) continue;
    rewards_.Unuse(
        reversal.household(), reward->reward,
        static_cast<int32_t>(reversal.entry_reversed().day()),
        static_cast<uint32_t>(std::min<int64_t>(leg.amount(), UINT32_MAX)));
  }
}

void BookState::ClaimLimits(const v1::Entry& claim) {
  if (!claim.has_household_opened() && !claim.has_household_changed() &&
      !claim.has_card_issued()) {
    return;
  }
  HouseholdState* household = MutableHousehold(claim.household());
  if (household == nullptr) return;
  for (const v1::Posting& leg : claim.postings()) {
    if (leg.owner() != v1::ACCOUNT_OWNER_SUSPENSE) continue;
    Earner& card = suspense_[leg.owner_number()];
    for (const DayUseRow& row : card.day_uses) {
      DayUse& use = household->earner.DayUseOf(row.day, row.class_code);
      use.milli_points += row.use.milli_points;
      use.merit_drops += row.use.merit_drops;
    }
    card.day_uses.clear();
  }
}

// Exact for classes that have the same line before and after the correction.
void BookState::CorrectLimits(const v1::Entry& rerated) {
  HouseholdState* household = MutableHousehold(rerated.household());
  if (household == nullptr) return;
  for (const v1::RatedAgain& again : rerated.drops_rerated().drops()) {
    ChangeUse({static_cast<int32_t>(again.day()), again.class_code(),
               static_cast<int64_t>(again.now_milli_points() -
                                    again.was_milli_points()),
               int64_t{again.now_milli_merit() > 0} -
                   int64_t{again.was_milli_merit() > 0}},
              &household->earner);
  }
}

}  // namespace greenledger::rules
