#include "services/ledger/rules/lots.h"

#include <algorithm>
#include <chrono>

namespace greenledger::rules {
namespace {

int32_t LastDayOf(const std::chrono::year_month& month) {
  return static_cast<int32_t>(std::chrono::sys_days(month / std::chrono::last)
                                  .time_since_epoch()
                                  .count());
}

}  // namespace

int32_t LastDay(const v1::ExpiryPolicy& policy, int32_t day) {
  const std::chrono::year_month_day date{
      std::chrono::sys_days(std::chrono::days(day))};
  switch (policy.rule()) {
    case v1::EXPIRY_RULE_ROLLING_MONTHS:
      return LastDayOf(date.year() / date.month() +
                       std::chrono::months(policy.months()));
    case v1::EXPIRY_RULE_END_OF_NEXT_YEAR:
      return LastDayOf((date.year() + std::chrono::years(1)) /
                       std::chrono::December);
    default:
      return kNeverEnds;
  }
}

void AddLot(const Lot& lot, Lots* lots) {
  if (lot.last_day == kNeverEnds || lot.milli_points == 0) return;
  auto at = lots->begin();
  while (at != lots->end() && at->last_day < lot.last_day) ++at;
  if (at != lots->end() && at->last_day == lot.last_day) {
    at->milli_points += lot.milli_points;
  } else {
    lots->insert(at, lot);
  }
}

Lots TakeFromLots(uint64_t milli_points, Lots* lots) {
  Lots taken;
  size_t emptied = 0;
  for (Lot& lot : *lots) {
    if (milli_points == 0) break;
    const uint64_t part = std::min(lot.milli_points, milli_points);
    taken.push_back({lot.last_day, part});
    lot.milli_points -= part;
    milli_points -= part;
    if (lot.milli_points == 0) ++emptied;
  }
  lots->erase(lots->begin(),
              lots->begin() + static_cast<std::ptrdiff_t>(emptied));
  if (milli_points > 0) taken.push_back({kNeverEnds, milli_points});
  return taken;
}

uint64_t SumOf(const Lots& lots) {
  uint64_t sum = 0;
  for (const Lot& lot : lots) sum += lot.milli_points;
  return sum;
}

}  // namespace greenledger::rules
