// Small files that must be there as a whole or not at all.
#ifndef GREENLEDGER_STORAGE_CHECKPOINT_POSIX_FILE_H_
#define GREENLEDGER_STORAGE_CHECKPOINT_POSIX_FILE_H_

#include <sys/types.h>

#include <string>
#include <string_view>

#include "absl/status/status.h"

namespace greenledger::checkpoint {

// A file descriptor that is closed at the end.
class PosixFile {
 public:
  // As open(2); `errno` says why it is not ok.
  PosixFile(const std::string& path, int flags, mode_t mode = 0);
  ~PosixFile();
  PosixFile(const PosixFile&) = delete;
  PosixFile& operator=(const PosixFile&) = delete;

  bool ok() const { return fd_ >= 0; }
  int fd() const { return fd_; }

  // Writes all of it; errors name `path`.
  absl::Status Write(std::string_view bytes, const std::string& path);

 private:
  const int fd_;
};

// `errno` as a status: `PATH: DOING: reason`.
absl::Status FileError(std::string_view path, std::string_view doing);

// Makes the names in a folder durable.
absl::Status SyncFolder(const std::string& path);

// Puts a file in place of what was at `path`, by way of `PATH.new`. At any
// moment there is the old content or the new; durable when it returns.
absl::Status ReplaceFile(const std::string& path, std::string_view bytes,
                         mode_t mode);

}  // namespace greenledger::checkpoint

#endif  // GREENLEDGER_STORAGE_CHECKPOINT_POSIX_FILE_H_
