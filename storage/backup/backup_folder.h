// The folder that backups are in, on any disk:
//
//   greenledger-backups      says what the folder is; locked while one works
//   backups/<name>           manifests, one each backup (manifest.h)
//   objects/<2>/<64>         sealed files by their ids (sealed_file.h)
//   drafts/                  what an interrupted backup was writing
//   index                    which files were backed up before (index.h)
//
// Objects never change and are shared by backups. A backup is there as soon as
// its manifest is, which is written last.
#ifndef GREENLEDGER_STORAGE_BACKUP_BACKUP_FOLDER_H_
#define GREENLEDGER_STORAGE_BACKUP_BACKUP_FOLDER_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "storage/backup/manifest.h"

namespace greenledger::backup {

// A backup as it was found.
struct Found {
  std::string name;
  // DATA_LOSS with its file if the manifest cannot be read.
  absl::Status status;
  Manifest manifest;
};

// Not thread-safe.
class BackupFolder {
 public:
  // Opens a folder for reading. NOT_FOUND or FAILED_PRECONDITION if it is no
  // folder of backups.
  static absl::StatusOr<BackupFolder> Open(const std::string& path);

  // The same for writing: made if there is nothing or an empty folder, and
  // locked until the result is gone. UNAVAILABLE if another process writes.
  static absl::StatusOr<BackupFolder> OpenForWriting(const std::string& path);

  const std::string& path() const { return path_; }
  std::string ObjectPath(const std::string& id) const;
  std::string DraftPath(const std::string& id) const;
  std::string ManifestPath(const std::string& name) const;
  std::string IndexPath() const { return path_ + "/index"; }

  // All backups, the oldest first.
  absl::StatusOr<std::vector<Found>> List() const;

  // One of them, the newest for `latest`. NOT_FOUND; DATA_LOSS if it cannot be
  // read.
  absl::StatusOr<Manifest> Read(const std::string& name) const;

  // Whether there is an object, of the right size.
  bool Has(const Object& object) const;

  // Puts the draft of an object in its place. Its name is durable after
  // SyncObjects.
  absl::Status Keep(const Object& object);
  absl::Status SyncObjects();

  // Makes the backup be there; durable when this returns.
  absl::Status Publish(const Manifest& manifest);

  // Removes what interrupted backups were writing.
  absl::Status RemoveDrafts();

 private:
  BackupFolder(std::string path, std::shared_ptr<void> lock)
      : path_(std::move(path)), lock_(std::move(lock)) {}

  std::string path_;
  std::shared_ptr<void> lock_;
  std::vector<std::string> unsynced_;  // folders of objects
};

}  // namespace greenledger::backup

#endif  // GREENLEDGER_STORAGE_BACKUP_BACKUP_FOLDER_H_
