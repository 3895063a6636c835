#include "storage/checkpoint/posix_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>

#include "storage/failpoint.h"

namespace greenledger::checkpoint {

PosixFile::PosixFile(const std::string& path, int flags, mode_t mode)
    : fd_(open(path.c_str(), flags | O_CLOEXEC, mode)) {}

PosixFile::~PosixFile() {
  if (fd_ >= 0) close(fd_);
}

absl::StatusOr<size_t> PosixFile::Read(char* to, size_t count,
                                       const std::string& path) const {
  size_t size = 0;
  while (size < count) {
    const ssize_t got = read(fd_, to + size, count - size);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return FileError(path, "reading");
    if (got == 0) break;
    size += static_cast<size_t>(got);
  }
  return size;
}

absl::Status PosixFile::Write(std::string_view bytes, const std::string& path) {
  while (!bytes.empty()) {
    const ssize_t written = write(fd_, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return FileError(path, "writing");
    bytes.remove_prefix(static_cast<size_t>(written));
  }
  return absl::OkStatus();
}

absl::Status FileError(std::string_view path, std::string_view doing) {
  return absl::ErrnoToStatus(errno,
                             std::string(path) + ": " + std::string(doing));
}

absl::StatusOr<std::string> ReadFile(const std::string& path,
                                     size_t bytes_max) {
  const PosixFile file(path, O_RDONLY | O_NONBLOCK);
  if (!file.ok()) return FileError(path, "opening");
  struct stat info {};
  if (fstat(file.fd(), &info) != 0) return FileError(path, "reading its size");
  const auto size = static_cast<size_t>(info.st_size);
  if (size > bytes_max) {
    return absl::OutOfRangeError(path + ": must have at most " +
                                 std::to_string(bytes_max) + " bytes");
  }
  std::string bytes(size, '\0');
  const auto got = file.Read(bytes.data(), size, path);
  if (!got.ok()) return got.status();
  bytes.resize(*got);
  return bytes;
}

absl::Status SyncFolder(const std::string& path) {
  const PosixFile folder(path, O_RDONLY | O_DIRECTORY);
  if (!folder.ok() || fsync(folder.fd()) != 0) {
    return FileError(path, "syncing the folder");
  }
  return absl::OkStatus();
}

absl::Status ReplaceFile(const std::string& path, std::string_view bytes,
                         mode_t mode) {
  const std::string draft = path + ".new";
  {
    PosixFile file(draft, O_WRONLY | O_CREAT | O_TRUNC, mode);
    if (!file.ok()) return FileError(draft, "making the file");
    if (absl::Status s = file.Write(bytes, draft); !s.ok()) return s;
    if (fsync(file.fd()) != 0) return FileError(draft, "syncing");
  }
  GREENLEDGER_FAILPOINT("file_before_rename");
  if (rename(draft.c_str(), path.c_str()) != 0) {
    return FileError(path, "putting the file in place");
  }
  GREENLEDGER_FAILPOINT("file_before_folder_sync");
  const std::string folder = std::filesystem::path(path).parent_path().string();
  return SyncFolder(folder.empty() ? "." : folder);
}

}  // namespace greenledger::checkpoint
