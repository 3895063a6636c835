// Removing backups, and what no backup needs any more.
#ifndef GREENLEDGER_STORAGE_BACKUP_PRUNE_H_
#define GREENLEDGER_STORAGE_BACKUP_PRUNE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "storage/backup/backup_folder.h"

namespace greenledger::backup {

struct PruneReport {
  uint64_t objects = 0;
  uint64_t bytes = 0;
};

// Removes these backups; they are gone for good when this returns. NOT_FOUND
// names one that is not there, and then nothing is removed.
absl::Status DeleteBackups(const BackupFolder& folder,
                           const std::vector<std::string>& names);

// Names of all backups but the newest `keep`.
absl::StatusOr<std::vector<std::string>> OlderThanNewest(
    const BackupFolder& folder, size_t keep);

// Removes the objects that no backup lists. DATA_LOSS, and nothing is removed,
// if a manifest cannot be read: what it lists is not known. REQUIRES: `folder`
// is open for writing.
absl::StatusOr<PruneReport> RemoveUnlisted(const BackupFolder& folder);

}  // namespace greenledger::backup

#endif  // GREENLEDGER_STORAGE_BACKUP_PRUNE_H_
