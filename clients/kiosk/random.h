// Random numbers that are the same on every machine for the same seed:
// xoshiro256** filled by splitmix64. For jitter and invented worlds, never for
// keys.
#ifndef GREENLEDGER_CLIENTS_KIOSK_RANDOM_H_
#define GREENLEDGER_CLIENTS_KIOSK_RANDOM_H_

#include <array>
#include <bit>
#include <cstdint>

namespace greenledger::kiosk {

// One step of splitmix64: advances `state` and returns a mixed value.
inline uint64_t SplitMix64(uint64_t& state) {
  state += 0x9e3779b97f4a7c15u;
  uint64_t mixed = state;
  mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9u;
  mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebu;
  return mixed ^ (mixed >> 31);
}

// Not thread-safe; copyable.
class Random {
 public:
  explicit Random(uint64_t seed) {
    for (uint64_t& word : state_) word = SplitMix64(seed);
  }

  // Any 64 bits.
  uint64_t Next() {
    const uint64_t result = std::rotl(state_[1] * 5, 7) * 9;
    const uint64_t shifted = state_[1] << 17;
    state_[2] ^= state_[0];
    state_[3] ^= state_[1];
    state_[1] ^= state_[2];
    state_[0] ^= state_[3];
    state_[2] ^= shifted;
    state_[3] = std::rotl(state_[3], 45);
    return result;
  }

  // 0 to bound - 1. The bias is below bound / 2^32. REQUIRES: 0 < bound <=
  // 2^32.
  uint64_t Below(uint64_t bound) { return ((Next() >> 32) * bound) >> 32; }

  // low to high, both included. REQUIRES: low <= high, high - low < 2^32.
  int64_t Between(int64_t low, int64_t high) {
    return low +
           static_cast<int64_t>(Below(static_cast<uint64_t>(high - low) + 1));
  }

  // True in `permyriad` of 10,000 cases.
  bool Chance(uint64_t permyriad) { return Below(10000) < permyriad; }

 private:
  std::array<uint64_t, 4> state_;
};

}  // namespace greenledger::kiosk

#endif  // GREENLEDGER_CLIENTS_KIOSK_RANDOM_H_
