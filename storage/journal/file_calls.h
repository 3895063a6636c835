// The calls by which a journal changes files, so that a test can let any of
// them fail, and what is made of them.
#ifndef GREENLEDGER_STORAGE_JOURNAL_FILE_CALLS_H_
#define GREENLEDGER_STORAGE_JOURNAL_FILE_CALLS_H_

#include <sys/types.h>

#include <cstddef>
#include <string>
#include <string_view>

#include "absl/status/status.h"

namespace greenledger::journal {

// Each is the system call of its name: -1 and `errno` on failure.
class FileCalls {
 public:
  virtual ~FileCalls() = default;
  virtual int Open(const std::string& path, int flags, mode_t mode);
  virtual ssize_t Write(int file, const char* bytes, size_t size, off_t at);
  virtual int SyncData(int file);
  virtual int Truncate(int file, off_t size);
  virtual int Rename(const std::string& from, const std::string& to);
  virtual int Remove(const std::string& path);

  // The machine's own.
  static FileCalls& Real();
};

// Writes all of it at that place; errors name `path`.
absl::Status WriteAll(FileCalls& calls, int file, std::string_view bytes,
                      off_t at, const std::string& path);

// Makes the names in a folder durable.
absl::Status SyncFolder(FileCalls& calls, const std::string& folder);

// Puts a file in place of what was at `folder`/`name`, by way of `NAME.new`;
// for its owner only. At any moment there is the old content or the new;
// durable when it returns.
absl::Status PutFile(FileCalls& calls, const std::string& folder,
                     const std::string& name, std::string_view bytes);

}  // namespace greenledger::journal

#endif  // GREENLEDGER_STORAGE_JOURNAL_FILE_CALLS_H_
