// Hashes of a book's complete subtrees, read tile by tile.
#ifndef GREENLEDGER_STORAGE_TREE_TILES_H_
#define GREENLEDGER_STORAGE_TREE_TILES_H_

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "storage/proof/frontier.h"
#include "storage/store.h"

namespace greenledger::storage {

// Levels are stored in steps of this many; a tile holds this power of two.
inline constexpr uint32_t kTileLevels = 8;

std::string TreeRowKey(proof::NodeId id);

// By node; only levels that are stored.
using StoredNodes = std::map<std::pair<uint32_t, uint64_t>, proof::Hash>;

// For one proof: reads each tile once. Not thread-safe.
class TreeTiles {
 public:
  // Hashes of stored nodes that may not be rows yet, from those of level
  // `level` with begin <= index < end.
  using Unwritten =
      std::function<StoredNodes(uint32_t level, uint64_t begin, uint64_t end)>;

  // Reads rows and entries of `book`, whose tree has `size` leaves. `store`
  // must outlive it.
  TreeTiles(const Store& store, uint64_t book, uint64_t size,
            Unwritten unwritten);

  // The hash of any complete subtree. DATA_LOSS if a row or entry is missing.
  absl::StatusOr<proof::Hash> Read(proof::NodeId id);

 private:
  using Hashes = std::vector<proof::Hash>;

  absl::StatusOr<const Hashes*> Tile(uint32_t level, uint64_t tile);
  absl::StatusOr<Hashes> HashLeaves(uint64_t begin, uint64_t end) const;
  absl::StatusOr<Hashes> ReadRows(uint32_t level, uint64_t begin,
                                  uint64_t end) const;

  const Store& store_;
  uint64_t book_;
  uint64_t size_;
  Unwritten unwritten_;
  std::map<std::pair<uint32_t, uint64_t>, Hashes> tiles_;
};

}  // namespace greenledger::storage

#endif  // GREENLEDGER_STORAGE_TREE_TILES_H_
