#include "storage/tree_tiles.h"

#include <algorithm>
#include <cstddef>

#include "storage/big_endian.h"
#include "storage/book_tree.h"

namespace greenledger::storage {
namespace {

constexpr uint64_t kTileWidth = uint64_t{1} << kTileLevels;

// Root of hashes whose number is a power of two.
proof::Hash Fold(std::vector<proof::Hash> hashes) {
  for (size_t width = hashes.size(); width > 1; width /= 2) {
    for (size_t i = 0; i < width / 2; ++i) {
      hashes[i] = proof::NodeHash(hashes[2 * i], hashes[2 * i + 1]);
    }
  }
  return hashes.front();
}

absl::Status Missing(uint64_t book, uint32_t level, uint64_t index) {
  return absl::DataLossError("book " + std::to_string(book) +
                             " misses the tree row of level " +
                             std::to_string(level) + ", index " +
                             std::to_string(index) + ": rebuild the rows");
}

}  // namespace

std::string TreeRowKey(proof::NodeId id) {
  std::string key(1, static_cast<char>(id.level));
  AppendBigEndian64(&key, id.index);
  return key;
}

TreeTiles::TreeTiles(const Store& store, uint64_t book, uint64_t size,
                     Unwritten unwritten)
    : store_(store),
      book_(book),
      size_(size),
      unwritten_(std::move(unwritten)) {}

absl::StatusOr<proof::Hash> TreeTiles::Read(proof::NodeId id) {
  const uint32_t above = id.level % kTileLevels;
  const uint32_t level = id.level - above;
  const uint64_t begin = id.index << above;
  const absl::StatusOr<const Hashes*> tile = Tile(level, begin / kTileWidth);
  if (!tile.ok()) return tile.status();
  const uint64_t offset = begin % kTileWidth;
  const uint64_t width = uint64_t{1} << above;
  if (offset + width > (*tile)->size()) {
    return absl::InternalError("a subtree of level " +
                               std::to_string(id.level) + " is not complete");
  }
  const auto first = (*tile)->begin() + static_cast<std::ptrdiff_t>(offset);
  return Fold(Hashes(first, first + static_cast<std::ptrdiff_t>(width)));
}

absl::StatusOr<const TreeTiles::Hashes*> TreeTiles::Tile(uint32_t level,
                                                         uint64_t tile) {
  const auto key = std::make_pair(level, tile);
  if (const auto known = tiles_.find(key); known != tiles_.end()) {
    return &known->second;
  }
  const uint64_t begin = tile * kTileWidth;
  const uint64_t end = std::min(begin + kTileWidth, size_ >> level);
  absl::StatusOr<Hashes> hashes =
      level == 0 ? HashLeaves(begin, end) : ReadRows(level, begin, end);
  if (!hashes.ok()) return hashes.status();
  return &tiles_.emplace(key, *std::move(hashes)).first->second;
}

absl::StatusOr<TreeTiles::Hashes> TreeTiles::HashLeaves(uint64_t begin,
                                                        uint64_t end) const {
  Hashes hashes;
  const absl::Status s = store_.ReadEntries(
      book_, begin, [&](uint64_t index, std::string_view entry) {
        if (index < end) hashes.push_back(proof::LeafHash(entry));
        return index + 1 < end;
      });
  if (!s.ok()) return s;
  return hashes;
}

absl::StatusOr<TreeTiles::Hashes> TreeTiles::ReadRows(uint32_t level,
                                                      uint64_t begin,
                                                      uint64_t end) const {
  // Memory first: what is no longer there has become a row.
  const StoredNodes unwritten = unwritten_(level, begin, end);
  Hashes hashes;
  const absl::Status s = store_.ScanRowsFrom(
      book_, kTreeTable, TreeRowKey({level, begin}),
      [&](std::string_view key, std::string_view value) {
        const uint64_t index = begin + hashes.size();
        if (index >= end || key != TreeRowKey({level, index}) ||
            value.size() != sizeof(proof::Hash)) {
          return false;
        }
        hashes.push_back(proof::FromBytes(value));
        return true;
      });
  if (!s.ok()) return s;
  while (begin + hashes.size() < end) {
    const uint64_t index = begin + hashes.size();
    const auto node = unwritten.find({level, index});
    if (node == unwritten.end()) return Missing(book_, level, index);
    hashes.push_back(node->second);
  }
  return hashes;
}

}  // namespace greenledger::storage
