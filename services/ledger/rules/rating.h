// What a drop earns. Pure and exact: integers only, no allocation.
//
// Points of a merged drop, in milli-points, rounded half up once:
//   R(grams, pieces) = (grams * per_kg / 1000 + pieces * per_piece)
//                      * quality / 1000 * campaign / 1000
// and 0 as long as the grams are below the line's minimum. Each part earns
// R(all parts with it) less what the parts before it were given, cut to what
// the daily cap leaves, so that splitting a load neither gains nor loses.
//
// Merit is earned once per merged drop, by the part that brings it to the
// minimum: milli_merit_per_drop * campaign / 1000, rounded half up; quality
// POOR does not lower it.
//
// A drop that earns nothing for a reason of its own (rejected, no line, outside
// the hours, or told not to earn) is no part of a merged drop: its weight must
// not earn when a later part does.
#ifndef GREENLEDGER_SERVICES_LEDGER_RULES_RATING_H_
#define GREENLEDGER_SERVICES_LEDGER_RULES_RATING_H_

#include <array>
#include <cstddef>
#include <cstdint>

#include "greenledger/v1/entry.pb.h"
#include "greenledger/v1/record.pb.h"
#include "services/ledger/rules/compiled_tariff.h"

namespace greenledger::rules {

// The most a drop can earn, since a posting's amount is a signed 64-bit
// number. Sums of grams, pieces and points stop at their types' maximum
// instead of wrapping round.
inline constexpr uint64_t kMaxMilliPoints = INT64_MAX;

// The parts of a merged drop so far; all zero for a new one. Parts of one
// merged drop share household, kiosk, class, quality, tariff and local day.
struct MergedSoFar {
  uint64_t grams = 0;
  uint64_t pieces = 0;
  // What the parts were given. That caps have cut it is no matter: what a cap
  // took, it takes for the rest of the day.
  uint64_t rated_milli_points = 0;
  // Whether the merit was given, or cut by the daily cap.
  bool merit_given = false;
  friend bool operator==(const MergedSoFar&, const MergedSoFar&) = default;
};

// What a household has had of one line on one local day.
struct DayUse {
  uint64_t milli_points = 0;
  // Drops that earned merit.
  uint32_t merit_drops = 0;
  friend bool operator==(const DayUse&, const DayUse&) = default;
};

// A drop (or a part of one) to be rated.
struct Weighing {
  // 0 where not reported.
  uint64_t grams = 0;
  uint64_t pieces = 0;
  v1::Quality quality = v1::QUALITY_GOOD;
  uint32_t class_code = 0;
  // Local day it counts for, and minute of that day.
  int32_t day = 0;
  uint32_t minute = 0;
  // False if the late rule says it earns nothing; the hours are then not
  // looked at, since its time cannot be relied on.
  bool earns = true;
};

// Notes on one drop, without allocation. Room for one of each kind.
class NoteList {
 public:
  // Adds `note` at the end. REQUIRES: it is not in the list.
  void Add(v1::DropNote note) { notes_[size_++] = note; }
  const v1::DropNote* begin() const { return notes_.data(); }
  const v1::DropNote* end() const { return notes_.data() + size_; }
  size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }

 private:
  std::array<v1::DropNote, v1::DropNote_MAX> notes_{};
  size_t size_ = 0;
};

// What a drop earned, and what to hand in with the next one.
struct Rating {
  // At most kMaxMilliPoints each.
  uint64_t milli_points = 0;
  uint64_t milli_merit = 0;
  // The merged drop with this part.
  MergedSoFar merged;
  // The day with this drop.
  DayUse day_use;
  // In rising order. LATE, CLOCK_UNTRUSTED and SUSPENSE are the caller's to
  // add; MERGED is there if `merged` held anything before.
  NoteList notes;
};

// Rates `weighing` as the next part of the merged drop `before`, in a day of
// which the household has had `used` of the same line.
Rating Rate(const CompiledTariff& tariff, const Weighing& weighing,
            const MergedSoFar& before, const DayUse& used);

}  // namespace greenledger::rules

#endif  // GREENLEDGER_SERVICES_LEDGER_RULES_RATING_H_
