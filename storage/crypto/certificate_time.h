// Times of X.509 certificates as numbers.
#ifndef GREENLEDGER_STORAGE_CRYPTO_CERTIFICATE_TIME_H_
#define GREENLEDGER_STORAGE_CRYPTO_CERTIFICATE_TIME_H_

#include <openssl/asn1.h>

#include <cstdint>
#include <optional>

namespace greenledger::crypto {

// Microseconds since 1970-01-01 UTC; nullopt for a time that is none.
std::optional<int64_t> MicrosOf(const ASN1_TIME* time);

}  // namespace greenledger::crypto

#endif  // GREENLEDGER_STORAGE_CRYPTO_CERTIFICATE_TIME_H_
