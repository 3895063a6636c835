// Certificates and keys in PEM files, and what may be wrong with them.
#ifndef GREENLEDGER_SERVICES_COMMON_PEM_H_
#define GREENLEDGER_SERVICES_COMMON_PEM_H_

#include <openssl/evp.h>
#include <openssl/x509.h>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace greenledger::common {

struct FreeOpenSsl {
  void operator()(X509* certificate) const { X509_free(certificate); }
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
};
using CertificatePointer = std::unique_ptr<X509, FreeOpenSsl>;
using KeyPointer = std::unique_ptr<EVP_PKEY, FreeOpenSsl>;

// The content of a file. NOT_FOUND or PERMISSION_DENIED, naming the file.
absl::StatusOr<std::string> ReadPemFile(const std::string& path);

// PERMISSION_DENIED, naming the mode, if others than its owner have rights to
// the file; NOT_FOUND if there is none.
absl::Status CheckPrivate(const std::string& path);

// The certificates of a text, in their order; empty if the first is none.
std::vector<CertificatePointer> ParseCertificates(const std::string& pem);

// The first private key of a text; nullptr if there is none that is not
// encrypted.
KeyPointer ParseKey(const std::string& pem);

// INVALID_ARGUMENT, naming the file and both times, unless the certificate that
// comes from it is valid at `now_us`.
absl::Status CheckValidAt(const std::string& file, const X509& certificate,
                          int64_t now_us);

}  // namespace greenledger::common

#endif  // GREENLEDGER_SERVICES_COMMON_PEM_H_
