#include "storage/checkpoint/key_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <optional>
#include <utility>

#include "storage/checkpoint/base64.h"
#include "storage/checkpoint/lines.h"
#include "storage/checkpoint/posix_file.h"

namespace greenledger::checkpoint {
namespace {

constexpr std::string_view kKeyFirstLine = "greenledger-key-v1";
constexpr size_t kSeedSize = 32;
constexpr size_t kKeyFileMax = 1024;

absl::Status CheckOwner(int fd, const std::string& path) {
  struct stat info {};
  if (fstat(fd, &info) != 0) return FileError(path, "reading its permissions");
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
  const auto first = lines.Next(kKeyFirstLine);
  if (!first.ok()) return first.status();
  if (*first != kKeyFirstLine) return lines.Wrong("...", kKeyFirstLine);
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
  return std::string(kKeyFirstLine) + "\ntype " +
         (key.type == KeyType::kEd25519 ? "log" : "witness") + "\nname " +
         key.name + "\nseed " + EncodeBase64(key.seed) + "\n";
}

absl::Status CreateSecretFile(const std::string& path, std::string_view text) {
  PosixFile file(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0600);
  if (!file.ok()) return FileError(path, "making a key file");
  if (absl::Status s = file.Write(text, path); !s.ok()) return s;
  if (fsync(file.fd()) != 0) return FileError(path, "syncing the key");
  const std::string folder = std::filesystem::path(path).parent_path().string();
  return SyncFolder(folder.empty() ? "." : folder);
}

absl::StatusOr<std::string> ReadSecretFile(const std::string& path) {
  const PosixFile file(path, O_RDONLY | O_NONBLOCK);
  if (!file.ok()) return FileError(path, "opening the key file");
  if (absl::Status s = CheckOwner(file.fd(), path); !s.ok()) return s;
  std::string text(kKeyFileMax + 1, '\0');
  const auto size = file.Read(text.data(), text.size(), path);
  if (!size.ok()) return size.status();
  if (*size > kKeyFileMax) {
    return absl::InvalidArgumentError(path + ": must have at most " +
                                      std::to_string(kKeyFileMax) + " bytes");
  }
  text.resize(*size);
  return text;
}

absl::Status CreateKeyFile(const std::string& path, const SecretKey& key) {
  const std::string text = FormatSecretKey(key);
  if (const auto parsed = ParseSecretKey(text); !parsed.ok()) {
    return parsed.status();
  }
  return CreateSecretFile(path, text);
}

absl::StatusOr<SecretKey> ReadKeyFile(const std::string& path) {
  const auto text = ReadSecretFile(path);
  if (!text.ok()) return text.status();
  auto key = ParseSecretKey(*text);
  if (key.ok()) return key;
  return absl::Status(key.status().code(),
                      path + ": " + std::string(key.status().message()));
}

}  // namespace greenledger::checkpoint
