// Indicators computed the slow way: one question after the other, each from all
// entries.
#ifndef GREENLEDGER_TESTS_SERVICES_RANKING_NAIVE_INDICATORS_H_
#define GREENLEDGER_TESTS_SERVICES_RANKING_NAIVE_INDICATORS_H_

#include <cstdint>
#include <map>
#include <set>
#include <vector>

#include "greenledger/v1/entry.pb.h"
#include "greenledger/v1/ranking_service.pb.h"
#include "services/ranking/fold/indicators.h"

namespace greenledger::ranking {

struct NaiveFigure {
  uint64_t numerator = 0;
  uint64_t denominator = 0;
  uint64_t asked = 0;
  // Entries that count above the line, and all.
  std::set<uint64_t> above;
  std::set<uint64_t> all;
};

using NaiveFigures = std::map<v1::IndicatorKind, NaiveFigure>;

// All twelve.
NaiveFigures ComputeNaively(const std::vector<v1::Entry>& entries,
                            const DaySpan& span);

// What the ledger's state would say of these entries.
IndicatorSources SourcesIn(const std::vector<v1::Entry>& entries);

}  // namespace greenledger::ranking

#endif  // GREENLEDGER_TESTS_SERVICES_RANKING_NAIVE_INDICATORS_H_
