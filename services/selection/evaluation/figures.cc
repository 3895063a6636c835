#include "services/selection/evaluation/figures.h"

#include <algorithm>
#include <limits>

#include "services/selection/evaluation/share.h"

namespace greenledger::evaluation {
namespace {

uint64_t NotNegative(int64_t value) {
  return static_cast<uint64_t>(std::max<int64_t>(0, value));
}

template <typename OfClass>
uint64_t SumOver(const Figures& figures, const std::set<uint32_t>& within,
                 OfClass of_class) {
  int64_t sum = 0;
  for (const ClassSum& one : figures.classes) {
    if (within.contains(one.class_code)) sum += of_class(one);
  }
  return NotNegative(sum);
}

}  // namespace

void Figures::Add(const Tally& tally, const Window& window) {
  milli_merit += tally.milli_merit;
  milli_points += tally.milli_points;
  drops += tally.drops;
  rejected += tally.rejected;
  minutes += tally.minutes;
  reached_at = std::max(reached_at, tally.reached_at);
  for (const ClassTally& one : tally.classes) AddClass(one, &classes);
  int32_t week = std::numeric_limits<int32_t>::min();
  int32_t month = week;
  tally.days.ForEach([&](uint32_t offset) {
    ++active_days;
    if (window.WeekOf(offset) != week) ++active_weeks;
    if (window.MonthOf(offset) != month) ++active_months;
    week = window.WeekOf(offset);
    month = window.MonthOf(offset);
  });
}

uint64_t Figures::ClassCount() const {
  return static_cast<uint64_t>(
      std::count_if(classes.begin(), classes.end(),
                    [](const ClassSum& one) { return one.drops > 0; }));
}

void ClassTree::Add(const v1::Scheme& scheme) {
  for (const v1::WasteClass& one : scheme.classes()) {
    if (one.parent_code() != 0) children_[one.parent_code()].insert(one.code());
  }
}

std::set<uint32_t> ClassTree::Within(uint32_t class_code) const {
  std::set<uint32_t> within = {class_code};
  std::vector<uint32_t> open = {class_code};
  while (!open.empty()) {
    const auto at = children_.find(open.back());
    open.pop_back();
    if (at == children_.end()) continue;
    for (const uint32_t child : at->second) {
      if (within.insert(child).second) open.push_back(child);
    }
  }
  return within;
}

uint64_t ValueOf(const Figures& figures, v1::StandingMeasure measure,
                 const std::set<uint32_t>& within) {
  switch (measure) {
    case v1::STANDING_MEASURE_MERIT:
      return NotNegative(figures.milli_merit);
    case v1::STANDING_MEASURE_POINTS:
      return NotNegative(figures.milli_points);
    case v1::STANDING_MEASURE_GRAMS:
      return SumOver(figures, within,
                     [](const ClassSum& one) { return one.grams; });
    case v1::STANDING_MEASURE_DROPS:
      return NotNegative(figures.drops);
    case v1::STANDING_MEASURE_ACTIVE_DAYS:
      return figures.active_days;
    case v1::STANDING_MEASURE_ACTIVE_WEEKS:
      return figures.active_weeks;
    case v1::STANDING_MEASURE_ACTIVE_MONTHS:
      return figures.active_months;
    case v1::STANDING_MEASURE_PURITY:
      return ShareHalfUp(NotNegative(figures.drops), 1000,
                         NotNegative(figures.drops + figures.rejected));
    case v1::STANDING_MEASURE_CLASS_DROPS:
      return SumOver(figures, within,
                     [](const ClassSum& one) { return one.drops; });
    case v1::STANDING_MEASURE_CLASSES:
      return figures.ClassCount();
    case v1::STANDING_MEASURE_ACTIVITY_MINUTES:
      return NotNegative(figures.minutes);
    case v1::STANDING_MEASURE_REJECTED:
      return NotNegative(figures.rejected);
    default:
      return 0;
  }
}

}  // namespace greenledger::evaluation
