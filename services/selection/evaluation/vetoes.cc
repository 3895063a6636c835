#include <algorithm>

#include "services/selection/evaluation/eligibility.h"

namespace greenledger::evaluation {
namespace {

uint64_t FirstOf(const Indices& indices) {
  return indices.empty() ? 0 : indices.front();
}

// The earlier of two entries; 0 is none.
uint64_t Earlier(uint64_t a, uint64_t b) {
  if (a == 0 || b == 0) return std::max(a, b);
  return std::min(a, b);
}

}  // namespace

Eligibility::Against Eligibility::Find(const v1::Veto& veto,
                                       const Subject& subject) const {
  const auto any = [](const Indices& all) {
    return Against{all.size(), !all.empty(), FirstOf(all)};
  };
  switch (veto.kind()) {
    case v1::VETO_KIND_VIOLATION:
      return any(folded_.about().ViolationsOf(subject.key));
    case v1::VETO_KIND_UPHELD:
      return any(folded_.about().UpheldOf(subject.key));
    case v1::VETO_KIND_REJECTED:
      return FindRejected(veto, subject);
    case v1::VETO_KIND_PENALTY:
      return FindPenalties(subject);
    case v1::VETO_KIND_INSPECTION:
      return FindInspections(veto, subject);
    default:
      return {};
  }
}

Eligibility::Against Eligibility::FindRejected(const v1::Veto& veto,
                                               const Subject& subject) const {
  Against against;
  against.found = subjects_.ValueOf(subject, v1::STANDING_MEASURE_REJECTED, 0);
  against.bars = against.found > veto.most();
  if (against.found == 0) return against;
  subjects_.ForEachHousehold(subject, [&](const ranking::Resident& one) {
    against.entry_index = Earlier(
        against.entry_index, FirstOf(folded_.about().RejectedOf(one.number)));
  });
  return against;
}

Eligibility::Against Eligibility::FindPenalties(const Subject& subject) const {
  Against against;
  subjects_.ForEachHousehold(subject, [&](const ranking::Resident& one) {
    const Indices& penalties = folded_.about().PenaltiesOf(one.number);
    against.found += penalties.size();
    against.entry_index = Earlier(against.entry_index, FirstOf(penalties));
  });
  against.bars = against.found > 0;
  return against;
}

Eligibility::Against Eligibility::FindInspections(
    const v1::Veto& veto, const Subject& subject) const {
  Against against;
  const std::vector<ScoredEntry>& all =
      folded_.about().InspectionsOf(subject.key);
  if (all.empty()) return against;
  against.found = all.front().score_permille;
  for (const ScoredEntry& one : all) {
    against.found = std::min<uint64_t>(against.found, one.score_permille);
    if (one.score_permille >= veto.least_score_permille()) continue;
    against.bars = true;
    against.entry_index = Earlier(against.entry_index, one.index);
  }
  return against;
}

}  // namespace greenledger::evaluation
