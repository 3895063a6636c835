// The compression of SHA-256 (FIPS 180-4 section 6.2) over as many inputs as a
// vector has words. Included by sha256_lanes.cc alone; everything is inlined
// into a caller that names the processor's vectors.
#ifndef GREENLEDGER_STORAGE_PROOF_SHA256_VECTOR_H_
#define GREENLEDGER_STORAGE_PROOF_SHA256_VECTOR_H_

#include <cstdint>
#include <cstring>
#include <span>
#include <utility>

#include "storage/proof/sha256_lanes.h"

#define GREENLEDGER_INLINE inline __attribute__((always_inline))

namespace greenledger::proof {

inline constexpr size_t kBlock = 64;

inline constexpr uint32_t kInitial[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372,
                                         0xa54ff53a, 0x510e527f, 0x9b05688c,
                                         0x1f83d9ab, 0x5be0cd19};

// Fractional parts of the cube roots of the first 64 primes, section 4.2.2.
inline constexpr uint32_t kRound[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1,
    0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3,
    0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786,
    0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147,
    0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13,
    0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b,
    0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a,
    0x5b9cca4f, 0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208,
    0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

// One word of each lane.
template <int kLanes>
struct Vector {
  typedef uint32_t Words __attribute__((vector_size(4 * kLanes)));
};

template <int kBits, typename Words>
GREENLEDGER_INLINE Words Rotate(const Words& x) {
  return (x >> kBits) | (x << (32 - kBits));
}

// The blocks of one input, one after the other.
class BlockReader {
 public:
  // REQUIRES: left().
  GREENLEDGER_INLINE void Next(uint8_t* block) {
    size_t filled = 0;
    if (at_ == 0) block[filled++] = input_.prefix;
    const size_t rest = length() - at_ - filled;
    const size_t take = rest < kBlock - filled ? rest : kBlock - filled;
    if (at_ + filled <= length()) {
      std::memcpy(block + filled, input_.data.data() + at_ + filled - 1, take);
      filled += take;
    }
    if (filled < kBlock) Pad(block, filled);
    at_ += kBlock;
    --blocks_left_;
  }

  void Begin(const PrefixedInput& input) {
    input_ = input;
    at_ = 0;
    // One byte 0x80 and eight bytes of length follow the input.
    blocks_left_ = (length() + 9 + kBlock - 1) / kBlock;
  }

  bool left() const { return blocks_left_ > 0; }

 private:
  size_t length() const { return 1 + input_.data.size(); }

  void Pad(uint8_t* block, size_t filled) const {
    std::memset(block + filled, 0, kBlock - filled);
    // The end of the input lies in this block, unless it lay in the one before.
    if (at_ + filled == length()) block[filled] = 0x80;
    if (blocks_left_ != 1) return;
    const uint64_t bits = __builtin_bswap64(8 * uint64_t{length()});
    std::memcpy(block + kBlock - sizeof(bits), &bits, sizeof(bits));
  }

  PrefixedInput input_;
  size_t at_ = 0;
  size_t blocks_left_ = 0;
};

// One round. Instead of moving a to b, b to c and so on, each round finds them
// one place further; after 64 rounds they are where they began.
template <int t, typename Words>
GREENLEDGER_INLINE void Round(Words (&w)[16], Words (&s)[8]) {
  if constexpr (t >= 16) {
    const Words& w2 = w[(t - 2) & 15];
    const Words& w15 = w[(t - 15) & 15];
    w[t & 15] += (Rotate<17>(w2) ^ Rotate<19>(w2) ^ (w2 >> 10)) +
                 w[(t - 7) & 15] +
                 (Rotate<7>(w15) ^ Rotate<18>(w15) ^ (w15 >> 3));
  }
  const Words& a = s[(64 - t) & 7];
  const Words& b = s[(65 - t) & 7];
  const Words& c = s[(66 - t) & 7];
  Words& d = s[(67 - t) & 7];
  const Words& e = s[(68 - t) & 7];
  const Words& f = s[(69 - t) & 7];
  const Words& g = s[(70 - t) & 7];
  Words& h = s[(71 - t) & 7];
  h += (Rotate<6>(e) ^ Rotate<11>(e) ^ Rotate<25>(e)) + (g ^ (e & (f ^ g))) +
       kRound[t] + w[t & 15];
  d += h;
  h += (Rotate<2>(a) ^ Rotate<13>(a) ^ Rotate<22>(a)) +
       ((a & b) | (c & (a | b)));
}

template <typename Words, int... t>
GREENLEDGER_INLINE void Rounds(Words (&w)[16], Words (&s)[8],
                               std::integer_sequence<int, t...>) {
  (Round<t>(w, s), ...);
}

// state = compression of state and one block of every lane; w holds the blocks'
// words and is used up.
template <typename Words>
GREENLEDGER_INLINE void Compress(Words (&w)[16], Words (&state)[8]) {
  Words s[8];
  for (int i = 0; i < 8; ++i) s[i] = state[i];
  Rounds(w, s, std::make_integer_sequence<int, 64>());
  for (int i = 0; i < 8; ++i) state[i] += s[i];
}

// out[i] = SHA-256(inputs[i]): a lane whose input ends takes the next one.
template <int kLanes>
GREENLEDGER_INLINE void HashInLanes(std::span<const PrefixedInput> inputs,
                                    std::span<Hash> out) {
  using Words = typename Vector<kLanes>::Words;
  Words state[8];
  Words w[16];
  BlockReader readers[kLanes];
  size_t outputs[kLanes] = {};
  uint8_t blocks[kLanes][kBlock] = {};
  size_t next = 0;
  while (true) {
    int busy = 0;
    for (int lane = 0; lane < kLanes; ++lane) {
      if (!readers[lane].left() && next < inputs.size()) {
        for (int i = 0; i < 8; ++i) state[i][lane] = kInitial[i];
        outputs[lane] = next;
        readers[lane].Begin(inputs[next++]);
      }
      if (!readers[lane].left()) continue;
      readers[lane].Next(blocks[lane]);
      busy |= 1 << lane;
    }
    if (busy == 0) return;
    for (int t = 0; t < 16; ++t) {
      for (int lane = 0; lane < kLanes; ++lane) {
        uint32_t word;
        std::memcpy(&word, blocks[lane] + 4 * t, sizeof(word));
        w[t][lane] = __builtin_bswap32(word);
      }
    }
    Compress(w, state);
    for (int lane = 0; lane < kLanes; ++lane) {
      if ((busy >> lane & 1) == 0 || readers[lane].left()) continue;
      for (int i = 0; i < 8; ++i) {
        const uint32_t word = __builtin_bswap32(state[i][lane]);
        std::memcpy(out[outputs[lane]].data() + 4 * i, &word, sizeof(word));
      }
    }
  }
}

}  // namespace greenledger::proof

#undef GREENLEDGER_INLINE

#endif  // GREENLEDGER_STORAGE_PROOF_SHA256_VECTOR_H_
