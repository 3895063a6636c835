#include "storage/backup/backup_key.h"

#include <sodium.h>
#include <unistd.h>

#include <cstdlib>
#include <optional>
#include <utility>

#include "storage/backup/bytes.h"
#include "storage/checkpoint/base64.h"
#include "storage/checkpoint/key_file.h"
#include "storage/checkpoint/lines.h"
#include "storage/checkpoint/posix_file.h"

namespace greenledger::backup {
namespace {

using checkpoint::LineReader;

constexpr std::string_view kSecretLine = "greenledger-backup-secret-v1";
constexpr std::string_view kPublicLine = "greenledger-backup-public-v1";
constexpr std::string_view kIdPrefix = "greenledger/backup-key/v1\n";
constexpr size_t kIdBytes = 8;
constexpr size_t kFileMax = 1024;

std::string Hex(const uint8_t* bytes, size_t count) {
  std::string hex(2 * count + 1, '\0');
  sodium_bin2hex(hex.data(), hex.size(), bytes, count);
  hex.pop_back();
  return hex;
}

// The 32 bytes of the next line, which is `WORD base64`. The line itself is
// never quoted: it might be a secret.
absl::StatusOr<std::string> TakeKey(LineReader* lines, std::string_view word) {
  const std::string expected = std::string(word) + " and base64 of 32 bytes";
  const auto line = lines->Next(expected);
  if (!line.ok()) return line.status();
  std::optional<std::string> key;
  if (line->starts_with(word) && line->size() > word.size() &&
      (*line)[word.size()] == ' ') {
    key = checkpoint::DecodeBase64(line->substr(word.size() + 1));
  }
  if (key && key->size() == kKeySize) return *std::move(key);
  return lines->Wrong("...", expected);
}

// The two keys of a file.
absl::StatusOr<std::pair<std::string, std::string>> ParseKeys(
    std::string_view text, std::string_view first_line, std::string_view word) {
  LineReader lines(text, "backup key");
  const auto first = lines.Next(first_line);
  if (!first.ok()) return first.status();
  if (*first != first_line) return lines.Wrong("...", first_line);
  auto key = TakeKey(&lines, word);
  if (!key.ok()) return key.status();
  auto names = TakeKey(&lines, "names");
  if (!names.ok()) return names.status();
  if (!lines.AtEnd()) {
    return absl::InvalidArgumentError("backup key: must end after names");
  }
  return std::make_pair(*std::move(key), *std::move(names));
}

std::string FormatKeys(std::string_view first_line, std::string_view word,
                       std::string_view key, std::string_view names) {
  return std::string(first_line) + "\n" + std::string(word) + " " +
         checkpoint::EncodeBase64(key) + "\nnames " +
         checkpoint::EncodeBase64(names) + "\n";
}

absl::Status In(const std::string& path, const absl::Status& status) {
  return {status.code(), path + ": " + std::string(status.message())};
}

}  // namespace

SecretKey MakeSecretKey(std::string_view secret, std::string_view names) {
  if (secret.size() != kKeySize || names.size() != kKeySize) std::abort();
  SecretKey made{.secret = std::string(secret), .pub = {}};
  made.pub.key.resize(kKeySize);
  made.pub.names = names;
  auto* out = reinterpret_cast<uint8_t*>(made.pub.key.data());
  if (crypto_scalarmult_base(out, Bytes(secret)) != 0) std::abort();
  return made;
}

std::string KeyId(const PublicKey& key) {
  return Hex(proof::Sha256({kIdPrefix, key.key}).data(), kIdBytes);
}

std::string ObjectId(const PublicKey& key, const proof::Hash& content) {
  uint8_t id[crypto_auth_hmacsha256_BYTES];
  crypto_auth_hmacsha256(id, content.data(), content.size(), Bytes(key.names));
  return Hex(id, sizeof(id));
}

absl::StatusOr<SecretKey> ParseSecretKey(std::string_view text) {
  const auto keys = ParseKeys(text, kSecretLine, "secret");
  if (!keys.ok()) return keys.status();
  return MakeSecretKey(keys->first, keys->second);
}

absl::StatusOr<PublicKey> ParsePublicKey(std::string_view text) {
  auto keys = ParseKeys(text, kPublicLine, "public");
  if (!keys.ok()) return keys.status();
  return PublicKey{std::move(keys->first), std::move(keys->second)};
}

std::string FormatSecretKey(const SecretKey& key) {
  return FormatKeys(kSecretLine, "secret", key.secret, key.pub.names);
}

std::string FormatPublicKey(const PublicKey& key) {
  return FormatKeys(kPublicLine, "public", key.key, key.names);
}

absl::Status CreateKeyFiles(const std::string& path, const SecretKey& key) {
  const std::string pub = path + ".pub";
  if (access(pub.c_str(), F_OK) == 0) {
    return absl::AlreadyExistsError(pub + " is there: keys are never replaced");
  }
  absl::Status made = checkpoint::CreateSecretFile(path, FormatSecretKey(key));
  if (!made.ok()) return made;
  return checkpoint::CreateSecretFile(pub, FormatPublicKey(key.pub));
}

absl::StatusOr<SecretKey> ReadSecretKey(const std::string& path) {
  const auto text = checkpoint::ReadSecretFile(path);
  if (!text.ok()) return text.status();
  auto key = ParseSecretKey(*text);
  return key.ok() ? std::move(key) : In(path, key.status());
}

absl::StatusOr<PublicKey> ReadPublicKey(const std::string& path) {
  const auto text = checkpoint::ReadFile(path, kFileMax);
  if (!text.ok()) return text.status();
  auto key = ParsePublicKey(*text);
  return key.ok() ? std::move(key) : In(path, key.status());
}

}  // namespace greenledger::backup
