// The definition of RFC 9162 section 2.1 as it stands there, to compare with.
#ifndef GREENLEDGER_TESTS_STORAGE_PROOF_NAIVE_TREE_H_
#define GREENLEDGER_TESTS_STORAGE_PROOF_NAIVE_TREE_H_

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <utility>
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

// Roots that were computed before, by the place of their leaves.
using NaiveMemo = std::map<std::pair<const Hash*, size_t>, Hash>;

inline Hash NaiveRoot(std::span<const Hash> leaves, NaiveMemo* memo = nullptr) {
  if (leaves.empty()) return EmptyRoot();
  if (leaves.size() == 1) return leaves[0];
  const std::pair place(leaves.data(), leaves.size());
  if (memo != nullptr && memo->contains(place)) return memo->at(place);
  const uint64_t split = NaiveSplit(leaves.size());
  const Hash root = NodeHash(NaiveRoot(leaves.first(split), memo),
                             NaiveRoot(leaves.subspan(split), memo));
  if (memo != nullptr) memo->emplace(place, root);
  return root;
}

inline std::vector<Hash> NaiveInclusion(uint64_t index,
                                        std::span<const Hash> leaves,
                                        NaiveMemo* memo = nullptr) {
  if (leaves.size() == 1) return {};
  const uint64_t split = NaiveSplit(leaves.size());
  const bool left = index < split;
  std::vector<Hash> proof =
      left ? NaiveInclusion(index, leaves.first(split), memo)
           : NaiveInclusion(index - split, leaves.subspan(split), memo);
  proof.push_back(
      NaiveRoot(left ? leaves.subspan(split) : leaves.first(split), memo));
  return proof;
}

inline std::vector<Hash> NaiveSubproof(uint64_t old_size,
                                       std::span<const Hash> leaves, bool known,
                                       NaiveMemo* memo = nullptr) {
  if (old_size == leaves.size()) {
    if (known) return {};
    return {NaiveRoot(leaves, memo)};
  }
  const uint64_t split = NaiveSplit(leaves.size());
  const bool left = old_size <= split;
  std::vector<Hash> proof =
      left
          ? NaiveSubproof(old_size, leaves.first(split), known, memo)
          : NaiveSubproof(old_size - split, leaves.subspan(split), false, memo);
  proof.push_back(
      NaiveRoot(left ? leaves.subspan(split) : leaves.first(split), memo));
  return proof;
}

inline std::vector<Hash> SomeLeaves(size_t count) {
  std::vector<Hash> leaves;
  for (size_t i = 0; i < count; ++i) {
    leaves.push_back(LeafHash("leaf " + std::to_string(i)));
  }
  return leaves;
}

// Reads complete subtrees of `leaves`, which must outlive it, as `memo` must.
inline NodeReader ReaderOf(const std::vector<Hash>& leaves,
                           NaiveMemo* memo = nullptr) {
  return [&leaves, memo](NodeId id) -> absl::StatusOr<Hash> {
    const uint64_t width = uint64_t{1} << id.level;
    if ((id.index + 1) * width > leaves.size()) {
      return absl::InternalError("asked for a subtree that is not complete");
    }
    return NaiveRoot(std::span(leaves).subspan(id.index * width, width), memo);
  };
}

}  // namespace greenledger::proof

#endif  // GREENLEDGER_TESTS_STORAGE_PROOF_NAIVE_TREE_H_
