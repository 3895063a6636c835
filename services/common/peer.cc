#include "services/common/peer.h"

#include <grpc/grpc_security_constants.h>

#include <charconv>

namespace greenledger::common {
namespace {

constexpr std::string_view kPrefix = "greenledger://kiosk/";
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

}  // namespace

std::optional<KioskIdentity> ParseKioskUri(std::string_view uri) {
  if (!uri.starts_with(kPrefix)) return std::nullopt;
  uri.remove_prefix(kPrefix.size());
  const size_t slash = uri.find('/');
  if (slash != kBookDigits) return std::nullopt;
  const std::optional<uint64_t> book = ParseNumber(uri.substr(0, slash));
  const std::optional<uint64_t> number = ParseNumber(uri.substr(slash + 1));
  if (!book || !number || *number > kNumberMax) return std::nullopt;
  return KioskIdentity{*book, *number};
}

std::optional<KioskIdentity> KioskFromUris(
    const std::vector<std::string_view>& uris) {
  if (uris.size() != 1) return std::nullopt;
  return ParseKioskUri(uris.front());
}

std::optional<KioskIdentity> CallingKiosk(const grpc::AuthContext& context) {
  if (!context.IsPeerAuthenticated()) return std::nullopt;
  std::vector<std::string_view> uris;
  for (const grpc::string_ref& uri :
       context.FindPropertyValues(GRPC_PEER_URI_PROPERTY_NAME)) {
    uris.emplace_back(uri.data(), uri.size());
  }
  return KioskFromUris(uris);
}

}  // namespace greenledger::common
