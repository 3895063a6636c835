#include "storage/backup/backup_folder.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <tuple>
#include <utility>

#include "storage/checkpoint/posix_file.h"

namespace greenledger::backup {
namespace {

namespace fs = std::filesystem;
using checkpoint::FileError;
using checkpoint::PosixFile;

constexpr std::string_view kMarkerName = "greenledger-backups";
constexpr std::string_view kMarker = "greenledger-backups-v1\n";
constexpr std::string_view kNewest = "latest";

std::string MarkerPath(const std::string& path) {
  return path + "/" + std::string(kMarkerName);
}

absl::Status MakeFolder(const std::string& path) {
  if (mkdir(path.c_str(), 0700) == 0 || errno == EEXIST) {
    return absl::OkStatus();
  }
  return FileError(path, "making the folder");
}

// By time; of one second the one without a number first, -2 before -10.
std::tuple<std::string, size_t, std::string> SortKey(const std::string& name) {
  return {name.substr(0, 16), name.size(), name};
}

absl::Status CheckMarker(const std::string& path) {
  const auto marker = checkpoint::ReadFile(MarkerPath(path), kMarker.size());
  if (absl::IsNotFound(marker.status())) {
    return absl::NotFoundError(path + " is no folder of backups: it has no " +
                               std::string(kMarkerName));
  }
  if (!marker.ok() && !absl::IsOutOfRange(marker.status())) {
    return marker.status();
  }
  if (marker.ok() && *marker == kMarker) return absl::OkStatus();
  return absl::FailedPreconditionError(
      MarkerPath(path) +
      " is not that of this program's version: must say "
      "greenledger-backups-v1");
}

// Makes an empty folder one of backups. What comes before the marker can be
// made again.
absl::Status MakeBackupFolder(const std::string& path) {
  if (absl::Status s = MakeFolder(path); !s.ok()) return s;
  if (fs::exists(MarkerPath(path))) return absl::OkStatus();
  std::error_code error;
  for (const auto& there : fs::directory_iterator(path, error)) {
    const std::string name = there.path().filename();
    if (name == "backups" || name == "objects" || name == "drafts") continue;
    if (name == std::string(kMarkerName) + ".new") continue;
    return absl::FailedPreconditionError(
        path + " has " + name +
        " in it and is no folder of backups: must be empty or not there");
  }
  for (const char* name : {"/backups", "/objects", "/drafts"}) {
    if (absl::Status s = MakeFolder(path + name); !s.ok()) return s;
  }
  absl::Status marked =
      checkpoint::ReplaceFile(MarkerPath(path), kMarker, 0600);
  if (!marked.ok()) return marked;
  const std::string above = fs::path(path).parent_path();
  return checkpoint::SyncFolder(above.empty() ? "." : above);
}

}  // namespace

absl::StatusOr<BackupFolder> BackupFolder::Open(const std::string& path) {
  if (absl::Status s = CheckMarker(path); !s.ok()) return s;
  return BackupFolder(path, nullptr);
}

absl::StatusOr<BackupFolder> BackupFolder::OpenForWriting(
    const std::string& path) {
  if (absl::Status s = MakeBackupFolder(path); !s.ok()) return s;
  if (absl::Status s = CheckMarker(path); !s.ok()) return s;
  auto lock = std::make_shared<PosixFile>(MarkerPath(path), O_RDONLY);
  if (!lock->ok()) return FileError(MarkerPath(path), "opening");
  if (flock(lock->fd(), LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK) return FileError(MarkerPath(path), "locking");
    return absl::UnavailableError(path +
                                  " is in use: another backup is at "
                                  "work in it");
  }
  return BackupFolder(path, std::move(lock));
}

std::string BackupFolder::ObjectPath(const std::string& id) const {
  return path_ + "/objects/" + id.substr(0, 2) + "/" + id;
}

std::string BackupFolder::DraftPath(const std::string& id) const {
  return path_ + "/drafts/" + id;
}

std::string BackupFolder::ManifestPath(const std::string& name) const {
  return path_ + "/backups/" + name;
}

absl::StatusOr<Manifest> BackupFolder::Read(const std::string& name) const {
  if (name == kNewest) {
    const auto found = List();
    if (!found.ok()) return found.status();
    if (found->empty()) {
      return absl::NotFoundError(path_ + " has no backup yet");
    }
    return Read(found->back().name);
  }
  if (!IsBackupName(name)) {
    return absl::NotFoundError("there is no backup " + name +
                               ": must be such "
                               "as 20260501T083000Z, or latest");
  }
  const std::string path = ManifestPath(name);
  const auto text = checkpoint::ReadFile(path, kManifestBytesMax);
  if (absl::IsNotFound(text.status())) {
    return absl::NotFoundError(path_ + " has no backup " + name);
  }
  if (!text.ok()) return text.status();
  auto manifest = ParseManifest(*text);
  if (!manifest.ok()) {
    return absl::DataLossError(path + ": " +
                               std::string(manifest.status().message()));
  }
  if (manifest->name == name) return manifest;
  return absl::DataLossError(path + " is the manifest of " + manifest->name);
}

absl::StatusOr<std::vector<Found>> BackupFolder::List() const {
  std::vector<Found> found;
  std::error_code error;
  for (const auto& file : fs::directory_iterator(path_ + "/backups", error)) {
    const std::string name = file.path().filename();
    if (!IsBackupName(name)) continue;  // a draft
    found.push_back({.name = name, .status = {}, .manifest = {}});
  }
  if (error) {
    return absl::ErrnoToStatus(error.value(), path_ + "/backups: listing");
  }
  std::sort(found.begin(), found.end(), [](const Found& a, const Found& b) {
    return SortKey(a.name) < SortKey(b.name);
  });
  for (Found& backup : found) {
    auto manifest = Read(backup.name);
    backup.status = manifest.status();
    if (manifest.ok()) backup.manifest = *std::move(manifest);
  }
  return found;
}

bool BackupFolder::Has(const Object& object) const {
  struct stat info {};
  return stat(ObjectPath(object.id).c_str(), &info) == 0 &&
         static_cast<uint64_t>(info.st_size) == SealedSize(object.bytes);
}

absl::Status BackupFolder::Keep(const Object& object) {
  const std::string to = ObjectPath(object.id);
  const std::string folder = fs::path(to).parent_path();
  if (absl::Status s = MakeFolder(folder); !s.ok()) return s;
  if (std::rename(DraftPath(object.id).c_str(), to.c_str()) != 0) {
    return FileError(to, "putting the file in place");
  }
  unsynced_.push_back(folder);
  return absl::OkStatus();
}

absl::Status BackupFolder::SyncObjects() {
  std::sort(unsynced_.begin(), unsynced_.end());
  unsynced_.erase(std::unique(unsynced_.begin(), unsynced_.end()),
                  unsynced_.end());
  for (const std::string& folder : unsynced_) {
    if (absl::Status s = checkpoint::SyncFolder(folder); !s.ok()) return s;
  }
  unsynced_.clear();
  return checkpoint::SyncFolder(path_ + "/objects");
}

absl::Status BackupFolder::Publish(const Manifest& manifest) {
  const std::string path = ManifestPath(manifest.name);
  absl::Status written =
      checkpoint::ReplaceFile(path, FormatManifest(manifest), 0600);
  if (!written.ok()) return written;
  return Read(manifest.name).status();
}

absl::Status BackupFolder::RemoveDrafts() {
  std::error_code error;
  for (const auto& file : fs::directory_iterator(path_ + "/drafts", error)) {
    fs::remove(file.path(), error);
  }
  if (!error) return absl::OkStatus();
  return absl::ErrnoToStatus(error.value(), path_ + "/drafts: removing files");
}

}  // namespace greenledger::backup
