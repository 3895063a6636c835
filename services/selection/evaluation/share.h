// Shares of whole numbers, rounded half up.
#ifndef GREENLEDGER_SERVICES_SELECTION_EVALUATION_SHARE_H_
#define GREENLEDGER_SERVICES_SELECTION_EVALUATION_SHARE_H_

#include <cstdint>
#include <limits>

namespace greenledger::evaluation {

__extension__ typedef unsigned __int128 Wide;

// part * times / whole, half up; 0 if `whole` is 0, and cut to the largest
// number there is. REQUIRES: times is below 2^63.
inline uint64_t ShareHalfUp(uint64_t part, uint64_t times, uint64_t whole) {
  if (whole == 0) return 0;
  const Wide share = (Wide{part} * times * 2 + whole) / (Wide{whole} * 2);
  constexpr uint64_t kMost = std::numeric_limits<uint64_t>::max();
  return share > kMost ? kMost : static_cast<uint64_t>(share);
}

// part * 1000 / whole, rounded down; 0 if `whole` is 0.
inline uint64_t PermilleDown(uint64_t part, uint64_t whole) {
  return whole == 0 ? 0 : static_cast<uint64_t>(Wide{part} * 1000 / whole);
}

}  // namespace greenledger::evaluation

#endif  // GREENLEDGER_SERVICES_SELECTION_EVALUATION_SHARE_H_
