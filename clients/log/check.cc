#include "clients/log/check.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "clients/log/frontier_of_tiles.h"
#include "clients/log/tree_folder.h"
#include "storage/checkpoint/note.h"
#include "storage/proof/tile.h"

namespace greenledger::log {
namespace {

using proof::Hash;
using proof::TileId;
using proof::TileKind;

absl::Status Bad(std::string_view place, std::string_view what) {
  return absl::DataLossError(std::string(place) + ": " + std::string(what));
}

// A file that is missing or too long is a fault of the log, not of reading.
absl::Status AsFault(const absl::Status& status) {
  if (!absl::IsNotFound(status) && !absl::IsOutOfRange(status)) return status;
  return absl::DataLossError(std::string(status.message()));
}

absl::Status NoCheckpoint(const absl::Status& status) {
  return Bad(kCheckpointName, std::string(status.message()));
}

// With the signatures that `policy` wants, or unverified if there is none.
absl::StatusOr<checkpoint::VerifiedCheckpoint> ReadCheckpoint(
    const TreeFolder& folder, const checkpoint::Policy* policy) {
  const auto bytes = folder.Read(kCheckpointName, checkpoint::kNoteMax);
  if (!bytes.ok()) {
    if (!absl::IsNotFound(bytes.status())) return AsFault(bytes.status());
    return absl::NotFoundError(folder.path() +
                               " holds no exported log: the file checkpoint "
                               "is missing");
  }
  if (policy != nullptr) {
    auto verified = policy->Verify(*bytes);
    if (!verified.ok()) return NoCheckpoint(verified.status());
    return verified;
  }
  auto note = checkpoint::ParseNote(*bytes);
  if (!note.ok()) return NoCheckpoint(note.status());
  auto parsed = checkpoint::ParseCheckpoint(note->text);
  if (!parsed.ok()) return NoCheckpoint(parsed.status());
  return checkpoint::VerifiedCheckpoint{
      *std::move(note), *std::move(parsed), {}, {}};
}

class Checker {
 public:
  Checker(const std::string& folder, const OnProgress& on_progress,
          const OnEntry& on_entry)
      : folder_(folder), on_progress_(on_progress), on_entry_(on_entry) {}

  absl::StatusOr<CheckReport> Run(const checkpoint::Policy* policy) {
    auto verified = ReadCheckpoint(folder_, policy);
    if (!verified.ok()) return verified.status();
    report_.verified = *std::move(verified);
    ++report_.files;
    const uint64_t size = report_.verified.checkpoint.head.size;
    for (uint64_t index = 0; index * proof::kTileWidth < size; ++index) {
      if (absl::Status s = CheckBundle(index); !s.ok()) return s;
      on_progress_(std::min(size, (index + 1) * proof::kTileWidth), size);
    }
    for (uint32_t level = 1; level < kTileLevels; ++level) {
      if (tiles_[level].empty()) continue;
      if (absl::Status s = CheckTile(level); !s.ok()) return s;
    }
    if (FrontierOfTiles(size, tiles_).Root() !=
        report_.verified.checkpoint.head.root) {
      return Bad(kCheckpointName, "its root is not that of the " +
                                      std::to_string(size) + " entries");
    }
    if (absl::Status s = CountNotCovered(); !s.ok()) return s;
    return report_;
  }

 private:
  absl::Status CheckBundle(uint64_t index) {
    TileId id{
        TileKind::kEntries, 0, index,
        proof::WidthOfTile(report_.verified.checkpoint.head.size, 0, index)};
    const std::string name = proof::TilePath(id);
    const auto bytes = folder_.ReadTile(id);
    if (!bytes.ok()) return AsFault(bytes.status());
    ++report_.files;
    const auto entries = proof::ParseBundle(*bytes, id.width);
    if (!entries.ok()) {
      return Bad(name, std::string(entries.status().message()));
    }
    tiles_[0].clear();
    for (const std::string_view entry : *entries) {
      tiles_[0].push_back(proof::LeafHash(entry));
    }
    if (absl::Status s = CheckTile(0); !s.ok()) return s;
    if (absl::Status s = GoUp(); !s.ok()) return s;
    if (!on_entry_) return absl::OkStatus();
    uint64_t entry_index = index * proof::kTileWidth;
    for (const std::string_view entry : *entries) {
      if (absl::Status s = on_entry_(entry_index++, entry); !s.ok()) return s;
    }
    return absl::OkStatus();
  }

  // Compares the tile in the folder with the hashes of the level so far.
  absl::Status CheckTile(uint32_t level) {
    const std::vector<Hash>& expected = tiles_[level];
    const TileId id{TileKind::kHashes, level, tile_[level],
                    static_cast<uint32_t>(expected.size())};
    const std::string name = proof::TilePath(id);
    const auto bytes = folder_.ReadTile(id);
    if (!bytes.ok()) return AsFault(bytes.status());
    ++report_.files;
    const auto found = proof::ParseHashTile(*bytes, id.width);
    if (!found.ok()) return Bad(name, std::string(found.status().message()));
    const auto at =
        std::mismatch(expected.begin(), expected.end(), found->begin());
    if (at.first == expected.end()) return absl::OkStatus();
    return Differs(id, static_cast<uint64_t>(at.first - expected.begin()));
  }

  // Hash `i` of a tile is not what the files below it give. Either may have
  // been changed: both are named.
  absl::Status Differs(const TileId& id, uint64_t i) const {
    const uint64_t place = id.index * proof::kTileWidth + i;
    const std::string hash =
        "hash " + std::to_string(i) + " of " + proof::TilePath(id);
    if (id.level > 0) {
      const TileId below{TileKind::kHashes, id.level - 1, place};
      return Bad(proof::TilePath(below), "its root is not " + hash);
    }
    const TileId bundle{TileKind::kEntries, 0, id.index, id.width};
    return Bad(proof::TilePath(bundle) + ", entry " + std::to_string(place),
               "its hash is not " + hash);
  }

  // Hands the roots of full tiles to the level above.
  absl::Status GoUp() {
    for (uint32_t level = 0; tiles_[level].size() == proof::kTileWidth;
         ++level) {
      if (level > 0) {
        if (absl::Status s = CheckTile(level); !s.ok()) return s;
      }
      tiles_[level + 1].push_back(proof::RootOfTile(tiles_[level]));
      tiles_[level].clear();
      ++tile_[level];
    }
    return absl::OkStatus();
  }

  absl::Status CountNotCovered() {
    const uint64_t size = report_.verified.checkpoint.head.size;
    return folder_.ForEachFile([&](const std::string& name) {
      const auto tile = proof::ParseTilePath(name);
      const bool covered =
          tile.ok() ? IsTileOf(*tile, size) : name == kCheckpointName;
      if (!covered) ++report_.not_covered;
    });
  }

  TreeFolder folder_;
  const OnProgress& on_progress_;
  const OnEntry& on_entry_;
  CheckReport report_;
  // Per level, the hashes of the last tile so far, and its index.
  std::vector<std::vector<Hash>> tiles_{kTileLevels + 1};
  std::vector<uint64_t> tile_ = std::vector<uint64_t>(kTileLevels + 1);
};

}  // namespace

absl::StatusOr<CheckReport> Check(const std::string& folder,
                                  const checkpoint::Policy* policy,
                                  const OnProgress& on_progress,
                                  const OnEntry& on_entry) {
  return Checker(folder, on_progress, on_entry).Run(policy);
}

absl::StatusOr<checkpoint::Checkpoint> CheckpointIn(const std::string& folder) {
  auto read = ReadCheckpoint(TreeFolder(folder), nullptr);
  if (!read.ok()) return read.status();
  return std::move(read->checkpoint);
}

}  // namespace greenledger::log
