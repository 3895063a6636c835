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

using checkpoint::FileError;
using checkpoint::PosixFile;

// Makes the folder if it is missing, and its name durable.
absl::Status Make(const std::string& path) {
  if (mkdir(path.c_str(), 0700) != 0 && errno != EEXIST) {
    return FileError(path, "making the folder");
  }
  const std::string above = std::filesystem::path(path).parent_path();
  return checkpoint::SyncFolder(above.empty() ? "." : above);
}

}  // namespace

absl::StatusOr<std::shared_ptr<const SignedFolder>> SignedFolder::Open(
    const std::string& key_file) {
  const std::string path = key_file + ".signed";
  if (absl::Status made = Make(path); !made.ok()) return made;
  auto lock = std::make_unique<const PosixFile>(path, O_RDONLY | O_DIRECTORY);
  if (!lock->ok()) return FileError(path, "opening the folder");
  if (flock(lock->fd(), LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK) return FileError(path, "locking the folder");
    return absl::FailedPreconditionError(
        path + " is in use: another process signs with this key");
  }
  return std::shared_ptr<const SignedFolder>(
      new SignedFolder(path, std::move(lock)));
}

std::string SignedFolder::PathOf(uint64_t book) const {
  return fmt::format("{}/{:012}", path_, book);
}

absl::StatusOr<std::optional<std::string>> SignedFolder::Read(
    uint64_t book) const {
  const std::string path = PathOf(book);
  const PosixFile file(path, O_RDONLY);
  if (!file.ok() && errno == ENOENT) return std::nullopt;
  if (!file.ok()) return FileError(path, "opening");
  std::string bytes(checkpoint::kNoteMax + 1, '\0');
  size_t size = 0;
  while (size < bytes.size()) {
    const ssize_t got =
        read(file.fd(), bytes.data() + size, bytes.size() - size);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return FileError(path, "reading");
    if (got == 0) break;
    size += static_cast<size_t>(got);
  }
  bytes.resize(size);
  return bytes;
}

absl::Status SignedFolder::Write(uint64_t book, std::string_view note) const {
  return checkpoint::ReplaceFile(PathOf(book), note, 0600);
}

}  // namespace greenledger::ledger
