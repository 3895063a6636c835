// X.509 certificates and P-256 keys over OpenSSL.
#ifndef GREENLEDGER_CLIENTS_CLI_PKI_CERTIFICATE_H_
#define GREENLEDGER_CLIENTS_CLI_PKI_CERTIFICATE_H_

#include <openssl/evp.h>
#include <openssl/x509.h>

#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/statusor.h"

namespace greenledger::pki {

inline constexpr int64_t kSecondsPerDay = 86'400;

struct FreeKey {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
};
struct FreeCertificate {
  void operator()(X509* certificate) const { X509_free(certificate); }
};
using KeyPointer = std::unique_ptr<EVP_PKEY, FreeKey>;
using CertificatePointer = std::unique_ptr<X509, FreeCertificate>;

// A certificate with its private key.
struct Identity {
  KeyPointer key;
  CertificatePointer certificate;
};

// What a certificate says.
struct CertificateText {
  // Common name of the subject, 1 to 64 bytes.
  std::string common_name;
  // subjectAltName in OpenSSL's configuration syntax; empty for a CA.
  std::string alternative_names;
  // `serverAuth` or `clientAuth`; empty for a CA.
  std::string extended_usage;
  // Validity, seconds since 1970-01-01 UTC.
  int64_t not_before = 0;
  int64_t not_after = 0;
  // Of a CA: how many other CAs may stand between it and a leaf.
  int authorities_below = 0;
};

// A new key with a certificate signed by `issuer`, or by itself if that is
// null. INTERNAL with OpenSSL's message.
absl::StatusOr<Identity> Issue(const CertificateText& text,
                               const Identity* issuer);

// PEM of the certificate and of the private key (PKCS #8, not encrypted).
absl::StatusOr<std::string> CertificatePem(const Identity& identity);
absl::StatusOr<std::string> KeyPem(const Identity& identity);

// What the two above gave. INVALID_ARGUMENT if that is not a certificate with
// its key.
absl::StatusOr<Identity> ReadIdentity(const std::string& certificate_pem,
                                      const std::string& key_pem);

// Writes both to new files, the key's with mode 0600. Errors as WriteNewFile.
absl::Status WriteIdentity(const Identity& identity,
                           const std::string& certificate_file,
                           const std::string& key_file);

}  // namespace greenledger::pki

#endif  // GREENLEDGER_CLIENTS_CLI_PKI_CERTIFICATE_H_
