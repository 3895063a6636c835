#include "services/ranking/fold/indicator_tally.h"

#include <algorithm>
#include <iterator>
#include <limits>

namespace greenledger::ranking {

void IndicatorTally::Count(v1::IndicatorKind kind, uint64_t index,
                           uint64_t above, uint64_t below) {
  Sums& sums = sums_[kind];
  sums.numerator += above;
  sums.denominator += below;
  if (index == 0) return;
  ++sums.entries;
  if (kind != wanted_.kind || (above == 0 && !wanted_.all) ||
      index <= wanted_.after) {
    return;
  }
  entries_.insert(index);
  if (entries_.size() > wanted_.most) entries_.erase(std::prev(entries_.end()));
}

void IndicatorTally::CountAsked(v1::IndicatorKind kind, uint64_t asked) {
  sums_[kind].asked += asked;
}

void IndicatorTally::Fill(v1::IndicatorStretch* stretch) const {
  for (int number = v1::IndicatorKind_MIN + 1; number <= v1::IndicatorKind_MAX;
       ++number) {
    const auto kind = static_cast<v1::IndicatorKind>(number);
    const Sums& sums = sums_[kind];
    v1::Indicator* indicator = stretch->add_indicators();
    indicator->set_kind(kind);
    indicator->set_numerator(sums.numerator);
    indicator->set_denominator(sums.denominator);
    indicator->set_permille(PermilleOf(sums.numerator, sums.denominator));
    indicator->set_target_permille(TargetOf(kind));
    indicator->set_entries(sums.entries);
    indicator->set_asked(sums.asked);
  }
}

uint32_t PermilleOf(uint64_t numerator, uint64_t denominator) {
  if (denominator == 0) return 0;
  __extension__ typedef unsigned __int128 Wide;
  const Wide doubled = Wide{numerator} * 2000 + denominator;
  return static_cast<uint32_t>(std::min<Wide>(
      doubled / (Wide{denominator} * 2), std::numeric_limits<uint32_t>::max()));
}

uint32_t TargetOf(v1::IndicatorKind kind) {
  switch (kind) {
    case v1::INDICATOR_KIND_RECOVERY:
      return 950;
    case v1::INDICATOR_KIND_CLEARANCE:
    case v1::INDICATOR_KIND_CLOSURE:
    case v1::INDICATOR_KIND_BAGGING:
      return 1000;
    case v1::INDICATOR_KIND_VOLUNTEERS:
      return 50;
    case v1::INDICATOR_KIND_AWARENESS:
    case v1::INDICATOR_KIND_SATISFACTION:
      return 900;
    case v1::INDICATOR_KIND_SAFETY:
      return 850;
    default:
      return 0;
  }
}

}  // namespace greenledger::ranking
