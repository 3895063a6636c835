#include "services/common/page_token.h"

#include "absl/strings/escaping.h"
#include "storage/proof/sha256.h"

namespace greenledger::common {
namespace {

constexpr size_t kDigestBytes = 8;
constexpr size_t kTokenCharsMax = 300;

// A separator that cannot occur in the length keeps (arguments, cursor) apart.
std::string Digest(std::string_view cursor, std::string_view arguments) {
  const std::string length = std::to_string(arguments.size()) + ":";
  const proof::Hash hash = proof::Sha256({length, arguments, cursor});
  return std::string(proof::AsBytes(hash).substr(0, kDigestBytes));
}

}  // namespace

std::string EncodePageToken(std::string_view cursor,
                            std::string_view arguments) {
  const std::string plain = Digest(cursor, arguments) + std::string(cursor);
  return absl::WebSafeBase64Escape(plain);
}

std::optional<std::string> DecodePageToken(std::string_view token,
                                           std::string_view arguments) {
  if (token.size() > kTokenCharsMax) return std::nullopt;
  std::string plain;
  if (!absl::WebSafeBase64Unescape(
          absl::string_view(token.data(), token.size()), &plain) ||
      plain.size() < kDigestBytes) {
    return std::nullopt;
  }
  std::string cursor = plain.substr(kDigestBytes);
  if (EncodePageToken(cursor, arguments) != token) return std::nullopt;
  return cursor;
}

}  // namespace greenledger::common
