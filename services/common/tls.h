// The server's half of TLS: mutual for kiosks, its own certificate alone for
// devices that have none yet.
#ifndef GREENLEDGER_SERVICES_COMMON_TLS_H_
#define GREENLEDGER_SERVICES_COMMON_TLS_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "grpcpp/security/server_credentials.h"

namespace greenledger::common {

// PEM files. They are read once, at start: a renewed certificate comes into use
// with the next start.
struct TlsFiles {
  // The server's certificate, followed by those between it and the root.
  std::string certificate;
  // Its private key; nobody but the owner may have any right to the file.
  std::string key;
  // The authorities that kiosks' certificates must lead to.
  std::string ca;
};

// Credentials of a server that ends every handshake in which the client shows
// no certificate that leads to `ca`. Errors name the file and what is
// wrong with it: NOT_FOUND (no such file), PERMISSION_DENIED (cannot be read,
// or the key can be read by others), INVALID_ARGUMENT (not PEM, or the key is
// not the certificate's).
absl::StatusOr<std::shared_ptr<grpc::ServerCredentials>> MutualTlsCredentials(
    const TlsFiles& files);

// Credentials of a server that asks for no certificate; `files.ca` is not read.
// Errors as MutualTlsCredentials.
absl::StatusOr<std::shared_ptr<grpc::ServerCredentials>> ServerTlsCredentials(
    const TlsFiles& files);

// INVALID_ARGUMENT, naming the file and both times, unless the server's
// certificate is valid at `now_us`.
// Other errors as MutualTlsCredentials.
absl::Status CheckValidAt(const TlsFiles& files, int64_t now_us);

}  // namespace greenledger::common

#endif  // GREENLEDGER_SERVICES_COMMON_TLS_H_
