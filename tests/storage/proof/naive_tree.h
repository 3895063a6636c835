// The definition of RFC 9162 section 2.1 as it stands there, to compare with.
#ifndef GREENLEDGER_TESTS_STORAGE_PROOF_NAIVE_TREE_H_
#define GREENLEDGER_TESTS_STORAGE_PROOF_NAIVE_TREE_H_

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "storage/proof/node_reader.h"
#include "storage/proof/sha256.h"

namespace greenledger::proof {

inline uint64_t NaiveSplit(size_t size) {
  uint64_t split = 1;
  while (2 * split < size) split *= 2;
  return split;
}

inline Hash NaiveRoot(std::span<const Hash> leaves) {
  if (leaves.empty()) return EmptyRoot();
  if (leaves.size() == 1) return leaves[0];
  const uint64_t split = NaiveSplit(leaves.size());
  return NodeHash(NaiveRoot(leaves.first(split)),
                  NaiveRoot(leaves.subspan(split)));
}

inline std::vector<Hash> NaiveInclusion(uint64_t index,
                                        std::span<const Hash> leaves) {
  if (leaves.size() == 1) return {};
  const uint64_t split = NaiveSplit(leaves.size());
  const bool left = index < split;
  std::vector<Hash> proof =
      left ? NaiveInclusion(index, leaves.first(split))
           : NaiveInclusion(index - split, leaves.subspan(split));
  proof.push_back(
      NaiveRoot(left ? leaves.subspan(split) : leaves.first(split)));
  return proof;
}

inline std::vector<Hash> NaiveSubproof(uint64_t old_size,
                                       std::span<const Hash> leaves,
                                       bool known) {
  if (old_size == leaves.size()) {
    if (known) return {};
    return {NaiveRoot(leaves)};
  }
  const uint64_t split = NaiveSplit(leaves.size());
  const bool left = old_size <= split;
  std::vector<Hash> proof =
      left ? NaiveSubproof(old_size, leaves.first(split), known)
           : NaiveSubproof(old_size - split, leaves.subspan(split), false);
  proof.push_back(
      NaiveRoot(left ? leaves.subspan(split) : leaves.first(split)));
  return proof;
}

inline std::vector<Hash> SomeLeaves(size_t count) {
  std::vector<Hash> leaves;
  for (size_t i = 0; i < count; ++i) {
    leaves.push_back(LeafHash("leaf " + std::to_string(i)));
  }
  return leaves;
}

// Reads complete subtrees of `leaves`, which must outlive it.
inline NodeReader ReaderOf(const std::vector<Hash>& leaves) {
  return [&leaves](NodeId id) -> absl::StatusOr<Hash> {
    const uint64_t width = uint64_t{1} << id.level;
    if ((id.index + 1) * width > leaves.size()) {
      return absl::InternalError("asked for a subtree that is not complete");
    }
    return NaiveRoot(std::span(leaves).subspan(id.index * width, width));
  };
}

}  // namespace greenledger::proof

#endif  // GREENLEDGER_TESTS_STORAGE_PROOF_NAIVE_TREE_H_
