#include "services/identity/certificate_request.h"

#include <openssl/core_names.h>
#include <openssl/err.h>

#include <memory>
#include <string>

namespace greenledger::identity {
namespace {

using Request = std::unique_ptr<X509_REQ, decltype(&X509_REQ_free)>;

// A curve spelled out by its numbers could be any curve.
bool IsNamedP256(const EVP_PKEY& key) {
  if (EVP_PKEY_get_base_id(&key) != EVP_PKEY_EC) return false;
  char group[32];
  if (EVP_PKEY_get_utf8_string_param(&key, OSSL_PKEY_PARAM_GROUP_NAME, group,
                                     sizeof(group), nullptr) != 1) {
    return false;
  }
  int spelled_out = 0;
  EVP_PKEY_get_int_param(&key, OSSL_PKEY_PARAM_EC_DECODED_FROM_EXPLICIT_PARAMS,
                         &spelled_out);
  return std::string_view(group) == "prime256v1" && spelled_out == 0;
}

absl::StatusOr<common::KeyPointer> Read(std::string_view der) {
  const auto* at = reinterpret_cast<const unsigned char*>(der.data());
  const auto* end = at + der.size();
  const Request request(
      d2i_X509_REQ(nullptr, &at, static_cast<long>(der.size())), X509_REQ_free);
  if (request == nullptr || at != end) {
    return absl::InvalidArgumentError("a PKCS #10 request in DER");
  }
  common::KeyPointer key(X509_REQ_get_pubkey(request.get()));
  if (key == nullptr || !IsNamedP256(*key)) {
    return absl::InvalidArgumentError("a request for a key on the curve P-256");
  }
  if (X509_REQ_verify(request.get(), key.get()) != 1) {
    return absl::InvalidArgumentError(
        "a request that is signed with the key it is for");
  }
  return key;
}

}  // namespace

absl::StatusOr<common::KeyPointer> ReadCertificateRequest(
    std::string_view der) {
  if (der.size() > kCertificateRequestBytesMax) {
    return absl::InvalidArgumentError("at most 4096 bytes");
  }
  auto key = Read(der);
  ERR_clear_error();
  return key;
}

}  // namespace greenledger::identity
