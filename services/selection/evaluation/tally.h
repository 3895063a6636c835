// What one household, or one member, did within a campaign's window.
#ifndef GREENLEDGER_SERVICES_SELECTION_EVALUATION_TALLY_H_
#define GREENLEDGER_SERVICES_SELECTION_EVALUATION_TALLY_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <vector>

#include "services/ranking/fold/contribution.h"

namespace greenledger::evaluation {

// How many drops were made on each day of a window, so that one that is
// reversed can be taken out again: half a byte a day.
class DayCounts {
 public:
  // REQUIRES: offset < days, which is the window's and always the same.
  void Add(uint32_t offset, int32_t drops, uint32_t days);

  // Calls `day(offset)` for each day with a drop, in order.
  template <typename OnDay>
  void ForEach(OnDay&& day) const {
    for (uint32_t i = 0; i < halves_.size(); ++i) {
      if ((halves_[i] & 0x0f) != 0) day(2 * i);
      if ((halves_[i] & 0xf0) != 0) day(2 * i + 1);
    }
  }

 private:
  std::vector<uint8_t> halves_;  // two days each, the earlier one lower
  // Day -> count, of the days on which there are more than fit.
  std::unique_ptr<std::map<uint32_t, int64_t>> many_;
};

// Drops and grams of one class, as dropped.
struct ClassTally {
  uint32_t class_code = 0;
  int32_t drops = 0;
  int64_t grams = 0;
};

// Adds to the one of its class, which is put at the end if it is new.
template <typename To, typename From>
void AddClass(const From& one, std::vector<To>* classes) {
  for (To& known : *classes) {
    if (known.class_code != one.class_code) continue;
    known.drops += one.drops;
    known.grams += one.grams;
    return;
  }
  classes->push_back({one.class_code, one.drops, one.grams});
}

// What a rule asks for beyond plain sums; the rest is not kept.
struct Wanted {
  bool days = false;
  bool classes = false;
};

struct Tally {
  int64_t milli_merit = 0;
  int64_t milli_points = 0;
  int64_t drops = 0;
  int64_t rejected = 0;
  int64_t minutes = 0;
  // Index of the last entry that raised its merit, 0 if none did.
  uint64_t reached_at = 0;
  DayCounts days;
  std::vector<ClassTally> classes;

  // `offset` is the contribution's day in a window of `window_days`.
  void Add(const ranking::Contribution& one, const Wanted& wanted,
           uint32_t offset, uint32_t window_days);
};

}  // namespace greenledger::evaluation

#endif  // GREENLEDGER_SERVICES_SELECTION_EVALUATION_TALLY_H_
