// The part of IndicatorFold that is told only at the end: what depends on
// households, answers and deadlines.
#include <algorithm>

#include "absl/container/flat_hash_set.h"
#include "services/ranking/fold/indicators.h"

namespace greenledger::ranking {
namespace {

// Code of the class that holds all recyclables, in every scheme.
constexpr uint32_t kRecyclables = 1;

void AddRecyclables(const v1::Scheme& scheme,
                    absl::flat_hash_set<uint32_t>* codes) {
  // A subtype comes after its class.
  for (const v1::WasteClass& one : scheme.classes()) {
    if (one.code() == kRecyclables || codes->contains(one.parent_code())) {
      codes->insert(one.code());
    }
  }
}

}  // namespace

IndicatorSources SourcesOf(const rules::BookState& state, uint64_t size) {
  IndicatorSources sources;
  sources.utc_offset_minutes = state.info().utc_offset_minutes();
  for (const auto& published : state.schemes()) {
    AddRecyclables(published->scheme, &sources.recyclables);
  }
  for (const auto& [original, reversal] : state.oversight().reversed) {
    if (reversal < size) sources.reversed.insert(original);
  }
  return sources;
}

void IndicatorFold::End(Stretch* stretch) const {
  if (stretch->over) return;
  stretch->over = true;
  for (const Resident& resident : register_.residents()) {
    if (resident.state == v1::HOUSEHOLD_STATE_CLOSED) continue;
    stretch->households.push_back({resident.number, resident.residents,
                                   resident.active(), resident.opened_index,
                                   resident.activated_index});
  }
}

std::vector<v1::IndicatorStretch> IndicatorFold::Finish() {
  std::vector<v1::IndicatorStretch> figures;
  for (Stretch& stretch : stretches_) {
    End(&stretch);
    CountHouseholds(&stretch);
    CountObjections(&stretch);
    CountDeadlines(&stretch);
    v1::IndicatorStretch& filled = figures.emplace_back();
    filled.set_from_day(stretch.span.from_day);
    filled.set_to_day(stretch.span.to_day);
    stretch.tally.Fill(&filled);
  }
  return figures;
}

void IndicatorFold::CountHouseholds(Stretch* stretch) const {
  IndicatorTally& tally = stretch->tally;
  absl::flat_hash_set<uint64_t> active;
  for (const HouseholdThen& household : stretch->households) {
    tally.Count(
        v1::INDICATOR_KIND_REACHED,
        household.active ? household.activated_index : household.opened_index,
        household.active ? 1 : 0, 1);
    if (!household.active) continue;
    active.insert(household.number);
    tally.Count(v1::INDICATOR_KIND_VOLUNTEERS, household.opened_index, 0,
                household.residents);
    const auto first = stretch->took_part.find(household.number);
    const bool took_part = first != stretch->took_part.end();
    tally.Count(v1::INDICATOR_KIND_PARTICIPATION,
                took_part ? first->second : household.opened_index,
                took_part ? 1 : 0, 1);
  }
  for (const auto& [member, index] : stretch->volunteers) {
    if (!active.contains(member.first)) continue;
    tally.Count(v1::INDICATOR_KIND_VOLUNTEERS, index, 1, 0);
  }
}

void IndicatorFold::CountObjections(Stretch* stretch) const {
  for (const auto& [index, objection] : objections_) {
    const bool answered = objection.answered_index != 0;
    if (!stretch->span.Holds(objection.answer_until) &&
        !(answered && stretch->span.Holds(objection.answered_day))) {
      continue;
    }
    const bool in_time =
        answered && objection.answered_day <= objection.answer_until;
    stretch->tally.Count(v1::INDICATOR_KIND_CLOSURE,
                         answered ? objection.answered_index : index,
                         in_time ? 1 : 0, 1);
  }
}

void IndicatorFold::CountDeadlines(Stretch* stretch) const {
  deadlines_.Judge(stretch->span, [stretch](const JudgedDeadline& deadline) {
    stretch->tally.Count(v1::INDICATOR_KIND_CLEARANCE, deadline.index,
                         deadline.kept ? 1 : 0, 1);
  });
}

}  // namespace greenledger::ranking
