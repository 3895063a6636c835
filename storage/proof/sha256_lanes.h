// SHA-256 of many short inputs side by side, one in each lane of a vector
// register: for leaves and nodes of a tree that grows by whole groups.
//
// Used where it pays: on processors with wide vectors and without SHA
// instructions. Elsewhere the same functions hash one after the other.
#ifndef GREENLEDGER_STORAGE_PROOF_SHA256_LANES_H_
#define GREENLEDGER_STORAGE_PROOF_SHA256_LANES_H_

#include <cstdint>
#include <span>
#include <string_view>

#include "storage/proof/sha256.h"

namespace greenledger::proof {

// An input of SHA-256: `prefix` followed by `data`, as RFC 6962 hashes leaves
// (0x00) and nodes (0x01).
struct PrefixedInput {
  uint8_t prefix = 0;
  std::string_view data;
};

// out[i] = SHA-256(inputs[i]). REQUIRES: out.size() == inputs.size(). Safe from
// any thread.
void HashMany(std::span<const PrefixedInput> inputs, std::span<Hash> out);

// out[i] = LeafHash(leaves[i]). REQUIRES: out.size() == leaves.size().
void LeafHashes(std::span<const std::string_view> leaves, std::span<Hash> out);

// out[i] = NodeHash(children[2 i], children[2 i + 1]).
// REQUIRES: children.size() == 2 * out.size().
void NodeHashes(std::span<const Hash> children, std::span<Hash> out);

// The ways to hash many, for tests and benchmarks to compare.
enum class LaneKind { kOneByOne, kLanes8, kLanes16 };
// The one that HashMany takes on this processor.
LaneKind FastestLanes();
// Whether this processor can.
bool CanHash(LaneKind kind);
// REQUIRES: CanHash(kind), out.size() == inputs.size().
void HashManyBy(LaneKind kind, std::span<const PrefixedInput> inputs,
                std::span<Hash> out);

}  // namespace greenledger::proof

#endif  // GREENLEDGER_STORAGE_PROOF_SHA256_LANES_H_
