#include "storage/checkpoint/note_key.h"

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <utility>

#include "storage/big_endian.h"
#include "storage/checkpoint/base64.h"
#include "storage/checkpoint/lines.h"
#include "storage/proof/sha256.h"

namespace greenledger::checkpoint {
namespace {

constexpr size_t kTimeSize = 8;
constexpr size_t kSignatureSize = 64;

uint32_t IdOf(std::string_view name, KeyType type,
              std::string_view public_key) {
  const char type_byte = static_cast<char>(type);
  const proof::Hash hash =
      proof::Sha256({name, "\n", {&type_byte, 1}, public_key});
  return static_cast<uint32_t>(
      storage::BigEndian(proof::AsBytes(hash).substr(0, 4)));
}

// What a cosignature signs.
std::string CosignedText(std::string_view text, uint64_t time_seconds) {
  return "cosignature/v1\ntime " + std::to_string(time_seconds) + "\n" +
         std::string(text);
}

absl::Status WrongKey(std::string_view text, std::string_view expected) {
  return absl::InvalidArgumentError("verifier key " + Quoted(text) +
                                    ": must be " + std::string(expected));
}

std::string NameAndId(const NoteSignature& signature) {
  return Quoted(signature.name) + " with key id " + KeyIdText(signature.key_id);
}

}  // namespace

std::string KeyIdText(uint32_t id) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (int shift = 28; shift >= 0; shift -= 4) {
    text.push_back(kDigits[(id >> shift) & 15]);
  }
  return text;
}

VerifierKey::VerifierKey(std::string_view name, KeyType type,
                         crypto::Ed25519PublicKey key)
    : name_(name),
      type_(type),
      key_(std::move(key)),
      id_(IdOf(name, type, key_.bytes())) {}

absl::StatusOr<VerifierKey> VerifierKey::Make(std::string_view name,
                                              KeyType type,
                                              std::string_view public_key) {
  if (absl::Status s = CheckNoteName(name); !s.ok()) return s;
  auto key = crypto::Ed25519PublicKey::FromBytes(public_key);
  if (!key.ok()) return key.status();
  return VerifierKey(name, type, *std::move(key));
}

absl::StatusOr<VerifierKey> VerifierKey::Parse(std::string_view text) {
  const size_t id_at = text.find('+');
  const size_t key_at =
      id_at == std::string_view::npos ? id_at : text.find('+', id_at + 1);
  if (key_at == std::string_view::npos) {
    return WrongKey(text, "NAME+KEYID+BASE64");
  }
  const std::string_view name = text.substr(0, id_at);
  const std::string_view id = text.substr(id_at + 1, key_at - id_at - 1);
  std::optional<std::string> bytes = DecodeBase64(text.substr(key_at + 1));
  if (!bytes || bytes->empty()) {
    return WrongKey(text, "NAME+KEYID+BASE64 with base64 of type and key");
  }
  const uint8_t type = static_cast<uint8_t>(bytes->front());
  if (type != static_cast<uint8_t>(KeyType::kEd25519) &&
      type != static_cast<uint8_t>(KeyType::kCosignature)) {
    return absl::UnimplementedError(
        "verifier key " + Quoted(text) + ": unknown algorithm " +
        std::to_string(type) + ": must be 1 (Ed25519) or 4 (cosignature)");
  }
  auto key = Make(name, static_cast<KeyType>(type), bytes->substr(1));
  if (!key.ok()) return WrongKey(text, std::string(key.status().message()));
  if (id != KeyIdText(key->id())) {
    return WrongKey(text, "of key id " + KeyIdText(key->id()) +
                              ", which its name and key give");
  }
  return key;
}

std::string VerifierKey::ToText() const {
  return name_ + "+" + KeyIdText(id_) + "+" +
         EncodeBase64(static_cast<char>(type_) + key_.bytes());
}

bool VerifierKey::Verify(std::string_view text,
                         std::string_view signature) const {
  if (type_ == KeyType::kEd25519) return key_.Verify(text, signature);
  if (signature.size() != kTimeSize + kSignatureSize) return false;
  const uint64_t time = storage::BigEndian(signature.substr(0, kTimeSize));
  return key_.Verify(CosignedText(text, time), signature.substr(kTimeSize));
}

absl::StatusOr<KeySet> KeySet::Make(std::vector<VerifierKey> keys) {
  KeySet set;
  for (VerifierKey& key : keys) {
    const VerifierKey* other = set.Find(key.name(), key.id());
    if (other == nullptr) {
      set.keys_.push_back(std::move(key));
    } else if (other->ToText() != key.ToText()) {
      return absl::InvalidArgumentError(
          "keys " + Quoted(other->ToText()) + " and " + Quoted(key.ToText()) +
          " have the same name and key id: one of them must go");
    }
  }
  return set;
}

const VerifierKey* KeySet::Find(std::string_view name, uint32_t id) const {
  for (const VerifierKey& key : keys_) {
    if (key.id() == id && key.name() == name) return &key;
  }
  return nullptr;
}

absl::StatusOr<std::vector<VerifiedSignature>> VerifySignatures(
    std::string_view text, const std::vector<NoteSignature>& signatures,
    const KeySet& keys) {
  std::vector<VerifiedSignature> verified;
  std::vector<const VerifierKey*> seen;
  for (const NoteSignature& signature : signatures) {
    const VerifierKey* key = keys.Find(signature.name, signature.key_id);
    if (key == nullptr) continue;
    if (!key->Verify(text, signature.signature)) {
      return absl::InvalidArgumentError("the signature of " +
                                        NameAndId(signature) +
                                        " does not fit the text");
    }
    if (std::find(seen.begin(), seen.end(), key) != seen.end()) continue;
    seen.push_back(key);
    const bool timed = key->type() == KeyType::kCosignature;
    verified.push_back(
        {signature, key->type(),
         timed ? storage::BigEndian(signature.signature.substr(0, kTimeSize))
               : 0});
  }
  return verified;
}

absl::StatusOr<std::vector<VerifiedSignature>> VerifyNote(const Note& note,
                                                          const KeySet& keys) {
  auto verified = VerifySignatures(note.text, note.signatures, keys);
  if (!verified.ok() || !verified->empty()) return verified;
  std::string found;
  for (const NoteSignature& signature : note.signatures) {
    found += (found.empty() ? "" : ", ") + NameAndId(signature);
  }
  return absl::InvalidArgumentError(
      "no signature is by a key that is trusted, found " + found);
}

NoteSigner::NoteSigner(VerifierKey verifier, crypto::Ed25519PrivateKey key)
    : verifier_(std::move(verifier)), key_(std::move(key)) {}

absl::StatusOr<NoteSigner> NoteSigner::FromSeed(std::string_view name,
                                                KeyType type,
                                                std::string_view seed) {
  auto key = crypto::Ed25519PrivateKey::FromSeed(seed);
  if (!key.ok()) return key.status();
  auto verifier = VerifierKey::Make(name, type, key->public_key());
  if (!verifier.ok()) return verifier.status();
  return NoteSigner(*std::move(verifier), *std::move(key));
}

NoteSignature NoteSigner::Sign(std::string_view text) const {
  if (verifier_.type() != KeyType::kEd25519) std::abort();
  return {verifier_.name(), verifier_.id(), key_.Sign(text)};
}

NoteSignature NoteSigner::Cosign(std::string_view text,
                                 uint64_t time_seconds) const {
  if (verifier_.type() != KeyType::kCosignature) std::abort();
  std::string signature;
  storage::AppendBigEndian64(&signature, time_seconds);
  signature += key_.Sign(CosignedText(text, time_seconds));
  return {verifier_.name(), verifier_.id(), std::move(signature)};
}

}  // namespace greenledger::checkpoint
