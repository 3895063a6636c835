// What the ledger fills in of bodies about evidence, and an activity's merit.
#include <algorithm>
#include <tuple>

#include "services/ledger/rules/contestants.h"
#include "services/ledger/rules/decide_evidence.h"
#include "services/ledger/rules/draw.h"
#include "services/ledger/rules/entry_builder.h"
#include "services/ledger/rules/local_day.h"

namespace greenledger::rules {
namespace {

// Minutes that still count on that day.
uint32_t MinutesLeft(const EvidenceState& evidence,
                     const v1::ActivityBooked& activity) {
  const v1::ActivityRules& rules = evidence.activity_rules;
  const uint32_t most =
      rules.version().empty() ? kDayMinutes : rules.minutes_per_day_max();
  const auto at = evidence.minutes.find({activity.household_number(),
                                         activity.member_number(),
                                         *ParseDay(activity.day())});
  if (at == evidence.minutes.end()) return most;
  return most - std::min(at->second, most);
}

uint64_t MilliMeritPerHour(const v1::ActivityRules& rules,
                           v1::ActivityKind kind) {
  for (const v1::ActivityRate& rate : rules.rates()) {
    if (rate.kind() == kind) return rate.milli_merit_per_hour();
  }
  return 0;
}

void FillActivity(const EvidenceState& evidence, v1::Entry* entry) {
  v1::ActivityBooked* activity = entry->mutable_activity();
  const uint32_t counted =
      std::min(activity->minutes(), MinutesLeft(evidence, *activity));
  activity->set_counted_minutes(counted);
  const uint64_t an_hour =
      MilliMeritPerHour(evidence.activity_rules, activity->kind());
  const uint64_t milli_merit = (counted * an_hour + 30) / 60;
  if (milli_merit == 0) return;
  AddTransfer(v1::ACCOUNT_OWNER_ISSUANCE, 0, v1::ACCOUNT_OWNER_HOUSEHOLD,
              activity->household_number(), v1::ASSET_MERIT, 0,
              static_cast<int64_t>(milli_merit), entry);
}

void FillDrawn(const BookState& state, v1::Entry* entry) {
  v1::SampleDrawn* draw = entry->mutable_sample_drawn();
  const v1::SampleCommitted& committed =
      state.evidence().samples.at(draw->sample_number()).committed;
  const std::vector<uint64_t> population =
      PopulationOf(state, committed.from(), state.DayOf(entry->time_us()));
  const std::vector<uint64_t> drawn =
      Draw(draw->seed(), state.book(), state.size(), state.last_time_us(),
           population, committed.size());
  draw->set_population(population.size());
  draw->mutable_drawn()->Assign(drawn.begin(), drawn.end());
}

}  // namespace

uint64_t HouseholdOfEvidence(const BookState& state, const v1::Entry& entry) {
  switch (entry.body_case()) {
    case v1::Entry::kActivity:
      return entry.activity().household_number();
    case v1::Entry::kInspection:
      return HouseholdOf(KeyOf(entry.inspection().subject(), state.book()));
    case v1::Entry::kViolation:
      return HouseholdOf(KeyOf(entry.violation().subject(), state.book()));
    default:
      return 0;
  }
}

void AddEvidencePostings(const BookState& state, v1::Entry* entry) {
  if (entry->has_activity()) {
    FillActivity(state.evidence(), entry);
  } else if (entry->has_sample_drawn()) {
    FillDrawn(state, entry);
  }
}

}  // namespace greenledger::rules
