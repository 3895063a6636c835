#include "storage/proof/frontier.h"

#include <bit>
#include <cstdlib>
#include <utility>

namespace greenledger::proof {

Frontier::Frontier(uint64_t size, std::vector<Hash> peaks)
    : size_(size), peaks_(std::move(peaks)) {
  if (peaks_.size() != static_cast<size_t>(std::popcount(size_))) std::abort();
}

void Frontier::Append(const Hash& leaf) {
  Append(leaf, [](NodeId, const Hash&) {});
}

void Frontier::AppendMany(std::vector<Hash> leaves) {
  AppendMany(std::move(leaves), [](NodeId, const Hash&) {});
}

Hash Frontier::Root() const {
  if (peaks_.empty()) return EmptyRoot();
  Hash root = peaks_.back();
  for (size_t i = peaks_.size() - 1; i-- > 0;) root = NodeHash(peaks_[i], root);
  return root;
}

}  // namespace greenledger::proof
