#include "storage/journal/file_calls.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>

#include "storage/checkpoint/posix_file.h"

namespace greenledger::journal {
namespace {

// Closes at the end; what is written is synced before.
class Closer {
 public:
  explicit Closer(int file) : file_(file) {}
  ~Closer() {
    if (file_ >= 0) close(file_);
  }
  Closer(const Closer&) = delete;
  Closer& operator=(const Closer&) = delete;

 private:
  const int file_;
};

}  // namespace

int FileCalls::Open(const std::string& path, int flags, mode_t mode) {
  return open(path.c_str(), flags | O_CLOEXEC, mode);
}

ssize_t FileCalls::Write(int file, const char* bytes, size_t size, off_t at) {
  return pwrite(file, bytes, size, at);
}

int FileCalls::SyncData(int file) { return fdatasync(file); }

int FileCalls::Truncate(int file, off_t size) { return ftruncate(file, size); }

int FileCalls::Rename(const std::string& from, const std::string& to) {
  return rename(from.c_str(), to.c_str());
}

int FileCalls::Remove(const std::string& path) { return unlink(path.c_str()); }

FileCalls& FileCalls::Real() {
  static FileCalls calls;
  return calls;
}

absl::Status WriteAll(FileCalls& calls, int file, std::string_view bytes,
                      off_t at, const std::string& path) {
  while (!bytes.empty()) {
    const ssize_t written = calls.Write(file, bytes.data(), bytes.size(), at);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return checkpoint::FileError(path, "writing");
    bytes.remove_prefix(static_cast<size_t>(written));
    at += written;
  }
  return absl::OkStatus();
}

absl::Status SyncFolder(FileCalls& calls, const std::string& folder) {
  const int file = calls.Open(folder, O_RDONLY | O_DIRECTORY, 0);
  const Closer closer(file);
  if (file < 0 || calls.SyncData(file) != 0) {
    return checkpoint::FileError(folder, "syncing the folder");
  }
  return absl::OkStatus();
}

absl::Status PutFile(FileCalls& calls, const std::string& folder,
                     const std::string& name, std::string_view bytes) {
  const std::string path = folder + "/" + name;
  const std::string draft = path + ".new";
  const int file = calls.Open(draft, O_WRONLY | O_CREAT | O_TRUNC, 0600);
  const Closer closer(file);
  if (file < 0) return checkpoint::FileError(draft, "making the file");
  if (absl::Status s = WriteAll(calls, file, bytes, 0, draft); !s.ok()) {
    return s;
  }
  if (calls.SyncData(file) != 0) return checkpoint::FileError(draft, "syncing");
  if (calls.Rename(draft, path) != 0) {
    return checkpoint::FileError(path, "putting the file in place");
  }
  absl::Status synced = SyncFolder(calls, folder);
  if (synced.ok()) return synced;
  return absl::InternalError(std::string(synced.message()));
}

}  // namespace greenledger::journal
