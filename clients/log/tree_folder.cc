#include "clients/log/tree_folder.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <vector>

#include "storage/checkpoint/posix_file.h"

namespace greenledger::log {
namespace {

namespace fs = std::filesystem;
using checkpoint::FileError;
using checkpoint::PosixFile;

// Anyone may read an export.
constexpr mode_t kMode = 0644;
constexpr std::string_view kDraft = ".new";

absl::Status Failed(std::string_view path, std::string_view doing,
                    const std::error_code& error) {
  return absl::ErrnoToStatus(error.value(),
                             std::string(path) + ": " + std::string(doing));
}

// Whether the file belongs to an export, finished or not.
bool IsOurs(std::string_view name) {
  if (name.ends_with(kDraft)) name.remove_suffix(kDraft.size());
  return name == kCheckpointName || proof::ParseTilePath(name).ok();
}

}  // namespace

bool IsTileOf(const proof::TileId& tile, uint64_t size) {
  return proof::WidthOfTile(size, tile.level, tile.index) == tile.width;
}

std::string TreeFolder::PathOf(std::string_view name) const {
  return path_ + "/" + std::string(name);
}

absl::Status TreeFolder::CheckMayExport() const {
  std::string stranger;
  const absl::Status listed = ForEachFile([&](const std::string& name) {
    if (stranger.empty() && !IsOurs(name)) stranger = name;
  });
  if (!listed.ok() || stranger.empty()) return listed;
  return absl::FailedPreconditionError(
      PathOf(stranger) +
      " is no file of an exported log: export to a folder of its own");
}

absl::StatusOr<std::shared_ptr<void>> TreeFolder::Lock() const {
  std::error_code error;
  fs::create_directories(path_, error);
  if (error) return Failed(path_, "making the folder", error);
  auto file = std::make_shared<PosixFile>(path_, O_RDONLY | O_DIRECTORY);
  if (!file->ok()) return FileError(path_, "opening the folder");
  if (flock(file->fd(), LOCK_EX | LOCK_NB) != 0) {
    return absl::UnavailableError(path_ + ": another export is at work there");
  }
  return std::shared_ptr<void>(std::move(file));
}

absl::StatusOr<std::string> TreeFolder::Read(std::string_view name,
                                             size_t bytes_max) const {
  const PosixFile file(PathOf(name), O_RDONLY);
  if (!file.ok() && errno == ENOENT) {
    return absl::NotFoundError(std::string(name) + ": is missing");
  }
  struct stat info {};
  if (!file.ok() || fstat(file.fd(), &info) != 0)
    return FileError(name, "opening");
  if (!S_ISREG(info.st_mode)) {
    return absl::FailedPreconditionError(std::string(name) +
                                         ": must be a regular file");
  }
  const auto size = static_cast<uint64_t>(info.st_size);
  if (size > bytes_max) {
    return absl::OutOfRangeError(
        std::string(name) + ": has " + std::to_string(size) +
        " bytes: must have at most " + std::to_string(bytes_max));
  }
  std::string bytes(size, '\0');
  size_t done = 0;
  while (done < size) {
    const ssize_t got = read(file.fd(), bytes.data() + done, size - done);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return FileError(name, "reading");
    if (got == 0) break;
    done += static_cast<size_t>(got);
  }
  bytes.resize(done);
  return bytes;
}

absl::StatusOr<std::string> TreeFolder::ReadTile(
    const proof::TileId& tile) const {
  const size_t bytes_max = tile.kind == proof::TileKind::kEntries
                               ? proof::kBundleBytesMax
                               : proof::kTileWidth * sizeof(proof::Hash);
  return Read(proof::TilePath(tile), bytes_max);
}

absl::Status TreeFolder::Write(std::string_view name, std::string_view bytes) {
  const std::string path = PathOf(name);
  const std::string draft = path + std::string(kDraft);
  std::error_code error;
  fs::create_directories(fs::path(path).parent_path(), error);
  if (error) return Failed(path, "making its folder", error);
  {
    PosixFile file(draft, O_WRONLY | O_CREAT | O_TRUNC, kMode);
    if (!file.ok()) return FileError(draft, "making the file");
    if (absl::Status s = file.Write(bytes, draft); !s.ok()) return s;
  }
  if (rename(draft.c_str(), path.c_str()) != 0) {
    return FileError(path, "putting the file in place");
  }
  return absl::OkStatus();
}

// No file that the old checkpoint covers is ever written again, so nothing has
// to be durable before the new one is; then all of it at once.
absl::Status TreeFolder::Publish(std::string_view note_bytes) {
  const PosixFile folder(path_, O_RDONLY | O_DIRECTORY);
  if (!folder.ok() || syncfs(folder.fd()) != 0) {
    return FileError(path_, "syncing the tiles");
  }
  return checkpoint::ReplaceFile(PathOf(kCheckpointName), note_bytes, kMode);
}

absl::Status TreeFolder::RemoveStale(uint64_t size) {
  std::vector<std::string> stale;
  const absl::Status listed = ForEachFile([&](const std::string& name) {
    const auto tile = proof::ParseTilePath(name);
    const bool old =
        tile.ok() && tile->width != proof::kTileWidth && !IsTileOf(*tile, size);
    if (old || (name.ends_with(kDraft) && IsOurs(name))) stale.push_back(name);
  });
  if (!listed.ok()) return listed;
  for (const std::string& name : stale) {
    std::error_code error;
    const fs::path path = PathOf(name);
    fs::remove(path, error);
    if (error) return Failed(path.string(), "removing", error);
    // Stays if another width is in it.
    if (path.parent_path().extension() == ".p") {
      fs::remove(path.parent_path(), error);
    }
  }
  return absl::OkStatus();
}

absl::Status TreeFolder::ForEachFile(
    const std::function<void(const std::string& name)>& visit) const {
  std::error_code error;
  if (!fs::exists(path_, error)) return absl::OkStatus();
  fs::recursive_directory_iterator at(path_, error);
  const fs::recursive_directory_iterator end;
  while (!error && at != end) {
    const bool is_folder = at->is_directory(error);
    if (error) break;
    if (!is_folder) {
      visit(at->path().lexically_relative(path_).generic_string());
    }
    at.increment(error);
  }
  if (error) return Failed(path_, "listing the folder", error);
  return absl::OkStatus();
}

}  // namespace greenledger::log
