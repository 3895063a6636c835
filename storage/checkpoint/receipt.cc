#include "storage/checkpoint/receipt.h"

#include <array>
#include <limits>
#include <optional>

#include "storage/checkpoint/base64.h"
#include "storage/checkpoint/lines.h"

namespace greenledger::checkpoint {
namespace {

constexpr std::string_view kPrefix = "GL1";
constexpr size_t kParts = 6;

// nullopt for `-0`, leading zeros and what does not fit.
std::optional<int64_t> ParseSigned(std::string_view text) {
  const bool negative = text.starts_with('-');
  const std::optional<uint64_t> size = ParseDecimal(text.substr(negative));
  if (!size || (negative && *size == 0)) return std::nullopt;
  constexpr uint64_t kMax = std::numeric_limits<int64_t>::max();
  if (*size > kMax + (negative ? 1 : 0)) return std::nullopt;
  return static_cast<int64_t>(negative ? uint64_t{0} - *size : *size);
}

// Six parts; nullopt for fewer or more.
std::optional<std::array<std::string_view, kParts>> Split(
    std::string_view text) {
  std::array<std::string_view, kParts> parts;
  for (size_t i = 0; i < kParts; ++i) {
    const size_t colon = text.find(':');
    if ((colon == std::string_view::npos) != (i + 1 == kParts)) {
      return std::nullopt;
    }
    parts[i] = text.substr(0, colon);
    if (i + 1 < kParts) text.remove_prefix(colon + 1);
  }
  return parts;
}

absl::Status Wrong(std::string_view part, std::string_view found,
                   std::string_view expected) {
  return absl::InvalidArgumentError("receipt, " + std::string(part) + " " +
                                    Quoted(found) + ": must be " +
                                    std::string(expected));
}

constexpr std::string_view kNumber = "a number without leading zeros";
constexpr std::string_view kAmount = "a whole number of thousandths";

}  // namespace

std::string FormatReceipt(const Receipt& receipt) {
  return std::string(kPrefix) + ":" + std::to_string(receipt.book) + ":" +
         std::to_string(receipt.index) + ":" +
         EncodeBase64Url(proof::AsBytes(receipt.leaf)) + ":" +
         std::to_string(receipt.milli_points) + ":" +
         std::to_string(receipt.milli_merit);
}

absl::StatusOr<Receipt> ParseReceipt(std::string_view text) {
  const auto parts = Split(text);
  if (!parts || (*parts)[0] != kPrefix) {
    return absl::InvalidArgumentError(
        "receipt " + Quoted(text) +
        ": must be GL1:BOOK:INDEX:HASH:POINTS:MERIT");
  }
  const auto& [prefix, book_text, index_text, leaf_text, points_text,
               merit_text] = *parts;
  const std::optional<uint64_t> book = ParseDecimal(book_text);
  if (!book) return Wrong("book", book_text, kNumber);
  const std::optional<uint64_t> index = ParseDecimal(index_text);
  if (!index) return Wrong("index", index_text, kNumber);
  const std::optional<std::string> leaf = DecodeBase64Url(leaf_text);
  if (!leaf || leaf->size() != sizeof(proof::Hash)) {
    return Wrong("leaf hash", leaf_text, "base64url of 32 bytes");
  }
  const std::optional<int64_t> points = ParseSigned(points_text);
  if (!points) return Wrong("points", points_text, kAmount);
  const std::optional<int64_t> merit = ParseSigned(merit_text);
  if (!merit) return Wrong("merit", merit_text, kAmount);
  return Receipt{*book, *index, proof::FromBytes(*leaf), *points, *merit};
}

}  // namespace greenledger::checkpoint
