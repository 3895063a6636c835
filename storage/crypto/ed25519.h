// Ed25519 (RFC 8032): signing by OpenSSL, verifying by libsodium.
#ifndef GREENLEDGER_STORAGE_CRYPTO_ED25519_H_
#define GREENLEDGER_STORAGE_CRYPTO_ED25519_H_

#include <array>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "absl/status/statusor.h"

namespace greenledger::crypto {

// Public key. Copyable; Verify is safe from many threads.
class Ed25519PublicKey {
 public:
  // INVALID_ARGUMENT unless `bytes` are 32 bytes.
  static absl::StatusOr<Ed25519PublicKey> FromBytes(std::string_view bytes);
  // False for a signature that is not 64 bytes or does not fit, and for keys
  // of small order.
  bool Verify(std::string_view message, std::string_view signature) const;
  // The 32 bytes.
  const std::string& bytes() const { return bytes_; }

 private:
  explicit Ed25519PublicKey(std::string bytes) : bytes_(std::move(bytes)) {}

  std::string bytes_;
};

// Private key. Sign is safe from many threads.
class Ed25519PrivateKey {
 public:
  // From a seed of 32 bytes; INVALID_ARGUMENT for another length.
  static absl::StatusOr<Ed25519PrivateKey> FromSeed(std::string_view seed);
  // 64 bytes.
  std::string Sign(std::string_view message) const;
  // 32 bytes.
  std::string public_key() const;

 private:
  std::shared_ptr<void> key_;  // EVP_PKEY
};

}  // namespace greenledger::crypto

#endif  // GREENLEDGER_STORAGE_CRYPTO_ED25519_H_
