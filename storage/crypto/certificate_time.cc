#include "storage/crypto/certificate_time.h"

#include <memory>

namespace greenledger::crypto {

std::optional<int64_t> MicrosOf(const ASN1_TIME* time) {
  const std::unique_ptr<ASN1_TIME, decltype(&ASN1_TIME_free)> epoch(
      ASN1_TIME_set(nullptr, 0), ASN1_TIME_free);
  int days = 0;
  int seconds = 0;
  if (ASN1_TIME_diff(&days, &seconds, epoch.get(), time) != 1) {
    return std::nullopt;
  }
  return (days * int64_t{86'400} + seconds) * 1'000'000;
}

}  // namespace greenledger::crypto
