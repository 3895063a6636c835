#include "storage/proof/tile.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <optional>

namespace greenledger::proof {
namespace {

constexpr std::string_view kTiles = "tile/";
constexpr std::string_view kEntries = "entries/";
constexpr std::string_view kPartial = ".p/";

// Digits only; leading zeros are the caller's matter.
std::optional<uint64_t> Decimal(std::string_view text) {
  uint64_t value = 0;
  const char* end = text.data() + text.size();
  const auto [at, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc() || at != end) return std::nullopt;
  return value;
}

// 2^64 has seven groups of three digits.
constexpr size_t kIndexPathMax = 7 * std::string_view("x000/").size();

// Three digits. REQUIRES: number < 1000.
std::string Group(uint64_t number) {
  const std::string digits = std::to_string(number);
  return std::string(3 - digits.size(), '0') + digits;
}

// x001/x234/067
std::string IndexPath(uint64_t index) {
  std::string path = Group(index % 1000);
  for (uint64_t rest = index / 1000; rest != 0; rest /= 1000) {
    path.insert(0, "x" + Group(rest % 1000) + "/");
  }
  return path;
}

// Reads the groups of digits leniently; the caller compares with what would be
// written.
std::optional<uint64_t> ParseIndex(std::string_view path) {
  if (path.size() > kIndexPathMax) return std::nullopt;
  std::string digits;
  for (const char c : path) {
    if (c != 'x' && c != '/') digits.push_back(c);
  }
  return Decimal(digits);
}

absl::Status NoTile(std::string_view path) {
  return absl::InvalidArgumentError(
      "path \"" + std::string(path.substr(0, 80)) +
      "\" is not that of a tile: must be like tile/0/x001/234.p/5");
}

}  // namespace

std::string TilePath(const TileId& tile) {
  std::string path(kTiles);
  if (tile.kind == TileKind::kEntries) {
    path += kEntries;
  } else {
    path += std::to_string(tile.level) + "/";
  }
  path += IndexPath(tile.index);
  if (tile.width != kTileWidth) {
    path += std::string(kPartial) + std::to_string(tile.width);
  }
  return path;
}

absl::StatusOr<TileId> ParseTilePath(std::string_view path) {
  TileId tile;
  std::string_view rest = path;
  if (!rest.starts_with(kTiles)) return NoTile(path);
  rest.remove_prefix(kTiles.size());
  if (rest.starts_with(kEntries)) {
    tile.kind = TileKind::kEntries;
    rest.remove_prefix(kEntries.size());
  } else {
    const size_t slash = rest.find('/');
    const std::optional<uint64_t> level = Decimal(rest.substr(0, slash));
    if (slash == std::string_view::npos || !level || *level > kTileLevelMax) {
      return NoTile(path);
    }
    tile.level = static_cast<uint32_t>(*level);
    rest.remove_prefix(slash + 1);
  }
  if (const size_t at = rest.rfind(kPartial); at != std::string_view::npos) {
    const auto width = Decimal(rest.substr(at + kPartial.size()));
    if (!width || *width == 0 || *width >= kTileWidth) return NoTile(path);
    tile.width = static_cast<uint32_t>(*width);
    rest = rest.substr(0, at);
  }
  const std::optional<uint64_t> index = ParseIndex(rest);
  if (!index) return NoTile(path);
  tile.index = *index;
  if (TilePath(tile) != path) return NoTile(path);
  return tile;
}

uint64_t HashesOnLevel(uint64_t size, uint32_t level) {
  return level < 8 ? size >> (8 * level) : 0;
}

uint32_t WidthOfTile(uint64_t size, uint32_t level, uint64_t index) {
  const uint64_t hashes = HashesOnLevel(size, level);
  if (index > hashes / kTileWidth) return 0;
  return static_cast<uint32_t>(
      std::min<uint64_t>(hashes - index * kTileWidth, kTileWidth));
}

std::string EncodeHashTile(std::span<const Hash> hashes) {
  std::string bytes;
  bytes.reserve(hashes.size() * sizeof(Hash));
  for (const Hash& hash : hashes) bytes.append(AsBytes(hash));
  return bytes;
}

absl::StatusOr<std::vector<Hash>> ParseHashTile(std::string_view bytes,
                                                uint32_t width) {
  if (bytes.size() != width * sizeof(Hash)) {
    return absl::InvalidArgumentError(
        "tile has " + std::to_string(bytes.size()) + " bytes: must have " +
        std::to_string(width * sizeof(Hash)) + " for " + std::to_string(width) +
        " hashes");
  }
  std::vector<Hash> hashes;
  hashes.reserve(width);
  for (size_t at = 0; at < bytes.size(); at += sizeof(Hash)) {
    hashes.push_back(FromBytes(bytes.substr(at, sizeof(Hash))));
  }
  return hashes;
}

Hash RootOfTile(std::span<const Hash> hashes) {
  if (hashes.size() != kTileWidth) std::abort();
  std::vector<Hash> nodes(hashes.begin(), hashes.end());
  for (size_t count = kTileWidth / 2; count > 0; count /= 2) {
    for (size_t i = 0; i < count; ++i) {
      nodes[i] = NodeHash(nodes[2 * i], nodes[2 * i + 1]);
    }
  }
  return nodes[0];
}

absl::Status AppendToBundle(std::string_view entry, std::string* bundle) {
  if (entry.size() > kEntryBytesMax) {
    return absl::InvalidArgumentError(
        "entry has " + std::to_string(entry.size()) +
        " bytes: must have at most " + std::to_string(kEntryBytesMax));
  }
  bundle->push_back(static_cast<char>(entry.size() >> 8));
  bundle->push_back(static_cast<char>(entry.size() & 0xff));
  bundle->append(entry);
  return absl::OkStatus();
}

absl::StatusOr<std::vector<std::string_view>> ParseBundle(
    std::string_view bytes, uint32_t width) {
  std::vector<std::string_view> entries;
  entries.reserve(width);
  size_t at = 0;
  const auto truncated = [&](uint32_t i) {
    return absl::InvalidArgumentError(
        "bundle ends at byte " + std::to_string(bytes.size()) +
        " in the middle of entry " + std::to_string(i) + " of " +
        std::to_string(width));
  };
  for (uint32_t i = 0; i < width; ++i) {
    if (bytes.size() - at < 2) return truncated(i);
    const auto byte = [&](size_t i_byte) {
      return static_cast<size_t>(static_cast<uint8_t>(bytes[i_byte]));
    };
    const size_t size = byte(at) << 8 | byte(at + 1);
    at += 2;
    if (bytes.size() - at < size) return truncated(i);
    entries.push_back(bytes.substr(at, size));
    at += size;
  }
  if (at != bytes.size()) {
    return absl::InvalidArgumentError(
        "bundle has " + std::to_string(bytes.size() - at) +
        " bytes after its " + std::to_string(width) +
        " entries: must end at "
        "byte " +
        std::to_string(at));
  }
  return entries;
}

}  // namespace greenledger::proof
