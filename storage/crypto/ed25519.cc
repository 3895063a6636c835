#include "storage/crypto/ed25519.h"

#include <openssl/evp.h>

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
  Ed25519PublicKey key;
  key.bytes_ = std::string(bytes);
  key.key_ = Own(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr,
                                             Bytes(bytes), bytes.size()));
  if (key.key_ == nullptr) {
    return absl::InvalidArgumentError("Ed25519 public key is not usable");
  }
  return key;
}

bool Ed25519PublicKey::Verify(std::string_view message,
                              std::string_view signature) const {
  if (signature.size() != kSignatureSize) return false;
  const Context context = NewContext();
  return context != nullptr &&
         EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr,
                              Pkey(key_)) == 1 &&
         EVP_DigestVerify(context.get(), Bytes(signature), signature.size(),
                          Bytes(message), message.size()) == 1;
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
