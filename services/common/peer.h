// Which kiosk is calling, by its client certificate.
#ifndef GREENLEDGER_SERVICES_COMMON_PEER_H_
#define GREENLEDGER_SERVICES_COMMON_PEER_H_

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "grpcpp/security/auth_context.h"
#include "storage/proof/sha256.h"

namespace greenledger::common {

struct KioskIdentity {
  // The community's 12-digit code.
  uint64_t book = 0;
  // 1 to 1,000,000.
  uint64_t number = 0;
  // SHA-256 of the certificate (DER) that says so; zeros where there is none.
  proof::Hash fingerprint{};
  friend bool operator==(const KioskIdentity&, const KioskIdentity&) = default;
};

// Reads `greenledger://kiosk/<book>/<number>`, where book is 12 digits and
// number has no leading zero; nullopt for everything else.
std::optional<KioskIdentity> ParseKioskUri(std::string_view uri);

// The same for `greenledger://kiosk-bootstrap/<book>/<number>`, the name in a
// certificate that is good for getting the next one and nothing else.
std::optional<KioskIdentity> ParseBootstrapUri(std::string_view uri);

// The kiosk that a certificate with these URI SANs names: there must be exactly
// one, and it must be a kiosk's. A certificate with two names could stand for
// either, so it stands for none.
std::optional<KioskIdentity> KioskFromUris(
    const std::vector<std::string_view>& uris);

// The same, or the kiosk that a bootstrap certificate names.
std::optional<KioskIdentity> DeviceFromUris(
    const std::vector<std::string_view>& uris);

// The caller of an RPC; nullopt unless it has shown such a certificate in a TLS
// handshake that verified it (then the call fails with NO_KIOSK_CERTIFICATE).
std::optional<KioskIdentity> CallingKiosk(const grpc::AuthContext& context);

// The same by DeviceFromUris: for callers that want a certificate.
std::optional<KioskIdentity> CallingDevice(const grpc::AuthContext& context);

}  // namespace greenledger::common

#endif  // GREENLEDGER_SERVICES_COMMON_PEER_H_
