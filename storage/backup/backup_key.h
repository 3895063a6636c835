// The key pair of backups. Whoever makes backups needs the public file only;
// the secret file, which opens them, is kept elsewhere.
//
//   greenledger-backup-secret-v1 LF      greenledger-backup-public-v1 LF
//   secret base64(32 bytes) LF           public base64(32 bytes) LF
//   names base64(32 bytes) LF            names base64(32 bytes) LF
//
// `secret` and `public` are a pair of X25519 (RFC 7748). `names` is the key of
// the HMAC that names the files of a backup by their content: without it, names
// tell nobody whether a backup holds bytes that he knows.
#ifndef GREENLEDGER_STORAGE_BACKUP_BACKUP_KEY_H_
#define GREENLEDGER_STORAGE_BACKUP_BACKUP_KEY_H_

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "storage/proof/sha256.h"

namespace greenledger::backup {

inline constexpr size_t kKeySize = 32;

struct PublicKey {
  // 32 bytes each.
  std::string key;
  std::string names;
  friend bool operator==(const PublicKey&, const PublicKey&) = default;
};

struct SecretKey {
  std::string secret;
  // Its public half.
  PublicKey pub;
};

// The pair of this secret. REQUIRES: 32 bytes each.
SecretKey MakeSecretKey(std::string_view secret, std::string_view names);

// 16 hexadecimal digits that tell keys from each other.
std::string KeyId(const PublicKey& key);

// The name of a file with this SHA-256: HMAC-SHA-256 under `names`, 64
// hexadecimal digits.
std::string ObjectId(const PublicKey& key, const proof::Hash& content);

// INVALID_ARGUMENT names the line and what would be right, but no byte of a
// key.
absl::StatusOr<SecretKey> ParseSecretKey(std::string_view text);
absl::StatusOr<PublicKey> ParsePublicKey(std::string_view text);
std::string FormatSecretKey(const SecretKey& key);
std::string FormatPublicKey(const PublicKey& key);

// Writes the secret to `path` and its public half to `path`.pub, both durable.
// ALREADY_EXISTS if either is there.
absl::Status CreateKeyFiles(const std::string& path, const SecretKey& key);

// The secret file must be its owner's alone, as checkpoint::ReadSecretFile.
// Errors name the path.
absl::StatusOr<SecretKey> ReadSecretKey(const std::string& path);
absl::StatusOr<PublicKey> ReadPublicKey(const std::string& path);

}  // namespace greenledger::backup

#endif  // GREENLEDGER_STORAGE_BACKUP_BACKUP_KEY_H_
