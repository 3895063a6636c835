// Making a backup of a data folder that nobody writes to, such as a snapshot.
#ifndef GREENLEDGER_STORAGE_BACKUP_CREATE_H_
#define GREENLEDGER_STORAGE_BACKUP_CREATE_H_

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "storage/backup/backup_folder.h"

namespace greenledger::backup {

// What to back up.
struct Source {
  std::string path;
  uint64_t commit = 0;
  std::vector<BookEnd> books;
};

// Bytes done so far and all that there are. Another status than OK ends the
// work with that status.
using OnWork = std::function<absl::Status(uint64_t done, uint64_t total)>;

struct CreateOptions {
  PublicKey key;
  int64_t created_us = 0;
  // Does not read objects again that are there already.
  bool quick = false;
  OnWork on_work;
};

struct CreateReport {
  std::string name;
  uint64_t files = 0;
  uint64_t bytes = 0;
  // Of those, the ones that were not in the folder before.
  uint64_t new_files = 0;
  uint64_t new_bytes = 0;
  // Objects of earlier backups that were damaged and are whole again.
  uint64_t mended = 0;
};

// Writes what the folder does not have yet, reads all objects of the backup
// back from the disk, and lets the backup be there; durable when it returns.
// After an error there is no backup, and what was written is used by the next
// one. Errors name the file.
absl::StatusOr<CreateReport> Create(BackupFolder& folder, const Source& source,
                                    const CreateOptions& options);

}  // namespace greenledger::backup

#endif  // GREENLEDGER_STORAGE_BACKUP_CREATE_H_
