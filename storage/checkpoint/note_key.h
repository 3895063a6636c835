// Keys of signed notes: Ed25519 (type 0x01, what a log signs with) and Ed25519
// cosignatures with a time (type 0x04, what a witness signs with).
//
//   verifier key  NAME "+" hex8(key id) "+" base64(type u8 || public key 32)
//   key id        first four bytes of SHA-256(NAME || LF || type || public key)
//   type 0x01     signature 64 over the text
//   type 0x04     time u64 big-endian || signature 64 over
//                 "cosignature/v1" LF "time " TIME LF text
#ifndef GREENLEDGER_STORAGE_CHECKPOINT_NOTE_KEY_H_
#define GREENLEDGER_STORAGE_CHECKPOINT_NOTE_KEY_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "storage/checkpoint/note.h"
#include "storage/crypto/ed25519.h"

namespace greenledger::checkpoint {

enum class KeyType : uint8_t { kEd25519 = 0x01, kCosignature = 0x04 };

// A public key that verifies. Copyable; const methods are safe from many
// threads.
class VerifierKey {
 public:
  // INVALID_ARGUMENT for a name that a note cannot have or bytes that are no
  // Ed25519 key.
  static absl::StatusOr<VerifierKey> Make(std::string_view name, KeyType type,
                                          std::string_view public_key);

  // From the text of a verifier key. INVALID_ARGUMENT says what is wrong; an
  // algorithm other than the two above is UNIMPLEMENTED.
  static absl::StatusOr<VerifierKey> Parse(std::string_view text);

  std::string ToText() const;

  const std::string& name() const { return name_; }
  uint32_t id() const { return id_; }
  KeyType type() const { return type_; }

  // Whether `signature` (the bytes after the key id) is this key's for `text`.
  bool Verify(std::string_view text, std::string_view signature) const;

 private:
  VerifierKey(std::string_view name, KeyType type,
              crypto::Ed25519PublicKey key);

  std::string name_;
  KeyType type_;
  crypto::Ed25519PublicKey key_;
  uint32_t id_;
};

// Keys that are trusted. No two have the same name and id.
class KeySet {
 public:
  // Nothing is trusted.
  KeySet() = default;

  // INVALID_ARGUMENT if two different keys have the same name and id: a
  // signature could not be told to be one's or the other's. The same key twice
  // is kept once.
  static absl::StatusOr<KeySet> Make(std::vector<VerifierKey> keys);

  // nullptr if there is none.
  const VerifierKey* Find(std::string_view name, uint32_t id) const;

  const std::vector<VerifierKey>& keys() const { return keys_; }

 private:
  std::vector<VerifierKey> keys_;
};

// A signature that was found good.
struct VerifiedSignature {
  NoteSignature signature;
  KeyType type = KeyType::kEd25519;
  // Of a cosignature: seconds since 1970-01-01 UTC.
  uint64_t time_seconds = 0;
};

// The signatures of `keys` over `text`, each key's once, in the order of
// `signatures`; those of unknown keys are ignored. INVALID_ARGUMENT if one of a
// known key does not verify. May be empty.
absl::StatusOr<std::vector<VerifiedSignature>> VerifySignatures(
    std::string_view text, const std::vector<NoteSignature>& signatures,
    const KeySet& keys);

// The same for a note; INVALID_ARGUMENT also if no signature is a known key's.
absl::StatusOr<std::vector<VerifiedSignature>> VerifyNote(const Note& note,
                                                          const KeySet& keys);

// Signs notes under a name. Copyable; const methods are safe from many threads.
class NoteSigner {
 public:
  // `seed` is 32 unpredictable bytes. INVALID_ARGUMENT as VerifierKey::Make, or
  // for a seed of another length.
  static absl::StatusOr<NoteSigner> FromSeed(std::string_view name,
                                             KeyType type,
                                             std::string_view seed);

  const VerifierKey& verifier() const { return verifier_; }

  // REQUIRES: a key of type kEd25519.
  NoteSignature Sign(std::string_view text) const;

  // `time_seconds` since 1970-01-01 UTC. REQUIRES: a key of type kCosignature.
  NoteSignature Cosign(std::string_view text, uint64_t time_seconds) const;

 private:
  NoteSigner(VerifierKey verifier, crypto::Ed25519PrivateKey key);

  VerifierKey verifier_;
  crypto::Ed25519PrivateKey key_;
};

// Eight lower-case hexadecimal digits.
std::string KeyIdText(uint32_t id);

}  // namespace greenledger::checkpoint

#endif  // GREENLEDGER_STORAGE_CHECKPOINT_NOTE_KEY_H_
