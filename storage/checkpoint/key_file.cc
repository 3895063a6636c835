#include "storage/checkpoint/key_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <optional>
#include <utility>

#include "storage/checkpoint/base64.h"
#include "storage/checkpoint/lines.h"

namespace greenledger::checkpoint {
namespace {

constexpr std::string_view kFirstLine = "greenledger-key-v1";
constexpr size_t kSeedSize = 32;
constexpr size_t kKeyFileMax = 1024;

// A file descriptor that is closed at the end.
class File {
 public:
  File(const std::string& path, int flags, mode_t mode = 0)
      : fd_(open(path.c_str(), flags | O_CLOEXEC, mode)) {}
  ~File() {
    if (fd_ >= 0) close(fd_);
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  bool ok() const { return fd_ >= 0; }
  int fd() const { return fd_; }

 private:
  int fd_;
};

absl::Status Failed(const std::string& path, std::string_view doing) {
  return absl::ErrnoToStatus(errno, path + ": " + std::string(doing));
}

absl::Status SyncFolderOf(const std::string& path) {
  const std::string folder = std::filesystem::path(path).parent_path().string();
  const File file(folder.empty() ? "." : folder, O_RDONLY | O_DIRECTORY);
  if (!file.ok() || fsync(file.fd()) != 0) {
    return Failed(path, "syncing its folder");
  }
  return absl::OkStatus();
}

absl::Status WriteAll(int fd, std::string_view bytes, const std::string& path) {
  while (!bytes.empty()) {
    const ssize_t written = write(fd, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return Failed(path, "writing the key");
    bytes.remove_prefix(static_cast<size_t>(written));
  }
  if (fsync(fd) != 0) return Failed(path, "syncing the key");
  return absl::OkStatus();
}

absl::Status CheckOwner(int fd, const std::string& path) {
  struct stat info {};
  if (fstat(fd, &info) != 0) return Failed(path, "reading its permissions");
  if (!S_ISREG(info.st_mode)) {
    return absl::InvalidArgumentError(path + ": must be a regular file");
  }
  if (info.st_uid != geteuid()) {
    return absl::PermissionDeniedError(
        path + ": belongs to user " + std::to_string(info.st_uid) +
        ": must belong to user " + std::to_string(geteuid()));
  }
  if ((info.st_mode & 077) != 0) {
    return absl::PermissionDeniedError(
        path + ": others may read or write it: must have mode 0600");
  }
  return absl::OkStatus();
}

// The value of the next line, which is `WORD VALUE`.
absl::StatusOr<std::string_view> Value(LineReader* lines,
                                       std::string_view word) {
  const std::string expected = std::string(word) + " and a value";
  const auto line = lines->Next(expected);
  if (!line.ok()) return line.status();
  if (!line->starts_with(word) || line->size() <= word.size() ||
      (*line)[word.size()] != ' ') {
    // Not the line itself: it might be a seed.
    return lines->Wrong("...", expected);
  }
  return line->substr(word.size() + 1);
}

}  // namespace

absl::StatusOr<SecretKey> ParseSecretKey(std::string_view text) {
  LineReader lines(text, "key file");
  const auto first = lines.Next(kFirstLine);
  if (!first.ok()) return first.status();
  if (*first != kFirstLine) return lines.Wrong("...", kFirstLine);
  SecretKey key;
  const auto type = Value(&lines, "type");
  if (!type.ok()) return type.status();
  if (*type != "log" && *type != "witness") {
    return lines.Wrong(*type, "log or witness");
  }
  key.type = *type == "log" ? KeyType::kEd25519 : KeyType::kCosignature;
  const auto name = Value(&lines, "name");
  if (!name.ok()) return name.status();
  if (absl::Status s = CheckNoteName(*name); !s.ok()) {
    return lines.Wrong(*name, "1 to 255 bytes of UTF-8 without spaces and '+'");
  }
  key.name = *name;
  const auto seed_text = Value(&lines, "seed");
  if (!seed_text.ok()) return seed_text.status();
  std::optional<std::string> seed = DecodeBase64(*seed_text);
  if (!seed || seed->size() != kSeedSize) {
    return lines.Wrong("...", "seed and base64 of 32 bytes");
  }
  key.seed = *std::move(seed);
  if (!lines.AtEnd()) {
    return absl::InvalidArgumentError("key file: must end after the seed");
  }
  return key;
}

std::string FormatSecretKey(const SecretKey& key) {
  return std::string(kFirstLine) + "\ntype " +
         (key.type == KeyType::kEd25519 ? "log" : "witness") + "\nname " +
         key.name + "\nseed " + EncodeBase64(key.seed) + "\n";
}

absl::Status CreateKeyFile(const std::string& path, const SecretKey& key) {
  const std::string text = FormatSecretKey(key);
  if (const auto parsed = ParseSecretKey(text); !parsed.ok()) {
    return parsed.status();
  }
  const File file(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0600);
  if (!file.ok()) return Failed(path, "making a key file");
  if (absl::Status s = WriteAll(file.fd(), text, path); !s.ok()) return s;
  return SyncFolderOf(path);
}

absl::StatusOr<SecretKey> ReadKeyFile(const std::string& path) {
  const File file(path, O_RDONLY | O_NONBLOCK);
  if (!file.ok()) return Failed(path, "opening the key file");
  if (absl::Status s = CheckOwner(file.fd(), path); !s.ok()) return s;
  std::string text(kKeyFileMax + 1, '\0');
  size_t size = 0;
  while (size < text.size()) {
    const ssize_t got = read(file.fd(), text.data() + size, text.size() - size);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return Failed(path, "reading the key");
    if (got == 0) break;
    size += static_cast<size_t>(got);
  }
  if (size > kKeyFileMax) {
    return absl::InvalidArgumentError(path + ": must have at most " +
                                      std::to_string(kKeyFileMax) + " bytes");
  }
  text.resize(size);
  auto key = ParseSecretKey(text);
  if (key.ok()) return key;
  return absl::Status(key.status().code(),
                      path + ": " + std::string(key.status().message()));
}

}  // namespace greenledger::checkpoint
