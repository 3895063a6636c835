// PKCS #10 (RFC 2986): a device's wish for a certificate. Comes from strangers.
#ifndef GREENLEDGER_SERVICES_IDENTITY_CERTIFICATE_REQUEST_H_
#define GREENLEDGER_SERVICES_IDENTITY_CERTIFICATE_REQUEST_H_

#include <string_view>

#include "absl/status/statusor.h"
#include "services/common/pem.h"

namespace greenledger::identity {

inline constexpr size_t kCertificateRequestBytesMax = 4096;

// The public key of a request in DER. INVALID_ARGUMENT says what is wrong: more
// than kCertificateRequestBytesMax bytes, not a request, bytes behind it, a key
// that is not on the named curve P-256, or a signature that is not by that key.
// Names and extensions that it asks for are not looked at.
absl::StatusOr<common::KeyPointer> ReadCertificateRequest(std::string_view der);

}  // namespace greenledger::identity

#endif  // GREENLEDGER_SERVICES_IDENTITY_CERTIFICATE_REQUEST_H_
