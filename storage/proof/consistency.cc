#include "storage/proof/consistency.h"

#include <algorithm>
#include <bit>
#include <string>

namespace greenledger::proof {

absl::StatusOr<std::vector<Hash>> ProveConsistency(uint64_t old_size,
                                                   uint64_t new_size,
                                                   const NodeReader& read) {
  if (old_size > new_size) {
    return absl::OutOfRangeError("old size " + std::to_string(old_size) +
                                 " has no consistency proof: must not be "
                                 "above the new size " +
                                 std::to_string(new_size));
  }
  std::vector<Hash> proof;
  if (old_size == 0 || old_size == new_size) return proof;
  uint64_t begin = 0;
  uint64_t end = new_size;
  while (end != old_size) {
    const uint64_t middle = begin + SplitPoint(end - begin);
    const bool left = old_size <= middle;
    absl::StatusOr<Hash> other =
        left ? RangeRoot(middle, end, read) : RangeRoot(begin, middle, read);
    if (!other.ok()) return other.status();
    proof.push_back(*other);
    (left ? end : begin) = middle;
  }
  // What is left is the last subtree of the old tree. If it is all of it, the
  // verifier knows it: it is the old root.
  if (begin != 0) {
    absl::StatusOr<Hash> last = RangeRoot(begin, end, read);
    if (!last.ok()) return last.status();
    proof.push_back(*last);
  }
  std::reverse(proof.begin(), proof.end());
  return proof;
}

namespace {

// Both roots from a proof between sizes 0 < old_size < new_size.
bool VerifyGrowth(const TreeHead& old_head, const TreeHead& new_head,
                  std::span<const Hash> proof) {
  if (proof.empty()) return false;
  uint64_t node = old_head.size - 1;
  uint64_t last = new_head.size - 1;
  while ((node & 1) != 0) {
    node >>= 1;
    last >>= 1;
  }
  Hash old_root = old_head.root;
  if (!std::has_single_bit(old_head.size)) {
    old_root = proof.front();
    proof = proof.subspan(1);
  }
  Hash new_root = old_root;
  for (const Hash& hash : proof) {
    if (last == 0) return false;
    if ((node & 1) != 0 || node == last) {
      old_root = NodeHash(hash, old_root);
      new_root = NodeHash(hash, new_root);
      while ((node & 1) == 0 && node != 0) {
        node >>= 1;
        last >>= 1;
      }
    } else {
      new_root = NodeHash(new_root, hash);
    }
    node >>= 1;
    last >>= 1;
  }
  return last == 0 && old_root == old_head.root && new_root == new_head.root;
}

}  // namespace

bool VerifyConsistency(const TreeHead& old_head, const TreeHead& new_head,
                       std::span<const Hash> proof) {
  if (old_head.size > new_head.size) return false;
  if (old_head.size == new_head.size) {
    return proof.empty() && old_head.root == new_head.root;
  }
  if (old_head.size == 0) {
    return proof.empty() && old_head.root == EmptyRoot();
  }
  return VerifyGrowth(old_head, new_head, proof);
}

}  // namespace greenledger::proof
