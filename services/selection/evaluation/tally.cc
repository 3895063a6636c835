#include "services/selection/evaluation/tally.h"

#include <algorithm>

namespace greenledger::evaluation {
namespace {

// Says that the count is among those that do not fit.
constexpr int64_t kMany = 15;

}  // namespace

void DayCounts::Add(uint32_t offset, int32_t drops, uint32_t days) {
  if (halves_.empty()) halves_.resize((days + 1) / 2);
  uint8_t& byte = halves_[offset / 2];
  const int shift = offset % 2 == 0 ? 0 : 4;
  int64_t count = (byte >> shift) & 0x0f;
  if (count == kMany) count = (*many_)[offset];
  count = std::max<int64_t>(0, count + drops);
  if (count >= kMany) {
    if (many_ == nullptr) {
      many_ = std::make_unique<std::map<uint32_t, int64_t>>();
    }
    (*many_)[offset] = count;
    count = kMany;
  }
  byte = static_cast<uint8_t>((byte & (0xf0 >> shift)) | (count << shift));
}

void Tally::Add(const ranking::Contribution& one, const Wanted& wanted,
                uint32_t offset, uint32_t window_days) {
  milli_merit += one.milli_merit;
  milli_points += one.milli_points;
  drops += one.drops;
  rejected += one.rejected;
  minutes += one.minutes;
  if (one.milli_merit > 0) reached_at = one.index;
  if (wanted.days && one.drops != 0) days.Add(offset, one.drops, window_days);
  if (wanted.classes && (one.drops != 0 || one.grams != 0)) {
    AddClass(one, &classes);
  }
}

}  // namespace greenledger::evaluation
