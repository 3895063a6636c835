// The figures of one stretch of days, and the entries behind one of them.
#ifndef GREENLEDGER_SERVICES_RANKING_FOLD_INDICATOR_TALLY_H_
#define GREENLEDGER_SERVICES_RANKING_FOLD_INDICATOR_TALLY_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <set>

#include "greenledger/v1/ranking_service.pb.h"

namespace greenledger::ranking {

// Which entries are wanted: those behind an indicator with an index above
// `after`, the first `most` of them.
struct WantedEntries {
  v1::IndicatorKind kind = v1::INDICATOR_KIND_UNSPECIFIED;
  // Those that count only below the line too.
  bool all = false;
  uint64_t after = 0;
  size_t most = 0;
};

// Not thread-safe.
class IndicatorTally {
 public:
  // Keeps entries; without it none are.
  void Want(const WantedEntries& wanted) { wanted_ = wanted; }

  // Adds what one entry counts above and below the line. `index` 0: there is no
  // entry for it, or it was counted before.
  void Count(v1::IndicatorKind kind, uint64_t index, uint64_t above,
             uint64_t below);
  void CountAsked(v1::IndicatorKind kind, uint64_t asked);

  // Adds one indicator of each kind.
  void Fill(v1::IndicatorStretch* stretch) const;

  // Rising.
  const std::set<uint64_t>& entries() const { return entries_; }
  // Whether as many are known as are wanted.
  bool full() const { return entries_.size() == wanted_.most; }

 private:
  struct Sums {
    uint64_t numerator = 0;
    uint64_t denominator = 0;
    uint64_t entries = 0;
    uint64_t asked = 0;
  };

  std::array<Sums, v1::IndicatorKind_ARRAYSIZE> sums_;
  WantedEntries wanted_;
  std::set<uint64_t> entries_;  // at most wanted_.most
};

// numerator / denominator in permille, half up; 0 without a denominator, at
// most 4,294,967,295.
uint32_t PermilleOf(uint64_t numerator, uint64_t denominator);

// Least share that the documents ask for, permille; 0 if they name none.
uint32_t TargetOf(v1::IndicatorKind kind);

}  // namespace greenledger::ranking

#endif  // GREENLEDGER_SERVICES_RANKING_FOLD_INDICATOR_TALLY_H_
