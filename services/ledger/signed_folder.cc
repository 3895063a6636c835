#include "services/ledger/signed_folder.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <utility>

#include "storage/checkpoint/note.h"

namespace greenledger::ledger {
namespace {

absl::Status Failed(std::string_view what, const std::string& path) {
  const int error = errno;
  return absl::ErrnoToStatus(error, fmt::format("cannot {} {}", what, path));
}

// Closes at the end of a scope.
class File {
 public:
  explicit File(int fd) : fd_(fd) {}
  ~File() {
    if (fd_ >= 0) close(fd_);
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  int fd() const { return fd_; }
  bool is_open() const { return fd_ >= 0; }
  int Release() { return std::exchange(fd_, -1); }

 private:
  int fd_;
};

bool WriteAll(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = write(fd, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    bytes.remove_prefix(static_cast<size_t>(written));
  }
  return true;
}

// Makes the folder if it is missing, and its name durable.
absl::Status Make(const std::string& path) {
  if (mkdir(path.c_str(), 0700) != 0 && errno != EEXIST) {
    return Failed("make", path);
  }
  std::string above = std::filesystem::path(path).parent_path();
  if (above.empty()) above = ".";
  const File folder(open(above.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!folder.is_open() || fsync(folder.fd()) != 0) {
    return Failed("sync", above);
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::shared_ptr<const SignedFolder>> SignedFolder::Open(
    const std::string& key_file) {
  const std::string path = key_file + ".signed";
  if (absl::Status made = Make(path); !made.ok()) return made;
  File folder(open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!folder.is_open()) return Failed("open", path);
  if (flock(folder.fd(), LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK) return Failed("lock", path);
    return absl::FailedPreconditionError(
        path + " is in use: another process signs with this key");
  }
  return std::shared_ptr<const SignedFolder>(
      new SignedFolder(path, folder.Release()));
}

SignedFolder::~SignedFolder() { close(fd_); }

std::string SignedFolder::PathOf(uint64_t book) const {
  return fmt::format("{}/{:012}", path_, book);
}

absl::StatusOr<std::optional<std::string>> SignedFolder::Read(
    uint64_t book) const {
  const std::string path = PathOf(book);
  const File file(open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file.is_open() && errno == ENOENT) return std::nullopt;
  if (!file.is_open()) return Failed("open", path);
  std::string bytes(checkpoint::kNoteMax + 1, '\0');
  size_t size = 0;
  while (size < bytes.size()) {
    const ssize_t got =
        read(file.fd(), bytes.data() + size, bytes.size() - size);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return Failed("read", path);
    if (got == 0) break;
    size += static_cast<size_t>(got);
  }
  bytes.resize(size);
  return bytes;
}

absl::Status SignedFolder::Write(uint64_t book, std::string_view note) const {
  const std::string path = PathOf(book);
  const std::string temporary = path + ".new";
  {
    const File file(open(temporary.c_str(),
                         O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600));
    if (!file.is_open()) return Failed("open", temporary);
    if (!WriteAll(file.fd(), note) || fsync(file.fd()) != 0) {
      return Failed("write", temporary);
    }
  }
  if (rename(temporary.c_str(), path.c_str()) != 0) {
    return Failed("replace", path);
  }
  return fsync(fd_) == 0 ? absl::OkStatus() : Failed("sync", path_);
}

}  // namespace greenledger::ledger
