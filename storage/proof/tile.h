// Tiles (c2sp.org/tlog-tiles): a tree and its entries as files.
//
//   tile/<L>/<N>[.p/<W>]        W hashes of 32 bytes; W is 256 if not given.
//                               Hash i of tile N on level L is the root of the
//                               leaves [(256N+i)*256^L, (256N+i+1)*256^L)
//   tile/entries/<N>[.p/<W>]    entry bundle: for each of W entries
//                               length u16 big-endian || bytes
//
// N is written in groups of three digits, all but the last led by `x`:
// 1234067 is x001/x234/067.
#ifndef GREENLEDGER_STORAGE_PROOF_TILE_H_
#define GREENLEDGER_STORAGE_PROOF_TILE_H_

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "storage/proof/sha256.h"

namespace greenledger::proof {

inline constexpr uint32_t kTileWidth = 256;
inline constexpr uint32_t kTileLevelMax = 63;
inline constexpr size_t kEntryBytesMax = 65'535;
// No bundle is longer.
inline constexpr size_t kBundleBytesMax = kTileWidth * (2 + kEntryBytesMax);

enum class TileKind { kHashes, kEntries };

struct TileId {
  TileKind kind = TileKind::kHashes;
  // 0 for entries.
  uint32_t level = 0;
  uint64_t index = 0;
  // 1 to 256 hashes or entries.
  uint32_t width = kTileWidth;
  friend bool operator==(const TileId&, const TileId&) = default;
};

// Path of a tile, such as `tile/0/x001/234.p/5`.
// REQUIRES: level <= 63, 1 <= width <= 256.
std::string TilePath(const TileId& tile);

// INVALID_ARGUMENT unless `path` is what TilePath writes for some tile.
absl::StatusOr<TileId> ParseTilePath(std::string_view path);

// How many hashes level `level` has in a tree of `size` leaves.
uint64_t HashesOnLevel(uint64_t size, uint32_t level);

// How many of them are in tile `index`: 0 to 256. With level 0, how many
// entries bundle `index` has.
uint32_t WidthOfTile(uint64_t size, uint32_t level, uint64_t index);

// Bytes of a hash tile.
std::string EncodeHashTile(std::span<const Hash> hashes);

// INVALID_ARGUMENT unless `bytes` are `width` hashes.
absl::StatusOr<std::vector<Hash>> ParseHashTile(std::string_view bytes,
                                                uint32_t width);

// Root of a full tile: the hash that stands for it on the level above.
// REQUIRES: 256 hashes.
Hash RootOfTile(std::span<const Hash> hashes);

// Appends an entry to the bytes of a bundle. INVALID_ARGUMENT if it is longer
// than kEntryBytesMax.
absl::Status AppendToBundle(std::string_view entry, std::string* bundle);

// The entries, which point into `bytes`. INVALID_ARGUMENT, naming the place,
// unless `bytes` are exactly `width` entries.
absl::StatusOr<std::vector<std::string_view>> ParseBundle(
    std::string_view bytes, uint32_t width);

}  // namespace greenledger::proof

#endif  // GREENLEDGER_STORAGE_PROOF_TILE_H_
