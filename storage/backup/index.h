// Which files of a data folder were backed up before, so that tables, which
// never change, are read once only. Nothing depends on it: without it, or where
// it is damaged, files are read and named again.
//
// A line for each: KEY OBJECT BYTES LF. KEY is 64 hexadecimal digits, an HMAC
// under the key `names` over the file's name, size, inode and time of its last
// change, so it tells nobody anything.
#ifndef GREENLEDGER_STORAGE_BACKUP_INDEX_H_
#define GREENLEDGER_STORAGE_BACKUP_INDEX_H_

#include <map>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "storage/backup/backup_key.h"
#include "storage/backup/sealed_file.h"

namespace greenledger::backup {

// Not thread-safe.
class Index {
 public:
  // Reads what can be read at `path`; lines that are none are left out.
  Index(std::string path, PublicKey key);

  // The key of a file as it is now. Errors name it.
  absl::StatusOr<std::string> KeyOf(const std::string& file) const;

  std::optional<Object> Find(const std::string& file_key) const;

  // Adds a line at once, so that a backup that is interrupted is taken up where
  // it was. It need not be durable.
  absl::Status Add(const std::string& file_key, const Object& object);

  // Leaves only the lines that were found or added since the beginning.
  absl::Status Trim() const;

 private:
  const std::string path_;
  const PublicKey key_;
  std::map<std::string, Object> objects_;
  mutable std::map<std::string, Object> used_;
};

}  // namespace greenledger::backup

#endif  // GREENLEDGER_STORAGE_BACKUP_INDEX_H_
