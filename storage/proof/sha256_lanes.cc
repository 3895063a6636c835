#include "storage/proof/sha256_lanes.h"

#include <vector>

#include "storage/proof/sha256_vector.h"
#if defined(__x86_64__)
#include <cpuid.h>
#endif

namespace greenledger::proof {
namespace {

void HashOneByOne(std::span<const PrefixedInput> inputs, std::span<Hash> out) {
  for (size_t i = 0; i < inputs.size(); ++i) {
    const char prefix = static_cast<char>(inputs[i].prefix);
    out[i] = Sha256({std::string_view(&prefix, 1), inputs[i].data});
  }
}

#if defined(__x86_64__)

__attribute__((target("avx512f"))) void HashWith16(
    std::span<const PrefixedInput> inputs, std::span<Hash> out) {
  HashInLanes<16>(inputs, out);
}

__attribute__((target("avx2"))) void HashWith8(
    std::span<const PrefixedInput> inputs, std::span<Hash> out) {
  HashInLanes<8>(inputs, out);
}

bool HasShaInstructions() {
  unsigned eax = 0, ebx = 0, ecx = 0, edx = 0;
  return __get_cpuid_count(7, 0, &eax, &ebx, &ecx, &edx) != 0 &&
         (ebx & bit_SHA) != 0;
}

bool HasVectors(LaneKind kind) {
  __builtin_cpu_init();
  return kind == LaneKind::kLanes16 ? __builtin_cpu_supports("avx512f") != 0
                                    : __builtin_cpu_supports("avx2") != 0;
}

#else

void HashWith16(std::span<const PrefixedInput>, std::span<Hash>) {}
void HashWith8(std::span<const PrefixedInput>, std::span<Hash>) {}
bool HasShaInstructions() { return false; }
bool HasVectors(LaneKind) { return false; }

#endif

LaneKind Choose() {
  if (HasShaInstructions()) return LaneKind::kOneByOne;
  if (HasVectors(LaneKind::kLanes16)) return LaneKind::kLanes16;
  if (HasVectors(LaneKind::kLanes8)) return LaneKind::kLanes8;
  return LaneKind::kOneByOne;
}

}  // namespace

LaneKind FastestLanes() {
  static const LaneKind kind = Choose();
  return kind;
}

bool CanHash(LaneKind kind) {
  return kind == LaneKind::kOneByOne || HasVectors(kind);
}

void HashManyBy(LaneKind kind, std::span<const PrefixedInput> inputs,
                std::span<Hash> out) {
  switch (kind) {
    case LaneKind::kLanes16:
      return HashWith16(inputs, out);
    case LaneKind::kLanes8:
      return HashWith8(inputs, out);
    case LaneKind::kOneByOne:
      return HashOneByOne(inputs, out);
  }
}

void HashMany(std::span<const PrefixedInput> inputs, std::span<Hash> out) {
  // Lanes that stay empty cost as much as full ones.
  const bool too_few = inputs.size() < 4;
  HashManyBy(too_few ? LaneKind::kOneByOne : FastestLanes(), inputs, out);
}

void LeafHashes(std::span<const std::string_view> leaves, std::span<Hash> out) {
  std::vector<PrefixedInput> inputs;
  inputs.reserve(leaves.size());
  for (std::string_view leaf : leaves) inputs.push_back({0x00, leaf});
  HashMany(inputs, out);
}

void NodeHashes(std::span<const Hash> children, std::span<Hash> out) {
  std::vector<PrefixedInput> inputs;
  inputs.reserve(out.size());
  for (size_t i = 0; i < out.size(); ++i) {
    // Two hashes that lie side by side are the 64 bytes to hash.
    inputs.push_back({0x01,
                      {reinterpret_cast<const char*>(children[2 * i].data()),
                       2 * sizeof(Hash)}});
  }
  HashMany(inputs, out);
}

}  // namespace greenledger::proof
