// Whose call it is, also behind a proxy that ended the caller's TLS and says in
// the call's metadata which certificate it verified. That counts on a Unix
// socket only, where there is nobody but the proxy.
#ifndef GREENLEDGER_SERVICES_COMMON_PROXIED_PEER_H_
#define GREENLEDGER_SERVICES_COMMON_PROXIED_PEER_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "grpcpp/server_context.h"
#include "services/common/peer.h"

namespace greenledger::common {

// The certificate, X.509 in DER. gRPC takes the base64 off whatever ends with
// `-bin`.
inline constexpr char kProxiedCertificate[] = "x-greenledger-certificate-bin";
// The caller's own address and port.
inline constexpr char kProxiedAddress[] = "x-greenledger-address";

// The URIs among a certificate's alternative names; empty for foreign bytes, or
// more than 8 KiB of them.
std::vector<std::string> UrisOfCertificate(std::string_view der);

// As CallingKiosk and CallingDevice, with or without a proxy.
std::optional<KioskIdentity> KioskThatCalls(
    const grpc::CallbackServerContext& context);
std::optional<KioskIdentity> DeviceThatCalls(
    const grpc::CallbackServerContext& context);

// Where it calls from, the same for all calls of a connection.
std::string AddressThatCalls(const grpc::CallbackServerContext& context);

}  // namespace greenledger::common

#endif  // GREENLEDGER_SERVICES_COMMON_PROXIED_PEER_H_
