#include "services/ledger/rules/oversight_state.h"

#include <algorithm>

#include "services/ledger/rules/local_day.h"
#include "services/ledger/rules/trusted_clock.h"

namespace greenledger::rules {
namespace {

constexpr int64_t kDayUs = 1440 * kMinuteUs;

Deadline MakeDeadline(const PublishedPlan& plan, const v1::ClearanceRule& rule,
                      const BinPlace& place, int32_t day, int nth,
                      int32_t offset) {
  Deadline deadline;
  const uint32_t minute = rule.by_minutes(nth);
  deadline.time_us = DeadlineTime(day, minute, offset);
  deadline.since_us =
      nth > 0
          ? DeadlineTime(day, rule.by_minutes(nth - 1), offset)
          : DeadlineTime(day - 1, rule.by_minutes(rule.by_minutes_size() - 1),
                         offset);
  v1::ClearanceMissed& missed = deadline.missed;
  missed.set_kiosk_number(place.kiosk);
  missed.set_bin(place.bin.number());
  missed.set_day(static_cast<uint32_t>(day));
  missed.set_by_minute(minute);
  missed.set_collector_number(rule.collector_number());
  missed.set_plan(plan.plan.version());
  return deadline;
}

}  // namespace

const v1::ClearanceRule* RuleFor(const PublishedPlan& plan, uint64_t kiosk,
                                 uint32_t class_code) {
  for (const v1::ClearanceRule& rule : plan.plan.rules()) {
    if ((rule.kiosk_number() == 0 || rule.kiosk_number() == kiosk) &&
        (rule.class_code() == 0 || rule.class_code() == class_code)) {
      return &rule;
    }
  }
  return nullptr;
}

int64_t DeadlineTime(int32_t day, uint32_t by_minute,
                     int32_t utc_offset_minutes) {
  return (int64_t{day} * 1440 + by_minute - utc_offset_minutes) * kMinuteUs;
}

bool SameDeadline(const v1::ClearanceMissed& a, const v1::ClearanceMissed& b) {
  return a.kiosk_number() == b.kiosk_number() && a.bin() == b.bin() &&
         a.day() == b.day() && a.by_minute() == b.by_minute() &&
         a.collector_number() == b.collector_number() && a.plan() == b.plan();
}

bool OversightState::HasCrewCards(uint64_t collector) const {
  return std::any_of(
      crew_cards.begin(), crew_cards.end(),
      [collector](const auto& card) { return card.second == collector; });
}

const v1::AnomalyRule* OversightState::FindRule(std::string_view version,
                                                std::string_view name) const {
  for (const v1::AnomalyRules& document : rules) {
    if (document.version() != version) continue;
    for (const v1::AnomalyRule& rule : document.rules()) {
      if (rule.name() == name) return &rule;
    }
  }
  return nullptr;
}

const PublishedPlan* OversightState::FindPlan(std::string_view version) const {
  for (const PublishedPlan& published : plans) {
    if (published.plan.version() == version) return &published;
  }
  return nullptr;
}

std::optional<Deadline> OversightState::NextDeadline(const BinPlace& place,
                                                     int64_t after_us,
                                                     int64_t until_us,
                                                     int32_t offset) const {
  if (plans.empty()) return std::nullopt;
  const int64_t from_us = std::max(after_us, plans.front().published_us);
  // Minute 1440 of a day is the first moment of the next.
  const int32_t last_day = ToLocalTime(until_us, offset).day;
  for (int32_t day = ToLocalTime(from_us, offset).day - 1; day <= last_day;
       ++day) {
    const auto plan = std::find_if(
        plans.rbegin(), plans.rend(),
        [day](const PublishedPlan& known) { return known.first_day <= day; });
    if (plan == plans.rend()) continue;
    const v1::ClearanceRule* rule =
        RuleFor(*plan, place.kiosk, place.bin.class_code());
    if (rule == nullptr) continue;
    for (int i = 0; i < rule->by_minutes_size(); ++i) {
      const int64_t at_us = DeadlineTime(day, rule->by_minutes(i), offset);
      if (at_us <= from_us || at_us <= plan->published_us) continue;
      if (at_us > until_us) return std::nullopt;
      return MakeDeadline(*plan, *rule, place, day, i, offset);
    }
  }
  return std::nullopt;
}

int64_t OversightState::JudgedUntil(uint64_t account) const {
  const auto bin = bins.find(account);
  return bin == bins.end() ? 0 : bin->second.judged_us;
}

bool OversightState::IsMet(uint64_t account, const Deadline& deadline) const {
  const auto bin = bins.find(account);
  if (bin == bins.end()) return false;
  return std::any_of(bin->second.cleared_us.begin(),
                     bin->second.cleared_us.end(), [&](int64_t cleared_us) {
                       return cleared_us > deadline.since_us &&
                              cleared_us <= deadline.time_us;
                     });
}

std::optional<Deadline> OversightState::FirstOverdue(const BinPlace& place,
                                                     int64_t now_us,
                                                     int32_t offset) const {
  const uint64_t account = BinAccount(place.kiosk, place.bin.number());
  int64_t after_us = JudgedUntil(account);
  while (auto deadline =
             NextDeadline(place, after_us, now_us - kSilentUs, offset)) {
    if (!IsMet(account, *deadline)) return deadline;
    after_us = deadline->time_us;
  }
  return std::nullopt;
}

void OversightState::Judge(const v1::Kiosk& kiosk, int64_t until_us,
                           int32_t offset) {
  int64_t& next_look_us = next_look_us_[kiosk.number()];
  if (until_us < next_look_us) return;
  // Beyond the next deadline of no bin is before this time tomorrow.
  next_look_us = until_us + kDayUs;
  for (const v1::Bin& bin : kiosk.bins()) {
    const BinPlace place{kiosk.number(), bin};
    const uint64_t account = BinAccount(kiosk.number(), bin.number());
    int64_t after_us = JudgedUntil(account);
    while (auto deadline = NextDeadline(place, after_us, until_us, offset)) {
      if (!IsMet(account, *deadline) && untold.size() < kUntoldMax) {
        untold.push_back(deadline->missed);
      }
      after_us = deadline->time_us;
      bins[account].judged_us = after_us;
    }
    const auto next =
        NextDeadline(place, std::max(after_us, until_us), next_look_us, offset);
    if (next.has_value()) {
      next_look_us = std::min(next_look_us, next->time_us);
    }
  }
}

void OversightState::Begin(const v1::Kiosk& kiosk, int64_t time_us) {
  if (plans.empty()) return;
  for (const v1::Bin& bin : kiosk.bins()) {
    bins[BinAccount(kiosk.number(), bin.number())].judged_us = time_us;
  }
}

void OversightState::Observe(const v1::Kiosk& kiosk, const v1::Record& record,
                             bool clears, int64_t received_us, int32_t offset) {
  const int64_t device_us = record.device_time_us();
  if (!plans.empty() && record.clock_synced() &&
      device_us <= received_us + kClockAheadMaxUs) {
    // Up to the moment before: a clearance at the deadline is in time.
    Judge(kiosk, device_us - 1, offset);
  }
  if (!clears) return;
  const uint64_t account = BinAccount(kiosk.number(), record.clearance().bin());
  std::vector<int64_t>& cleared = bins[account].cleared_us;
  if (cleared.size() == kClearedMax) cleared.erase(cleared.begin());
  cleared.push_back(std::min(device_us, received_us));
}

void OversightState::Tell(const v1::ClearanceMissed& missed,
                          int64_t deadline_us) {
  const auto at = std::find_if(untold.begin(), untold.end(),
                               [&](const v1::ClearanceMissed& known) {
                                 return SameDeadline(known, missed);
                               });
  if (at != untold.end()) {
    untold.erase(at);
    return;
  }
  int64_t& judged_us =
      bins[BinAccount(missed.kiosk_number(), missed.bin())].judged_us;
  judged_us = std::max(judged_us, deadline_us);
}

}  // namespace greenledger::rules
