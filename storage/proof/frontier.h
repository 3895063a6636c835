// The right edge of a growing Merkle tree: one hash per set bit of the size,
// enough to append and to compute the root.
#ifndef GREENLEDGER_STORAGE_PROOF_FRONTIER_H_
#define GREENLEDGER_STORAGE_PROOF_FRONTIER_H_

#include <cstdint>
#include <utility>
#include <vector>

#include "storage/proof/sha256.h"
#include "storage/proof/sha256_lanes.h"

namespace greenledger::proof {

// A complete subtree: leaves [index << level, (index + 1) << level).
struct NodeId {
  uint32_t level = 0;
  uint64_t index = 0;
  friend bool operator==(const NodeId&, const NodeId&) = default;
};

// Not thread-safe; copyable.
class Frontier {
 public:
  // Empty tree.
  Frontier() = default;

  // Tree of `size` leaves whose complete subtrees, from the largest to the
  // smallest (one per set bit of `size`), have these hashes.
  // REQUIRES: peaks.size() == popcount(size).
  Frontier(uint64_t size, std::vector<Hash> peaks);

  // Appends a leaf hash. Calls `on_complete(NodeId, const Hash&)` for every
  // complete subtree of level 1 and up that the leaf finishes, lowest first.
  template <typename OnComplete>
  void Append(const Hash& leaf, OnComplete&& on_complete);
  void Append(const Hash& leaf);

  // Appends leaf hashes in order, level by level, which is several times faster
  // for many. Calls `on_complete` likewise, all of a level before the next.
  template <typename OnComplete>
  void AppendMany(std::vector<Hash> leaves, OnComplete&& on_complete);
  void AppendMany(std::vector<Hash> leaves);

  uint64_t size() const { return size_; }
  const std::vector<Hash>& peaks() const { return peaks_; }

  // Root of the tree; EmptyRoot() for size 0.
  Hash Root() const;

 private:
  uint64_t size_ = 0;
  std::vector<Hash> peaks_;  // largest subtree first
};

template <typename OnComplete>
void Frontier::Append(const Hash& leaf, OnComplete&& on_complete) {
  Hash node = leaf;
  uint32_t level = 0;
  for (uint64_t rest = size_; (rest & 1) != 0; rest >>= 1) {
    node = NodeHash(peaks_.back(), node);
    peaks_.pop_back();
    ++level;
    on_complete(NodeId{level, size_ >> level}, node);
  }
  peaks_.push_back(node);
  ++size_;
}

template <typename OnComplete>
void Frontier::AppendMany(std::vector<Hash> leaves, OnComplete&& on_complete) {
  std::vector<Hash> new_peaks;  // smallest subtree first
  std::vector<Hash> nodes;      // of a level, from an even index on
  std::vector<Hash> added = std::move(leaves);
  uint64_t begin = size_;  // index of added[0] in its level
  size_ += added.size();
  for (uint32_t level = 0; !added.empty(); ++level) {
    nodes.clear();
    if ((begin & 1) != 0) {
      nodes.push_back(peaks_.back());
      peaks_.pop_back();
    }
    nodes.insert(nodes.end(), added.begin(), added.end());
    begin >>= 1;
    added.resize(nodes.size() / 2);
    if (nodes.size() % 2 != 0) {
      new_peaks.push_back(nodes.back());
      nodes.pop_back();
    }
    NodeHashes(nodes, added);
    for (size_t i = 0; i < added.size(); ++i) {
      on_complete(NodeId{level + 1, begin + i}, added[i]);
    }
  }
  peaks_.insert(peaks_.end(), new_peaks.rbegin(), new_peaks.rend());
}

}  // namespace greenledger::proof

#endif  // GREENLEDGER_STORAGE_PROOF_FRONTIER_H_
