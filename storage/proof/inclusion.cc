#include "storage/proof/inclusion.h"

#include <algorithm>
#include <string>

namespace greenledger::proof {

absl::StatusOr<std::vector<Hash>> ProveInclusion(uint64_t index, uint64_t size,
                                                 const NodeReader& read) {
  if (index >= size) {
    return absl::OutOfRangeError(
        "index " + std::to_string(index) +
        " has no inclusion proof: must be below the size " +
        std::to_string(size));
  }
  std::vector<Hash> proof;
  uint64_t begin = 0;
  uint64_t end = size;
  while (end - begin > 1) {
    const uint64_t middle = begin + SplitPoint(end - begin);
    const bool left = index < middle;
    absl::StatusOr<Hash> sibling =
        left ? RangeRoot(middle, end, read) : RangeRoot(begin, middle, read);
    if (!sibling.ok()) return sibling.status();
    proof.push_back(*sibling);
    (left ? end : begin) = middle;
  }
  std::reverse(proof.begin(), proof.end());
  return proof;
}

bool VerifyInclusion(const Hash& leaf, uint64_t index, uint64_t size,
                     std::span<const Hash> proof, const Hash& root) {
  if (index >= size) return false;
  uint64_t node = index;
  uint64_t last = size - 1;
  Hash hash = leaf;
  for (const Hash& sibling : proof) {
    if (last == 0) return false;
    if ((node & 1) != 0 || node == last) {
      hash = NodeHash(sibling, hash);
      // The right edge has no sibling on some levels: skip them.
      while ((node & 1) == 0 && node != 0) {
        node >>= 1;
        last >>= 1;
      }
    } else {
      hash = NodeHash(hash, sibling);
    }
    node >>= 1;
    last >>= 1;
  }
  return last == 0 && hash == root;
}

}  // namespace greenledger::proof
