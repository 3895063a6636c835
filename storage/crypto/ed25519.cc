#include "storage/crypto/ed25519.h"

#include <openssl/evp.h>
#include <sodium.h>

#include <cstdlib>
#include <string>
#include <utility>

namespace greenledger::crypto {
namespace {

constexpr size_t kKeySize = 32;
constexpr size_t kSignatureSize = 64;

const uint8_t* Bytes(std::string_view text) {
  return reinterpret_cast<const uint8_t*>(text.data());
}

uint8_t* Bytes(std::string& text) {
  return reinterpret_cast<uint8_t*>(text.data());
}

EVP_PKEY* Pkey(const std::shared_ptr<void>& key) {
  return static_cast<EVP_PKEY*>(key.get());
}

std::shared_ptr<void> Own(EVP_PKEY* key) {
  return {key, [](void* pointer) {
            EVP_PKEY_free(static_cast<EVP_PKEY*>(pointer));
          }};
}

using Context = std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)>;

Context NewContext() { return {EVP_MD_CTX_new(), &EVP_MD_CTX_free}; }

absl::Status WrongLength(std::string_view what, size_t size) {
  return absl::InvalidArgumentError(std::string(what) + " has " +
                                    std::to_string(size) +
                                    " bytes: must have 32");
}

}  // namespace

absl::StatusOr<Ed25519PublicKey> Ed25519PublicKey::FromBytes(
    std::string_view bytes) {
  if (bytes.size() != kKeySize) {
    return WrongLength("Ed25519 public key", bytes.size());
  }
  // Lets libsodium choose the implementation for this processor, once.
  static const int initialised = sodium_init();
  if (initialised < 0) std::abort();  // only without randomness
  return Ed25519PublicKey(std::string(bytes));
}

bool Ed25519PublicKey::Verify(std::string_view message,
                              std::string_view signature) const {
  // Half the time that OpenSSL 3.0 takes; the two agree on every signature that
  // an honest signer makes.
  return signature.size() == kSignatureSize &&
         crypto_sign_verify_detached(Bytes(signature), Bytes(message),
                                     message.size(), Bytes(bytes_)) == 0;
}

absl::StatusOr<Ed25519PrivateKey> Ed25519PrivateKey::FromSeed(
    std::string_view seed) {
  if (seed.size() != kKeySize) {
    return WrongLength("Ed25519 seed", seed.size());
  }
  Ed25519PrivateKey key;
  key.key_ = Own(EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr,
                                              Bytes(seed), seed.size()));
  if (key.key_ == nullptr) {
    return absl::InternalError("OpenSSL does not make an Ed25519 key");
  }
  return key;
}

std::string Ed25519PrivateKey::Sign(std::string_view message) const {
  std::string signature(kSignatureSize, '\0');
  size_t size = signature.size();
  const Context context = NewContext();
  if (context == nullptr ||
      EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr,
                         Pkey(key_)) != 1 ||
      EVP_DigestSign(context.get(), Bytes(signature), &size, Bytes(message),
                     message.size()) != 1 ||
      size != kSignatureSize) {
    std::abort();  // only without memory
  }
  return signature;
}

std::string Ed25519PrivateKey::public_key() const {
  std::string bytes(kKeySize, '\0');
  size_t size = bytes.size();
  if (EVP_PKEY_get_raw_public_key(Pkey(key_), Bytes(bytes), &size) != 1 ||
      size != kKeySize) {
    std::abort();  // only without memory
  }
  return bytes;
}

}  // namespace greenledger::crypto
