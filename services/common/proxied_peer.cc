#include "services/common/proxied_peer.h"

#include <openssl/x509v3.h>

#include <memory>

namespace greenledger::common {
namespace {

constexpr size_t kCertificateBytesMax = 8192;

// What the proxy says; nullopt without a proxy, or unless it says it once.
std::optional<std::string_view> ProxySays(
    const grpc::CallbackServerContext& context, const char* key) {
  if (!context.peer().starts_with("unix:")) return std::nullopt;
  const auto [first, end] = context.client_metadata().equal_range(key);
  if (first == end || std::next(first) != end) return std::nullopt;
  return std::string_view(first->second.data(), first->second.size());
}

std::optional<KioskIdentity> OfCertificate(
    std::string_view der, std::optional<KioskIdentity> (*from_uris)(
                              const std::vector<std::string_view>&)) {
  const std::vector<std::string> uris = UrisOfCertificate(der);
  std::optional<KioskIdentity> identity = from_uris({uris.begin(), uris.end()});
  if (identity) identity->fingerprint = proof::Sha256({der});
  return identity;
}

}  // namespace

std::vector<std::string> UrisOfCertificate(std::string_view der) {
  if (der.size() > kCertificateBytesMax) return {};
  const auto* bytes = reinterpret_cast<const unsigned char*>(der.data());
  const std::unique_ptr<X509, void (*)(X509*)> certificate(
      d2i_X509(nullptr, &bytes, static_cast<long>(der.size())), X509_free);
  if (certificate == nullptr) return {};
  const std::unique_ptr<GENERAL_NAMES, void (*)(GENERAL_NAMES*)> names(
      static_cast<GENERAL_NAMES*>(X509_get_ext_d2i(
          certificate.get(), NID_subject_alt_name, nullptr, nullptr)),
      GENERAL_NAMES_free);
  std::vector<std::string> uris;
  for (int i = 0; i < sk_GENERAL_NAME_num(names.get()); ++i) {
    const GENERAL_NAME* name = sk_GENERAL_NAME_value(names.get(), i);
    if (name->type != GEN_URI) continue;
    const ASN1_IA5STRING* uri = name->d.uniformResourceIdentifier;
    uris.emplace_back(reinterpret_cast<const char*>(ASN1_STRING_get0_data(uri)),
                      static_cast<size_t>(ASN1_STRING_length(uri)));
  }
  return uris;
}

std::optional<KioskIdentity> KioskThatCalls(
    const grpc::CallbackServerContext& context) {
  const auto certificate = ProxySays(context, kProxiedCertificate);
  return certificate ? OfCertificate(*certificate, KioskFromUris)
                     : CallingKiosk(*context.auth_context());
}

std::optional<KioskIdentity> DeviceThatCalls(
    const grpc::CallbackServerContext& context) {
  const auto certificate = ProxySays(context, kProxiedCertificate);
  return certificate ? OfCertificate(*certificate, DeviceFromUris)
                     : CallingDevice(*context.auth_context());
}

std::string AddressThatCalls(const grpc::CallbackServerContext& context) {
  const auto address = ProxySays(context, kProxiedAddress);
  return address ? std::string(*address) : context.peer();
}

}  // namespace greenledger::common
