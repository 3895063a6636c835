// Requests for certificates: a key comes out, on P-256, or a reason.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "services/identity/certificate_request.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view der(reinterpret_cast<const char*>(data), size);
  const auto key = greenledger::identity::ReadCertificateRequest(der);
  if (!key.ok()) {
    if (key.status().message().empty()) std::abort();
    return 0;
  }
  if (EVP_PKEY_get_bits(key->get()) != 256) std::abort();
  return 0;
}
