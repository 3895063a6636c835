#include "services/common/proxied_peer.h"

#include <openssl/x509v3.h>

#include <memory>

namespace greenledger::common {
namespace {

constexpr size_t kCertificateBytesMax = 8192;

}  // namespace

std::optional<std::string> ProxiedCertificate(
    const grpc::CallbackServerContext& context) {
  if (!context.peer().starts_with("unix:")) return std::nullopt;
  const auto [first, end] =
      context.client_metadata().equal_range(kProxiedCertificate);
  if (first == end || std::next(first) != end) return std::nullopt;
  return std::string(first->second.data(), first->second.size());
}

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

}  // namespace greenledger::common
