// Whose call it is behind a proxy that ended the kiosk's TLS.
#ifndef GREENLEDGER_SERVICES_COMMON_PROXIED_PEER_H_
#define GREENLEDGER_SERVICES_COMMON_PROXIED_PEER_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "grpcpp/server_context.h"

namespace greenledger::common {

// Metadata in which the proxy says which certificate it verified, X.509 in DER.
// gRPC takes the base64 off whatever ends with `-bin`.
inline constexpr char kProxiedCertificate[] = "x-greenledger-certificate-bin";

// That certificate; nullopt unless the call came over a Unix socket and has it
// exactly once. On such a socket there is nobody but the proxy.
std::optional<std::string> ProxiedCertificate(
    const grpc::CallbackServerContext& context);

// The URIs among a certificate's alternative names; empty for foreign bytes, or
// more than 8 KiB of them.
std::vector<std::string> UrisOfCertificate(std::string_view der);

}  // namespace greenledger::common

#endif  // GREENLEDGER_SERVICES_COMMON_PROXIED_PEER_H_
