#include "storage/backup/prune.h"

#include <filesystem>
#include <set>

#include "storage/checkpoint/posix_file.h"

namespace greenledger::backup {
namespace {

namespace fs = std::filesystem;

absl::Status Failed(const std::error_code& error, const std::string& what) {
  return absl::ErrnoToStatus(error.value(), what);
}

}  // namespace

absl::Status DeleteBackups(const BackupFolder& folder,
                           const std::vector<std::string>& names) {
  for (const std::string& name : names) {
    if (IsBackupName(name) && fs::exists(folder.ManifestPath(name))) continue;
    return absl::NotFoundError(folder.path() + " has no backup " + name);
  }
  for (const std::string& name : names) {
    std::error_code error;
    fs::remove(folder.ManifestPath(name), error);
    if (error) return Failed(error, folder.ManifestPath(name) + ": removing");
  }
  // Before any object goes: a backup is there whole or not at all.
  return checkpoint::SyncFolder(folder.path() + "/backups");
}

absl::StatusOr<std::vector<std::string>> OlderThanNewest(
    const BackupFolder& folder, size_t keep) {
  const auto found = folder.List();
  if (!found.ok()) return found.status();
  std::vector<std::string> names;
  for (size_t i = 0; i + keep < found->size(); ++i) {
    names.push_back((*found)[i].name);
  }
  return names;
}

absl::StatusOr<PruneReport> RemoveUnlisted(const BackupFolder& folder) {
  const auto found = folder.List();
  if (!found.ok()) return found.status();
  std::set<std::string> listed;
  for (const Found& backup : *found) {
    if (!backup.status.ok()) return backup.status;
    listed.insert(backup.manifest.contents.id);
    for (const Object& object : backup.manifest.objects) {
      listed.insert(object.id);
    }
  }
  PruneReport report;
  std::error_code error;
  fs::recursive_directory_iterator it(folder.path() + "/objects", error);
  for (; !error && it != fs::recursive_directory_iterator();
       it.increment(error)) {
    if (!it->is_regular_file(error)) continue;
    if (listed.contains(it->path().filename().string())) continue;
    const uint64_t bytes = it->file_size(error);
    fs::remove(it->path(), error);
    ++report.objects;
    report.bytes += bytes;
  }
  if (error) return Failed(error, folder.path() + "/objects: removing files");
  return report;
}

}  // namespace greenledger::backup
