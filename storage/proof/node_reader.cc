#include "storage/proof/node_reader.h"

#include <bit>
#include <vector>

namespace greenledger::proof {

uint64_t SplitPoint(uint64_t size) { return std::bit_floor(size - 1); }

absl::StatusOr<Hash> RangeRoot(uint64_t begin, uint64_t end,
                               const NodeReader& read) {
  std::vector<Hash> peaks;
  for (uint64_t at = begin; at < end;) {
    const uint64_t width = std::bit_floor(end - at);
    const auto level = static_cast<uint32_t>(std::countr_zero(width));
    absl::StatusOr<Hash> peak = read(NodeId{level, at >> level});
    if (!peak.ok()) return peak.status();
    peaks.push_back(*peak);
    at += width;
  }
  Hash root = peaks.back();
  for (size_t i = peaks.size() - 1; i-- > 0;) root = NodeHash(peaks[i], root);
  return root;
}

}  // namespace greenledger::proof
