#include "clients/log/frontier_of_tiles.h"

#include <utility>

namespace greenledger::log {

proof::Frontier FrontierOfTiles(
    uint64_t size, const std::vector<std::vector<proof::Hash>>& partial) {
  std::vector<proof::Hash> peaks;
  for (uint32_t level = kTileLevels; level-- > 0;) {
    // A tile's own complete subtrees are peaks of the whole tree.
    proof::Frontier tile;
    for (const proof::Hash& hash : partial[level]) tile.Append(hash);
    peaks.insert(peaks.end(), tile.peaks().begin(), tile.peaks().end());
  }
  return proof::Frontier(size, std::move(peaks));
}

}  // namespace greenledger::log
