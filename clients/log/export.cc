#include "clients/log/export.h"

#include <memory>
#include <utility>

#include "clients/log/frontier_of_tiles.h"
#include "clients/log/tree_folder.h"
#include "storage/checkpoint/checkpoint.h"
#include "storage/checkpoint/note.h"
#include "storage/proof/consistency.h"
#include "storage/proof/tile.h"

namespace greenledger::log {
namespace {

using checkpoint::Checkpoint;
using proof::Hash;
using proof::TileId;
using proof::TileKind;
using proof::TreeHead;

std::string Message(const absl::Status& status) {
  return std::string(status.message());
}

absl::StatusOr<Checkpoint> ReadCheckpoint(std::string_view note_bytes,
                                          const std::string& where) {
  const auto note = checkpoint::ParseNote(note_bytes);
  auto parsed = note.ok() ? checkpoint::ParseCheckpoint(note->text)
                          : absl::StatusOr<Checkpoint>(note.status());
  if (parsed.ok()) return parsed;
  return absl::DataLossError(where + ": " + Message(parsed.status()));
}

// The tiles that are being filled, one a level, and the bundle beside the
// lowest.
class Writer {
 public:
  Writer(TreeFolder* folder, const OnProgress& on_progress, uint64_t total)
      : folder_(*folder), on_progress_(on_progress), total_(total) {}

  // Continues a tree of this head, whose files are not written again. DATA_LOSS
  // if the folder's tiles are not those of it.
  absl::Status Continue(const TreeHead& head) {
    covered_ = head.size;
    for (uint32_t level = 0; level < kTileLevels; ++level) {
      const TileId id = Current(TileKind::kHashes, level, head.size);
      if (id.width == 0) continue;
      auto hashes = LoadHashes(id);
      if (!hashes.ok()) return hashes.status();
      tiles_[level] = *std::move(hashes);
    }
    frontier_ = FrontierOfTiles(head.size, tiles_);
    if (frontier_.Root() != head.root) {
      return absl::DataLossError(folder_.path() +
                                 ": its tiles do not give the root of its own "
                                 "checkpoint of size " +
                                 std::to_string(head.size) +
                                 ": check the folder");
    }
    return LoadBundle(Current(TileKind::kEntries, 0, head.size));
  }

  absl::Status Append(std::string_view entry) {
    if (absl::Status s = proof::AppendToBundle(entry, &bundle_); !s.ok()) {
      return s;
    }
    const Hash leaf = proof::LeafHash(entry);
    frontier_.Append(leaf);
    tiles_[0].push_back(leaf);
    if (tiles_[0].size() < proof::kTileWidth) return absl::OkStatus();
    return WriteFullTiles();
  }

  // Writes the partial tiles of the tree as it is.
  absl::Status Finish() {
    if (!tiles_[0].empty()) {
      if (absl::Status s = WriteBundle(); !s.ok()) return s;
    }
    for (uint32_t level = 0; level < kTileLevels; ++level) {
      if (tiles_[level].empty()) continue;
      if (absl::Status s = WriteTile(level); !s.ok()) return s;
    }
    return absl::OkStatus();
  }

  TreeHead head() const { return {frontier_.size(), frontier_.Root()}; }
  uint64_t size() const { return frontier_.size(); }

 private:
  // The last tile on a level of a tree of `size` leaves; of width 0 if the one
  // before is full.
  static TileId Current(TileKind kind, uint32_t level, uint64_t size) {
    const uint64_t hashes = proof::HashesOnLevel(size, level);
    return {kind, level, hashes / proof::kTileWidth,
            static_cast<uint32_t>(hashes % proof::kTileWidth)};
  }

  absl::StatusOr<std::vector<Hash>> LoadHashes(const TileId& id) const {
    const auto bytes = folder_.ReadTile(id);
    if (!bytes.ok()) return absl::DataLossError(Message(bytes.status()));
    auto hashes = proof::ParseHashTile(*bytes, id.width);
    if (hashes.ok()) return hashes;
    return absl::DataLossError(proof::TilePath(id) + ": " +
                               Message(hashes.status()));
  }

  absl::Status LoadBundle(const TileId& id) {
    if (id.width == 0) return absl::OkStatus();
    auto bytes = folder_.ReadTile(id);
    if (!bytes.ok()) return absl::DataLossError(Message(bytes.status()));
    const auto entries = proof::ParseBundle(*bytes, id.width);
    if (!entries.ok()) {
      return absl::DataLossError(proof::TilePath(id) + ": " +
                                 Message(entries.status()));
    }
    for (uint32_t i = 0; i < id.width; ++i) {
      if (proof::LeafHash((*entries)[i]) == tiles_[0][i]) continue;
      return absl::DataLossError(
          proof::TilePath(id) + ", entry " +
          std::to_string(id.index * proof::kTileWidth + i) +
          ": is not the entry whose hash is in the tile: check the folder");
    }
    bundle_ = *std::move(bytes);
    return absl::OkStatus();
  }

  absl::Status WriteFullTiles() {
    if (absl::Status s = WriteBundle(); !s.ok()) return s;
    bundle_.clear();
    for (uint32_t level = 0; tiles_[level].size() == proof::kTileWidth;
         ++level) {
      if (absl::Status s = WriteTile(level); !s.ok()) return s;
      tiles_[level + 1].push_back(proof::RootOfTile(tiles_[level]));
      tiles_[level].clear();
    }
    return absl::OkStatus();
  }

  absl::Status WriteBundle() {
    return Write({TileKind::kEntries, 0, (size() - 1) / proof::kTileWidth,
                  static_cast<uint32_t>(tiles_[0].size())},
                 bundle_);
  }

  absl::Status WriteTile(uint32_t level) {
    const uint64_t hashes = proof::HashesOnLevel(size(), level);
    return Write({TileKind::kHashes, level, (hashes - 1) / proof::kTileWidth,
                  static_cast<uint32_t>(tiles_[level].size())},
                 proof::EncodeHashTile(tiles_[level]));
  }

  absl::Status Write(const TileId& id, std::string_view bytes) {
    if (IsTileOf(id, covered_)) return absl::OkStatus();
    if (absl::Status s = folder_.Write(proof::TilePath(id), bytes); !s.ok()) {
      return s;
    }
    on_progress_(size(), total_);
    return absl::OkStatus();
  }

  TreeFolder& folder_;
  const OnProgress& on_progress_;
  const uint64_t total_;
  // Size of the tree whose files must stay as they are.
  uint64_t covered_ = 0;
  proof::Frontier frontier_;
  // A tree of fewer than 2^64 leaves never fills the highest.
  std::vector<std::vector<Hash>> tiles_{kTileLevels + 1};
  std::string bundle_;
};

// Takes the full bundles that an interrupted export left, as far as they go.
absl::Status ReuseBundles(const TreeFolder& folder, uint64_t end,
                          Writer* writer, uint64_t* reused) {
  while (writer->size() < end) {
    const uint64_t index = writer->size() / proof::kTileWidth;
    const uint32_t skip =
        static_cast<uint32_t>(writer->size() % proof::kTileWidth);
    if ((index + 1) * proof::kTileWidth > end) return absl::OkStatus();
    const auto bytes = folder.ReadTile({TileKind::kEntries, 0, index});
    if (!bytes.ok()) return absl::OkStatus();
    const auto entries = proof::ParseBundle(*bytes, proof::kTileWidth);
    if (!entries.ok()) return absl::OkStatus();
    for (uint32_t i = skip; i < proof::kTileWidth; ++i) {
      if (absl::Status s = writer->Append((*entries)[i]); !s.ok()) return s;
      ++*reused;
    }
  }
  return absl::OkStatus();
}

class Exporter {
 public:
  Exporter(const std::string& folder, const ExportSource& source,
           const OnProgress& on_progress)
      : folder_(folder), source_(source), on_progress_(on_progress) {}

  absl::StatusOr<ExportReport> Run() {
    auto target = ReadCheckpoint(source_.checkpoint, "the book's checkpoint");
    if (!target.ok()) return target.status();
    target_ = *std::move(target);
    const auto lock = folder_.Lock();
    if (!lock.ok()) return lock.status();
    if (absl::Status s = folder_.CheckMayExport(); !s.ok()) return s;
    if (absl::Status s = ReadOld(); !s.ok()) return s;
    absl::Status written = WriteTiles(/*reuse=*/true);
    // What was left may be of another book.
    if (absl::IsDataLoss(written) && report_.reused > 0) {
      written = WriteTiles(/*reuse=*/false);
    }
    if (!written.ok()) return written;
    if (absl::Status s = folder_.Publish(source_.checkpoint); !s.ok()) return s;
    on_progress_(target_.head.size, target_.head.size);
    if (absl::Status s = folder_.RemoveStale(target_.head.size); !s.ok()) {
      return s;
    }
    return report_;
  }

 private:
  absl::Status ReadOld() {
    const auto bytes = folder_.Read(kCheckpointName, checkpoint::kNoteMax);
    if (absl::IsNotFound(bytes.status())) return absl::OkStatus();
    if (!bytes.ok()) return bytes.status();
    const auto old = ReadCheckpoint(*bytes, folder_.path() + "/checkpoint");
    if (!old.ok()) return old.status();
    if (old->origin != target_.origin) {
      return absl::FailedPreconditionError(
          folder_.path() + " holds the log " + old->origin + ", not " +
          target_.origin + ": export to a folder of its own");
    }
    old_ = old->head;
    return CheckGrowth();
  }

  // That the book's checkpoint extends the folder's.
  absl::Status CheckGrowth() const {
    const std::string sizes = "the checkpoint of size " +
                              std::to_string(old_.size) + " in " +
                              folder_.path();
    if (target_.head.size < old_.size) {
      return absl::DataLossError(sizes +
                                 " is newer than that of the book, of size " +
                                 std::to_string(target_.head.size) +
                                 ": the book was put back to an older copy");
    }
    std::vector<Hash> proof;
    if (old_.size > 0 && old_.size < target_.head.size) {
      auto proved = source_.prove_growth(old_.size, target_.head.size);
      if (!proved.ok()) return proved.status();
      proof = *std::move(proved);
    }
    if (proof::VerifyConsistency(old_, target_.head, proof)) {
      return absl::OkStatus();
    }
    return absl::DataLossError(
        sizes + " and that of the book, of size " +
        std::to_string(target_.head.size) +
        ", contradict each other: the book is not the one that was exported. "
        "Keep both: together they prove it");
  }

  absl::Status WriteTiles(bool reuse) {
    report_ = {old_.size, target_.head.size, 0};
    Writer writer(&folder_, on_progress_, target_.head.size);
    if (absl::Status s = writer.Continue(old_); !s.ok()) return s;
    const uint64_t end = target_.head.size;
    if (reuse) {
      absl::Status s = ReuseBundles(folder_, end, &writer, &report_.reused);
      if (!s.ok()) return s;
    }
    if (writer.size() < end) {
      absl::Status s = source_.read_entries(
          writer.size(), end,
          [&](std::string_view entry) { return writer.Append(entry); });
      if (!s.ok()) return s;
    }
    if (writer.head() != target_.head) {
      return absl::DataLossError(
          "the book's " + std::to_string(writer.size()) +
          " entries do not give the root of its checkpoint of size " +
          std::to_string(end));
    }
    return writer.Finish();
  }

  TreeFolder folder_;
  const ExportSource& source_;
  const OnProgress& on_progress_;
  Checkpoint target_;
  TreeHead old_{0, proof::EmptyRoot()};
  ExportReport report_;
};

}  // namespace

absl::StatusOr<ExportReport> Export(const std::string& folder,
                                    const ExportSource& source,
                                    const OnProgress& on_progress) {
  return Exporter(folder, source, on_progress).Run();
}

}  // namespace greenledger::log
