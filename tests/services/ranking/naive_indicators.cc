#include "tests/services/ranking/naive_indicators.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "services/ledger/rules/local_day.h"
#include "tests/services/ranking/random_book.h"

namespace greenledger::ranking {
namespace {

using Entries = std::vector<v1::Entry>;

constexpr int64_t kMinuteUs = 60'000'000;

bool IsReversed(const Entries& entries, uint64_t index) {
  return std::any_of(entries.begin(), entries.end(), [&](const auto& entry) {
    return entry.has_entry_reversed() &&
           entry.entry_reversed().reversed_index() == index;
  });
}

bool IsRecyclable(uint32_t code) {
  return code == 1 || code == 11 || code == 12 || code == 111;
}

void Add(uint64_t index, uint64_t above, uint64_t below, NaiveFigure* figure) {
  figure->numerator += above;
  figure->denominator += below;
  if (above > 0) figure->above.insert(index);
  figure->all.insert(index);
}

int64_t MomentOf(int32_t day, uint32_t minute) {
  return (int64_t{day} * 1440 + minute - kOffset) * kMinuteUs;
}

// Households at the end of a day: state, residents and their entries.
struct Home {
  v1::HouseholdState state = v1::HOUSEHOLD_STATE_UNSPECIFIED;
  uint64_t residents = 0;
  uint64_t opened = 0;
  uint64_t activated = 0;

  bool active() const {
    return state == v1::HOUSEHOLD_STATE_ACTIVE ||
           state == v1::HOUSEHOLD_STATE_FROZEN;
  }
};

std::map<uint64_t, Home> HomesAt(const Entries& entries, int32_t day) {
  std::map<uint64_t, Home> homes;
  for (const v1::Entry& entry : entries) {
    if (DayOf(entry) > day) break;
    Home& home = homes[entry.household()];
    if (entry.has_household_opened()) {
      home.state = entry.household_opened().state();
      home.residents = entry.household_opened().residents();
      home.opened = entry.index();
    } else if (entry.has_household_changed()) {
      home.state = entry.household_changed().state();
    } else if (entry.has_household_moved_out()) {
      home.state = v1::HOUSEHOLD_STATE_CLOSED;
    } else if (entry.has_move_ended() && !entry.move_ended().taken()) {
      home.state = v1::HOUSEHOLD_STATE_ACTIVE;
    }
    if (home.active() && home.activated == 0) home.activated = entry.index();
  }
  homes.erase(0);
  std::erase_if(homes, [](const auto& one) {
    return one.second.state == v1::HOUSEHOLD_STATE_CLOSED;
  });
  return homes;
}

void ComputeDrops(const Entries& entries, const DaySpan& span,
                  NaiveFigures* figures) {
  for (const v1::Entry& entry : entries) {
    if (!entry.has_drop() || IsReversed(entries, entry.index()) ||
        !span.Holds(static_cast<int32_t>(entry.drop().day()))) {
      continue;
    }
    const v1::Drop drop = RecordIn(entry).drop();
    if (IsRecyclable(drop.class_code()) && drop.grams() > 0) {
      Add(entry.index(), 0, drop.grams(),
          &(*figures)[v1::INDICATOR_KIND_RECOVERY]);
    }
    if (entry.drop().merged_into() != 0) continue;
    Add(entry.index(), drop.quality() == v1::QUALITY_GOOD ? 1 : 0, 1,
        &(*figures)[v1::INDICATOR_KIND_CORRECT]);
    Add(entry.index(), drop.quality() == v1::QUALITY_REJECTED ? 0 : 1, 1,
        &(*figures)[v1::INDICATOR_KIND_PURITY]);
  }
}

void ComputeTaken(const Entries& entries, const DaySpan& span,
                  NaiveFigures* figures) {
  for (const v1::Entry& entry : entries) {
    if (!entry.has_clearance() || IsReversed(entries, entry.index())) continue;
    const v1::Record record = RecordIn(entry);
    int64_t at_us = record.device_time_us();
    if (!record.clock_synced() || at_us > entry.time_us() + 5 * kMinuteUs) {
      at_us = entry.time_us();
    }
    at_us = std::min(at_us, entry.time_us());
    int64_t grams = 0;
    for (const v1::Posting& leg : entry.postings()) {
      if (leg.owner() == v1::ACCOUNT_OWNER_COLLECTOR &&
          leg.asset() == v1::ASSET_MASS && IsRecyclable(leg.class_code())) {
        grams += leg.amount();
      }
    }
    if (grams > 0 && span.Holds(rules::ToLocalTime(at_us, kOffset).day)) {
      Add(entry.index(), static_cast<uint64_t>(grams), 0,
          &(*figures)[v1::INDICATOR_KIND_RECOVERY]);
    }
  }
}

std::optional<uint64_t> FirstDropOf(const Entries& entries, uint64_t household,
                                    const DaySpan& span) {
  for (const v1::Entry& entry : entries) {
    if (entry.has_drop() && entry.household() == household &&
        span.Holds(static_cast<int32_t>(entry.drop().day())) &&
        entry.drop().merged_into() == 0 &&
        RecordIn(entry).drop().quality() != v1::QUALITY_REJECTED &&
        !IsReversed(entries, entry.index())) {
      return entry.index();
    }
  }
  return std::nullopt;
}

void ComputeHouseholds(const Entries& entries, const DaySpan& span,
                       NaiveFigures* figures) {
  const std::map<uint64_t, Home> homes = HomesAt(entries, span.to_day);
  std::set<std::pair<uint64_t, uint32_t>> seen;
  for (const auto& [number, home] : homes) {
    Add(home.active() ? home.activated : home.opened, home.active() ? 1 : 0, 1,
        &(*figures)[v1::INDICATOR_KIND_REACHED]);
    if (!home.active()) continue;
    const auto drop = FirstDropOf(entries, number, span);
    Add(drop.value_or(home.opened), drop.has_value() ? 1 : 0, 1,
        &(*figures)[v1::INDICATOR_KIND_PARTICIPATION]);
    Add(home.opened, 0, home.residents,
        &(*figures)[v1::INDICATOR_KIND_VOLUNTEERS]);
  }
  for (const v1::Entry& entry : entries) {
    const v1::ActivityBooked& activity = entry.activity();
    const auto home = homes.find(activity.household_number());
    if (!entry.has_activity() || home == homes.end() ||
        !home->second.active() ||
        activity.kind() != v1::ACTIVITY_KIND_VOLUNTEERING ||
        activity.counted_minutes() == 0 ||
        !span.Holds(*rules::ParseDay(activity.day())) ||
        !seen.emplace(home->first, activity.member_number()).second) {
      continue;
    }
    Add(entry.index(), 1, 0, &(*figures)[v1::INDICATOR_KIND_VOLUNTEERS]);
  }
}

void ComputeSurveys(const Entries& entries, const DaySpan& span,
                    NaiveFigures* figures) {
  for (const v1::Entry& entry : entries) {
    if (!entry.has_survey() ||
        !span.Holds(*rules::ParseDay(entry.survey().to_day()))) {
      continue;
    }
    // Both lists have the four in the same order.
    const int nth = entry.survey().kind() - v1::SURVEY_KIND_AWARENESS;
    NaiveFigure& figure = (*figures)[static_cast<v1::IndicatorKind>(
        v1::INDICATOR_KIND_AWARENESS + nth)];
    Add(entry.index(), entry.survey().positive(), entry.survey().answered(),
        &figure);
    figure.asked += entry.survey().asked();
  }
}

void ComputeObjections(const Entries& entries, const DaySpan& span,
                       NaiveFigures* figures) {
  for (const v1::Entry& filed : entries) {
    if (!filed.has_objection_filed()) continue;
    const int32_t until = filed.objection_filed().answer_until();
    const auto answer =
        std::find_if(entries.begin(), entries.end(), [&](const auto& entry) {
          return entry.has_objection_answered() &&
                 entry.objection_answered().objection_index() == filed.index();
        });
    const bool answered = answer != entries.end();
    if (!span.Holds(until) && !(answered && span.Holds(DayOf(*answer)))) {
      continue;
    }
    Add(answered ? answer->index() : filed.index(),
        answered && DayOf(*answer) <= until ? 1 : 0, 1,
        &(*figures)[v1::INDICATOR_KIND_CLOSURE]);
  }
}

// The rule of the plan that holds on a day, and when that was published.
std::pair<const v1::ClearanceRule*, int64_t> RuleOn(const Entries& entries,
                                                    int32_t day, uint64_t kiosk,
                                                    uint32_t class_code) {
  const v1::Entry* plan = nullptr;
  for (const v1::Entry& entry : entries) {
    if (entry.has_clearance_plan_published() &&
        *rules::ParseDay(entry.clearance_plan_published().effective_from()) <=
            day) {
      plan = &entry;
    }
  }
  if (plan == nullptr) return {nullptr, 0};
  for (const auto& rule : plan->clearance_plan_published().rules()) {
    if ((rule.kiosk_number() == 0 || rule.kiosk_number() == kiosk) &&
        (rule.class_code() == 0 || rule.class_code() == class_code)) {
      return {&rule, plan->time_us()};
    }
  }
  return {nullptr, 0};
}

int64_t FirstPlan(const Entries& entries) {
  const auto plan = std::find_if(
      entries.begin(), entries.end(),
      [](const auto& entry) { return entry.has_clearance_plan_published(); });
  return plan == entries.end() ? 0 : plan->time_us();
}

// How far a kiosk's own records reach.
int64_t ReachOf(const Entries& entries, uint64_t kiosk) {
  int64_t reach_us = 0;
  for (const v1::Entry& entry : entries) {
    if (entry.actor().number() != kiosk) continue;
    const v1::Record record = RecordIn(entry);
    if (record.clock_synced() && record.device_time_us() > 1'000'000 &&
        record.device_time_us() <= entry.time_us() + 5 * kMinuteUs) {
      reach_us = std::max(reach_us, record.device_time_us() - 1);
    }
  }
  return reach_us;
}

std::optional<uint64_t> ClearanceIn(const Entries& entries, uint64_t kiosk,
                                    uint32_t bin, int64_t since_us,
                                    int64_t until_us) {
  std::optional<std::pair<int64_t, uint64_t>> first;
  for (const v1::Entry& entry : entries) {
    if (!entry.has_clearance() || entry.actor().number() != kiosk) continue;
    const v1::Record record = RecordIn(entry);
    const int64_t at_us = std::min(record.device_time_us(), entry.time_us());
    if (record.clearance().bin() != bin || at_us <= since_us ||
        at_us > until_us) {
      continue;
    }
    if (!first.has_value() || at_us < first->first) {
      first = {at_us, entry.index()};
    }
  }
  if (!first.has_value()) return std::nullopt;
  return first->second;
}

bool IsTold(const Entries& entries, uint64_t kiosk, uint32_t bin, int32_t day,
            uint32_t minute) {
  return std::any_of(entries.begin(), entries.end(), [&](const auto& entry) {
    const v1::ClearanceMissed& missed = entry.clearance_missed();
    return entry.has_clearance_missed() && missed.kiosk_number() == kiosk &&
           missed.bin() == bin && static_cast<int32_t>(missed.day()) == day &&
           missed.by_minute() == minute;
  });
}

// Deadlines of one bin on one day.
void ComputeDay(const Entries& entries, const v1::Entry& opened,
                const v1::Bin& bin, int32_t day, int64_t reach_us,
                NaiveFigure* figure) {
  const uint64_t kiosk = opened.kiosk_opened().number();
  const auto [rule, published_us] =
      RuleOn(entries, day, kiosk, bin.class_code());
  if (rule == nullptr) return;
  const auto& minutes = rule->by_minutes();
  for (int i = 0; i < minutes.size(); ++i) {
    const int64_t at_us = MomentOf(day, minutes[i]);
    if (at_us <= opened.time_us() || at_us <= published_us ||
        at_us <= FirstPlan(entries) || at_us > reach_us ||
        IsTold(entries, kiosk, bin.number(), day, minutes[i])) {
      continue;
    }
    const int64_t since_us =
        i > 0 ? MomentOf(day, minutes[i - 1])
              : MomentOf(day - 1, minutes[minutes.size() - 1]);
    const auto kept =
        ClearanceIn(entries, kiosk, bin.number(), since_us, at_us);
    ++figure->numerator;
    ++figure->denominator;
    if (!kept.has_value()) continue;
    figure->above.insert(*kept);
    figure->all.insert(*kept);
  }
}

void ComputeDeadlines(const Entries& entries, const DaySpan& span,
                      NaiveFigures* figures) {
  NaiveFigure& figure = (*figures)[v1::INDICATOR_KIND_CLEARANCE];
  for (const v1::Entry& entry : entries) {
    if (entry.has_clearance_missed() &&
        span.Holds(static_cast<int32_t>(entry.clearance_missed().day()))) {
      Add(entry.index(), 0, 1, &figure);
    }
    if (!entry.has_kiosk_opened()) continue;
    const int64_t reach_us = ReachOf(entries, entry.kiosk_opened().number());
    for (const v1::Bin& bin : entry.kiosk_opened().bins()) {
      for (int32_t day = span.from_day; day <= span.to_day; ++day) {
        ComputeDay(entries, entry, bin, day, reach_us, &figure);
      }
    }
  }
}

}  // namespace

NaiveFigures ComputeNaively(const Entries& entries, const DaySpan& span) {
  NaiveFigures figures;
  for (int kind = 1; kind <= v1::IndicatorKind_MAX; ++kind) {
    figures[static_cast<v1::IndicatorKind>(kind)];
  }
  ComputeDrops(entries, span, &figures);
  ComputeTaken(entries, span, &figures);
  ComputeHouseholds(entries, span, &figures);
  ComputeSurveys(entries, span, &figures);
  ComputeObjections(entries, span, &figures);
  ComputeDeadlines(entries, span, &figures);
  return figures;
}

IndicatorSources SourcesIn(const Entries& entries) {
  IndicatorSources sources;
  sources.utc_offset_minutes = kOffset;
  sources.recyclables = {1, 11, 12, 111};
  for (const v1::Entry& entry : entries) {
    if (entry.has_entry_reversed()) {
      sources.reversed.insert(entry.entry_reversed().reversed_index());
    }
  }
  return sources;
}

}  // namespace greenledger::ranking
