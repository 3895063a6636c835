// What a contestant has, summed over the households that it consists of.
#ifndef GREENLEDGER_SERVICES_SELECTION_EVALUATION_FIGURES_H_
#define GREENLEDGER_SERVICES_SELECTION_EVALUATION_FIGURES_H_

#include <cstdint>
#include <map>
#include <set>
#include <vector>

#include "greenledger/v1/scheme.pb.h"
#include "greenledger/v1/selection.pb.h"
#include "services/selection/evaluation/tally.h"
#include "services/selection/evaluation/window.h"

namespace greenledger::evaluation {

struct ClassSum {
  uint32_t class_code = 0;
  int64_t drops = 0;
  int64_t grams = 0;
};

struct Figures {
  int64_t milli_merit = 0;
  int64_t milli_points = 0;
  int64_t drops = 0;
  int64_t rejected = 0;
  int64_t minutes = 0;
  uint64_t active_days = 0;
  uint64_t active_weeks = 0;
  uint64_t active_months = 0;
  // Index of the last entry that raised the merit, 0 if none did.
  uint64_t reached_at = 0;
  std::vector<ClassSum> classes;

  void Add(const Tally& tally, const Window& window);
  // Different classes returned.
  uint64_t ClassCount() const;
};

// Which classes are subtypes of which, by all schemes that were published.
class ClassTree {
 public:
  void Add(const v1::Scheme& scheme);
  // The class, its subtypes and theirs.
  std::set<uint32_t> Within(uint32_t class_code) const;

 private:
  std::map<uint32_t, std::set<uint32_t>> children_;
};

// The value of a measure that drops and activities give; `within` are the
// classes that count for GRAMS and CLASS_DROPS. What is below zero is 0, and so
// are INSPECTIONS and NOMINATION, which others know.
uint64_t ValueOf(const Figures& figures, v1::StandingMeasure measure,
                 const std::set<uint32_t>& within);

}  // namespace greenledger::evaluation

#endif  // GREENLEDGER_SERVICES_SELECTION_EVALUATION_FIGURES_H_
