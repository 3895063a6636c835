// The part of the community's certificate authority that works every day: an
// issuing certificate that an offline root signed, with its key.
#ifndef GREENLEDGER_SERVICES_IDENTITY_AUTHORITY_H_
#define GREENLEDGER_SERVICES_IDENTITY_AUTHORITY_H_

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "greenledger/v1/registry.pb.h"
#include "services/common/pem.h"

namespace greenledger::identity {

// PEM files; read once, at start.
struct AuthorityFiles {
  // The issuing certificate, then those between it and the root.
  std::string certificate;
  // Its private key; nobody but the owner may have any right to the file.
  std::string key;
};

inline constexpr int64_t kDayUs = int64_t{86'400} * 1'000'000;
inline constexpr int64_t kOperationalUs = 14 * kDayUs;
inline constexpr int64_t kBootstrapUs = 3 * 365 * kDayUs;
// Certificates begin so much earlier: clocks differ.
inline constexpr int64_t kBackdateUs = int64_t{300} * 1'000'000;

inline constexpr size_t kSerialBytes = 16;

// kSerialBytes from OpenSSL's generator. Aborts if that fails.
std::string NewSerial();

// What a certificate says.
struct CertificateWish {
  v1::CertificateKind kind = v1::CERTIFICATE_KIND_OPERATIONAL;
  uint64_t book = 0;
  uint64_t kiosk = 0;
  // kSerialBytes random bytes.
  std::string serial;
};

// Immutable; safe from many threads.
class Authority {
 public:
  // Errors name the file: NOT_FOUND, PERMISSION_DENIED (cannot be read, or the
  // key can be read by others), INVALID_ARGUMENT (not PEM, the key is not the
  // certificate's, the certificate may not issue, or is not valid at `now_us`).
  static absl::StatusOr<std::unique_ptr<Authority>> Load(
      const AuthorityFiles& files, int64_t now_us);

  // A client certificate for the key, valid from kBackdateUs before `now_us`
  // for kOperationalUs or kBootstrapUs after it, but not longer than the
  // issuing certificate itself. FAILED_PRECONDITION if that has ended;
  // INTERNAL with OpenSSL's message. REQUIRES: the serial has its size.
  absl::StatusOr<v1::Certificate> Issue(EVP_PKEY* key,
                                        const CertificateWish& wish,
                                        int64_t now_us) const;

  // DER of the issuing certificate and those between it and the root; empty if
  // it is the root itself.
  const std::vector<std::string>& chain() const { return chain_; }

 private:
  Authority() = default;

  common::CertificatePointer certificate_;
  common::KeyPointer key_;
  int64_t not_after_us_ = 0;
  std::vector<std::string> chain_;
};

}  // namespace greenledger::identity

#endif  // GREENLEDGER_SERVICES_IDENTITY_AUTHORITY_H_
