#include "services/selection/evaluation/subjects.h"

#include <algorithm>

#include "services/selection/evaluation/share.h"

namespace greenledger::evaluation {
namespace {

using rules::ContestantKey;

bool IsPlaceOf(const v1::Place& place, v1::ContestantKind kind) {
  return kind == v1::CONTESTANT_KIND_BUILDING
             ? place.kind() == v1::PLACE_KIND_BUILDING
             : place.kind() == v1::PLACE_KIND_GRID;
}

void AddResidents(const ranking::Register& residents, bool persons,
                  std::vector<ContestantKey>* all) {
  for (const ranking::Resident& one : residents.residents()) {
    if (one.state == v1::HOUSEHOLD_STATE_CLOSED) continue;
    if (!persons) {
      all->push_back({v1::CONTESTANT_KIND_HOUSEHOLD, 0, one.number, 0});
      continue;
    }
    for (const uint32_t member : one.members) {
      all->push_back({v1::CONTESTANT_KIND_PERSON, 0, one.number, member});
    }
  }
  std::sort(all->begin(), all->end());
}

}  // namespace

Subjects::Subjects(const Folded& folded, const Places& places)
    : folded_(folded), places_(places) {
  const auto add = [&](uint32_t class_code) {
    within_[class_code] = folded.classes().Within(class_code);
  };
  add(0);
  for (const v1::Gate& gate : folded.rule().gates()) add(gate.class_code());
  for (const v1::WeightedMeasure& one : folded.rule().measures()) {
    add(one.class_code());
  }
}

std::vector<ContestantKey> Subjects::All() const {
  std::vector<ContestantKey> all;
  const v1::ContestantKind kind = folded_.rule().contestants();
  if (folded_.rule().from_nominations()) {
    for (const auto& [key, received] : folded_.about().nominations()) {
      all.push_back(key);
    }
  } else if (kind == v1::CONTESTANT_KIND_HOUSEHOLD ||
             kind == v1::CONTESTANT_KIND_PERSON) {
    AddResidents(folded_.residents(), kind == v1::CONTESTANT_KIND_PERSON, &all);
  } else if (kind == v1::CONTESTANT_KIND_COMMUNITY) {
    all.push_back({v1::CONTESTANT_KIND_COMMUNITY, 0, 0, 0});
  } else {
    for (const auto& [number, place] : folded_.residents().places()) {
      if (!IsPlaceOf(place, kind)) continue;
      all.push_back({static_cast<uint32_t>(kind), 0, number, 0});
    }
  }
  return all;
}

Subject Subjects::Look(const ContestantKey& key) const {
  Subject subject;
  subject.key = key;
  if (key.book != 0) return subject;
  if (key.kind == v1::CONTESTANT_KIND_HOUSEHOLD ||
      key.kind == v1::CONTESTANT_KIND_PERSON) {
    LookAtHousehold(&subject);
  } else {
    LookAtPlace(&subject);
  }
  return subject;
}

void Subjects::LookAtHousehold(Subject* subject) const {
  const ContestantKey& key = subject->key;
  subject->resident = folded_.residents().Find(key.number);
  if (subject->resident == nullptr) return;
  subject->place_number = subject->resident->building;
  subject->place = &places_.Of(subject->place_number);
  const auto slot = static_cast<size_t>(subject->resident -
                                        folded_.residents().residents().data());
  subject->figures.Add(key.kind == v1::CONTESTANT_KIND_PERSON
                           ? folded_.TallyOf(key.number, key.member)
                           : folded_.TallyOf(slot),
                       folded_.window());
}

void Subjects::LookAtPlace(Subject* subject) const {
  subject->place_number = subject->key.number;
  subject->place = &places_.Of(subject->place_number);
  for (const uint32_t slot : subject->place->slots) {
    subject->figures.Add(folded_.TallyOf(slot), folded_.window());
  }
}

uint64_t Subjects::ValueOf(const Subject& subject, v1::StandingMeasure measure,
                           uint32_t class_code) const {
  switch (measure) {
    case v1::STANDING_MEASURE_INSPECTIONS:
      return MeanInspection(subject.key);
    case v1::STANDING_MEASURE_NOMINATION:
      return NominationScore(subject.key);
    default:
      return evaluation::ValueOf(subject.figures, measure,
                                 within_.at(class_code));
  }
}

uint64_t Subjects::ValueOf(const Subject& subject,
                           const v1::WeightedMeasure& measure) const {
  const uint64_t value =
      ValueOf(subject, measure.measure(), measure.class_code());
  if (!measure.per_head()) return value;
  return ShareHalfUp(value, 1000, HeadsOf(subject));
}

uint64_t Subjects::HeadsOf(const Subject& subject) const {
  if (subject.key.kind == v1::CONTESTANT_KIND_PERSON) return 1;
  if (subject.resident != nullptr) return subject.resident->residents;
  return subject.place == nullptr ? 0 : subject.place->active;
}

uint64_t Subjects::MeanInspection(const ContestantKey& key) const {
  const std::vector<ScoredEntry>& all = folded_.about().InspectionsOf(key);
  uint64_t sum = 0;
  for (const ScoredEntry& one : all) sum += one.score_permille;
  return ShareHalfUp(sum, 1, all.size());
}

uint64_t Subjects::NominationScore(const ContestantKey& key) const {
  const auto at = folded_.about().nominations().find(key);
  return at == folded_.about().nominations().end()
             ? 0
             : at->second.score_millionths();
}

}  // namespace greenledger::evaluation
