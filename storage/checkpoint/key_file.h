// The file of a secret key:
//
//   greenledger-key-v1 LF
//   type log LF                or: type witness
//   name NAME LF               of a witness; of a log its domain
//   seed base64(32 bytes) LF
//
// Only its owner may read or write it (mode 0600).
#ifndef GREENLEDGER_STORAGE_CHECKPOINT_KEY_FILE_H_
#define GREENLEDGER_STORAGE_CHECKPOINT_KEY_FILE_H_

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "storage/checkpoint/note_key.h"

namespace greenledger::checkpoint {

struct SecretKey {
  // A log's key is of type kEd25519, a witness's of kCosignature.
  KeyType type = KeyType::kEd25519;
  std::string name;
  // 32 bytes.
  std::string seed;
  friend bool operator==(const SecretKey&, const SecretKey&) = default;
};

// INVALID_ARGUMENT names the line and what would be right, but no byte of the
// seed.
absl::StatusOr<SecretKey> ParseSecretKey(std::string_view text);

std::string FormatSecretKey(const SecretKey& key);

// Writes a new file that is durable when it returns. ALREADY_EXISTS if there is
// anything at `path`: a key is never overwritten.
absl::Status CreateKeyFile(const std::string& path, const SecretKey& key);

// PERMISSION_DENIED if anyone but this process's user may read or write the
// file or it belongs to somebody else; NOT_FOUND, or INVALID_ARGUMENT as
// ParseSecretKey. Every message names the path.
absl::StatusOr<SecretKey> ReadKeyFile(const std::string& path);

// For secrets of other kinds: a new file that is durable when this returns, as
// CreateKeyFile, and the text of one, at most 1,024 bytes, as ReadKeyFile.
absl::Status CreateSecretFile(const std::string& path, std::string_view text);
absl::StatusOr<std::string> ReadSecretFile(const std::string& path);

}  // namespace greenledger::checkpoint

#endif  // GREENLEDGER_STORAGE_CHECKPOINT_KEY_FILE_H_
