#include "services/ledger/rules/rewards_state.h"

#include <algorithm>
#include <chrono>

#include "services/ledger/rules/local_day.h"

namespace greenledger::rules {

const PublishedReward* RewardsState::Find(uint32_t number) const {
  auto at = catalogue.find(number);
  return at == catalogue.end() ? nullptr : &at->second;
}

uint32_t RewardsState::UsedOn(uint64_t household, const v1::Reward& reward,
                              int32_t day) const {
  auto at = uses.find({household, reward.number()});
  const bool this_period =
      at != uses.end() &&
      at->second.period == PeriodOf(reward.limit_period(), day);
  return this_period ? at->second.pieces : 0;
}

void RewardsState::Use(uint64_t household, const v1::Reward& reward,
                       int32_t day, uint32_t pieces) {
  const uint32_t before = UsedOn(household, reward, day);
  uses[{household, reward.number()}] = {PeriodOf(reward.limit_period(), day),
                                        before + pieces};
  dirty_uses.emplace_back(household, reward.number());
}

void RewardsState::Unuse(uint64_t household, const v1::Reward& reward,
                         int32_t day, uint32_t pieces) {
  const uint32_t before = UsedOn(household, reward, day);
  if (before == 0) return;
  uses[{household, reward.number()}].pieces = before - std::min(before, pieces);
  dirty_uses.emplace_back(household, reward.number());
}

int32_t PeriodOf(v1::LimitPeriod period, int32_t day) {
  const std::chrono::year_month_day date{
      std::chrono::sys_days(std::chrono::days(day))};
  std::chrono::year_month_day first = date;
  switch (period) {
    case v1::LIMIT_PERIOD_DAY:
      return day;
    case v1::LIMIT_PERIOD_MONTH:
      first = date.year() / date.month() / 1;
      break;
    case v1::LIMIT_PERIOD_YEAR:
      first = date.year() / 1 / 1;
      break;
    default:
      return 0;
  }
  return static_cast<int32_t>(
      std::chrono::sys_days(first).time_since_epoch().count());
}

bool IsOffered(const v1::Reward& reward, int32_t day) {
  return (reward.from_day().empty() || *ParseDay(reward.from_day()) <= day) &&
         (reward.to_day().empty() || day <= *ParseDay(reward.to_day()));
}

bool IsAtPlace(const v1::Reward& reward, uint64_t place) {
  return std::any_of(
      reward.places().begin(), reward.places().end(),
      [&](const v1::PickUpPlace& p) { return p.place_number() == place; });
}

}  // namespace greenledger::rules
