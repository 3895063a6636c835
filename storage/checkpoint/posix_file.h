// Small files that must be there as a whole or not at all.
#ifndef GREENLEDGER_STORAGE_CHECKPOINT_POSIX_FILE_H_
#define GREENLEDGER_STORAGE_CHECKPOINT_POSIX_FILE_H_

#include <sys/types.h>

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

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

  // Reads until there are `count` bytes or the file ends; the bytes read.
  // Errors name `path`.
  absl::StatusOr<size_t> Read(char* to, size_t count,
                              const std::string& path) const;

  // Writes all of it; errors name `path`.
  absl::Status Write(std::string_view bytes, const std::string& path);

 private:
  const int fd_;
};

// `errno` as a status: `PATH: DOING: reason`.
absl::Status FileError(std::string_view path, std::string_view doing);

// A whole file. OUT_OF_RANGE if it has more than `bytes_max` bytes; errors name
// `path`.
absl::StatusOr<std::string> ReadFile(const std::string& path, size_t bytes_max);

// Makes the names in a folder durable.
absl::Status SyncFolder(const std::string& path);

// Puts a file in place of what was at `path`, by way of `PATH.new`. At any
// moment there is the old content or the new; durable when it returns.
absl::Status ReplaceFile(const std::string& path, std::string_view bytes,
                         mode_t mode);

}  // namespace greenledger::checkpoint

#endif  // GREENLEDGER_STORAGE_CHECKPOINT_POSIX_FILE_H_
