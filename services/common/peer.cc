#include "services/common/peer.h"

#include <grpc/grpc_security_constants.h>

#include <charconv>
#include <string>

#include "absl/strings/escaping.h"

namespace greenledger::common {
namespace {

constexpr std::string_view kKioskPrefix = "greenledger://kiosk/";
constexpr std::string_view kBootstrapPrefix = "greenledger://kiosk-bootstrap/";
constexpr size_t kBookDigits = 12;
constexpr uint64_t kNumberMax = 1'000'000;

// A decimal number without sign and leading zero.
std::optional<uint64_t> ParseNumber(std::string_view digits) {
  if (digits.empty() || digits.front() < '1' || digits.front() > '9') {
    return std::nullopt;
  }
  uint64_t value = 0;
  const char* end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), end, value);
  if (error != std::errc() || stop != end) return std::nullopt;
  return value;
}

std::optional<KioskIdentity> ParseUri(std::string_view uri,
                                      std::string_view prefix) {
  if (!uri.starts_with(prefix)) return std::nullopt;
  uri.remove_prefix(prefix.size());
  const size_t slash = uri.find('/');
  if (slash != kBookDigits) return std::nullopt;
  const std::optional<uint64_t> book = ParseNumber(uri.substr(0, slash));
  const std::optional<uint64_t> number = ParseNumber(uri.substr(slash + 1));
  if (!book || !number || *number > kNumberMax) return std::nullopt;
  return KioskIdentity{*book, *number};
}

std::vector<std::string_view> Uris(const grpc::AuthContext& context) {
  std::vector<std::string_view> uris;
  for (const grpc::string_ref& uri :
       context.FindPropertyValues(GRPC_PEER_URI_PROPERTY_NAME)) {
    uris.emplace_back(uri.data(), uri.size());
  }
  return uris;
}

// Of the certificate that the peer showed; zeros if gRPC does not tell it.
proof::Hash FingerprintOf(const grpc::AuthContext& context) {
  constexpr std::string_view kBegin = "-----BEGIN CERTIFICATE-----";
  constexpr std::string_view kEnd = "-----END CERTIFICATE-----";
  const auto values =
      context.FindPropertyValues(GRPC_X509_PEM_CERT_PROPERTY_NAME);
  if (values.size() != 1) return {};
  const std::string_view pem(values.front().data(), values.front().size());
  const size_t begin = pem.find(kBegin);
  const size_t end = pem.find(kEnd);
  if (begin != 0 || end == std::string_view::npos) return {};
  const std::string base64(pem.substr(kBegin.size(), end - kBegin.size()));
  std::string der;
  if (!absl::Base64Unescape(base64, &der)) return {};
  return proof::Sha256({der});
}

std::optional<KioskIdentity> WithFingerprint(
    std::optional<KioskIdentity> identity, const grpc::AuthContext& context) {
  if (identity) identity->fingerprint = FingerprintOf(context);
  return identity;
}

}  // namespace

std::optional<KioskIdentity> ParseKioskUri(std::string_view uri) {
  return ParseUri(uri, kKioskPrefix);
}

std::optional<KioskIdentity> ParseBootstrapUri(std::string_view uri) {
  return ParseUri(uri, kBootstrapPrefix);
}

std::optional<KioskIdentity> KioskFromUris(
    const std::vector<std::string_view>& uris) {
  if (uris.size() != 1) return std::nullopt;
  return ParseKioskUri(uris.front());
}

std::optional<KioskIdentity> DeviceFromUris(
    const std::vector<std::string_view>& uris) {
  const std::optional<KioskIdentity> kiosk = KioskFromUris(uris);
  if (kiosk || uris.size() != 1) return kiosk;
  return ParseBootstrapUri(uris.front());
}

std::optional<KioskIdentity> CallingKiosk(const grpc::AuthContext& context) {
  if (!context.IsPeerAuthenticated()) return std::nullopt;
  return WithFingerprint(KioskFromUris(Uris(context)), context);
}

std::optional<KioskIdentity> CallingDevice(const grpc::AuthContext& context) {
  if (!context.IsPeerAuthenticated()) return std::nullopt;
  return WithFingerprint(DeviceFromUris(Uris(context)), context);
}

}  // namespace greenledger::common
