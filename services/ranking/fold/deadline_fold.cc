#include "services/ranking/fold/deadline_fold.h"

#include <algorithm>

#include "services/ledger/rules/card_hash.h"
#include "services/ledger/rules/device_clock.h"
#include "services/ledger/rules/local_day.h"
#include "services/ledger/rules/source.h"
#include "services/ledger/rules/trusted_clock.h"

namespace greenledger::ranking {
namespace {

constexpr uint32_t kMinutesOfDay = 1440;

}  // namespace

// A clearance that keeps a deadline is after the one before it, which lies at
// most two days back.
bool DeadlineFold::IsNearSpan(int64_t time_us) const {
  const int32_t day = rules::ToLocalTime(time_us, utc_offset_minutes_).day;
  return std::any_of(spans_.begin(), spans_.end(), [&](const DaySpan& span) {
    return span.from_day - 2 <= day && day <= span.to_day + 1;
  });
}

bool DeadlineFold::NeedsRecord(const v1::Entry& entry) const {
  if (entry.has_clearance()) return true;
  if (rules::SourceOf(entry) == nullptr) return false;
  const auto kiosk = kiosks_.find(entry.actor().number());
  if (kiosk == kiosks_.end()) return false;
  return std::any_of(spans_.begin(), spans_.end(), [&](const DaySpan& span) {
    return kiosk->second.reached_us <
               rules::DeadlineTime(span.to_day, kMinutesOfDay,
                                   utc_offset_minutes_) &&
           entry.time_us() + rules::kClockAheadMaxUs >=
               rules::DeadlineTime(span.from_day, 0, utc_offset_minutes_);
  });
}

void DeadlineFold::Add(const v1::Entry& entry, const v1::Record* record) {
  if (entry.has_kiosk_opened()) {
    kiosks_[entry.kiosk_opened().number()] = {entry.kiosk_opened(),
                                              entry.time_us(), 0};
  } else if (entry.has_clearance_plan_published()) {
    const v1::ClearancePlan& plan = entry.clearance_plan_published();
    plans_.AddPlan({plan, rules::ParseDay(plan.effective_from()).value_or(0),
                    entry.time_us()});
  } else if (entry.has_clearance_missed()) {
    const v1::ClearanceMissed& missed = entry.clearance_missed();
    const auto day = static_cast<int32_t>(missed.day());
    if (std::any_of(spans_.begin(), spans_.end(),
                    [day](const DaySpan& span) { return span.Holds(day); })) {
      missed_.emplace(
          Key(missed.kiosk_number(), missed.bin(), missed.day(),
              missed.by_minute()),
          JudgedDeadline{false, entry.index(), missed.collector_number()});
    }
  }
  if (record == nullptr || !rules::IsPlausibleTime(*record)) return;
  const uint64_t number = entry.actor().number();
  const int64_t device_us = record->device_time_us();
  if (record->clock_synced() &&
      device_us <= entry.time_us() + rules::kClockAheadMaxUs) {
    int64_t& reached_us = kiosks_[number].reached_us;
    reached_us = std::max(reached_us, device_us - 1);
  }
  const int64_t cleared_us = std::min(device_us, entry.time_us());
  if (entry.has_clearance() && IsNearSpan(cleared_us)) {
    cleared_[rules::BinAccount(number, record->clearance().bin())].emplace(
        cleared_us, entry.index());
  }
}

void DeadlineFold::JudgeBin(const KioskSeen& seen, const v1::Bin& bin,
                            const DaySpan& span, const Visit& visit) const {
  const uint64_t kiosk = seen.kiosk.number();
  const int32_t offset = utc_offset_minutes_;
  const auto cleared = cleared_.find(rules::BinAccount(kiosk, bin.number()));
  const int64_t until_us = std::min(
      seen.reached_us, rules::DeadlineTime(span.to_day, kMinutesOfDay, offset));
  int64_t after_us =
      std::max(seen.opened_us, rules::DeadlineTime(span.from_day, 0, offset));
  uint64_t last_index = 0;
  while (const auto deadline =
             plans_.NextDeadline({kiosk, bin}, after_us, until_us, offset)) {
    after_us = deadline->time_us;
    const v1::ClearanceMissed& due = deadline->missed;
    if (missed_.contains({kiosk, bin.number(), due.day(), due.by_minute()})) {
      continue;
    }
    JudgedDeadline judged{true, 0, due.collector_number()};
    if (cleared != cleared_.end()) {
      const auto first = cleared->second.upper_bound(deadline->since_us);
      const bool found =
          first != cleared->second.end() && first->first <= deadline->time_us;
      // Where a plan changed, one clearance may keep two deadlines.
      if (found && first->second != last_index) {
        judged.index = last_index = first->second;
      }
    }
    visit(judged);
  }
}

void DeadlineFold::Judge(const DaySpan& span, const Visit& visit) const {
  for (const auto& [number, seen] : kiosks_) {
    for (const v1::Bin& bin : seen.kiosk.bins()) {
      JudgeBin(seen, bin, span, visit);
    }
  }
  for (const auto& [key, missed] : missed_) {
    if (span.Holds(static_cast<int32_t>(std::get<2>(key)))) visit(missed);
  }
}

}  // namespace greenledger::ranking
