// Checking backups and getting data back from them.
#ifndef GREENLEDGER_STORAGE_BACKUP_RESTORE_H_
#define GREENLEDGER_STORAGE_BACKUP_RESTORE_H_

#include <functional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "storage/backup/backup_folder.h"
#include "storage/backup/create.h"

namespace greenledger::backup {

// Whether all objects of the backup are there and are what was written; with
// `secret`, also whether they can be opened and their contents are right. All
// that is wrong is told, each text with its file; empty if nothing is. Another
// status than OK: the check could not be made.
absl::StatusOr<std::vector<std::string>> VerifyBackup(
    const BackupFolder& folder, const Manifest& manifest,
    const SecretKey* secret, const OnWork& on_work);

// Writes the data folder of a backup to `to`, which must not be there, nor
// `to`.restoring, unless that is what an interrupted restore left. It is at
// `to`.restoring, complete and durable, when this returns; the caller looks at
// it and calls PutInPlace. DATA_LOSS names the file that is damaged,
// PERMISSION_DENIED says that the secret is another one's, ALREADY_EXISTS.
absl::StatusOr<Contents> RestoreDraft(const BackupFolder& folder,
                                      const Manifest& manifest,
                                      const SecretKey& secret,
                                      const std::string& to,
                                      const OnWork& on_work);

// Where RestoreDraft writes.
std::string DraftOf(const std::string& to);

// Gives the folder its name; durable when this returns.
absl::Status PutInPlace(const std::string& to);

// Removes it instead.
absl::Status RemoveDraft(const std::string& to);

}  // namespace greenledger::backup

#endif  // GREENLEDGER_STORAGE_BACKUP_RESTORE_H_
