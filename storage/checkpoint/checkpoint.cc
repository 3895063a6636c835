#include "storage/checkpoint/checkpoint.h"

#include <optional>

#include "storage/checkpoint/base64.h"
#include "storage/checkpoint/lines.h"

namespace greenledger::checkpoint {
namespace {

// Digits of a community code.
constexpr size_t kBookDigits = 12;

}  // namespace

absl::StatusOr<Checkpoint> ParseCheckpoint(std::string_view text) {
  LineReader lines(text, "checkpoint");
  Checkpoint checkpoint;
  const auto origin = lines.Next("the origin");
  if (!origin.ok()) return origin.status();
  if (origin->empty()) return lines.Wrong(*origin, "the log's origin");
  checkpoint.origin = *origin;
  const auto size_line = lines.Next("the tree size");
  if (!size_line.ok()) return size_line.status();
  const std::optional<uint64_t> size = ParseDecimal(*size_line);
  if (!size) {
    return lines.Wrong(*size_line,
                       "the tree size, decimal without leading zeros, below "
                       "2^64");
  }
  const auto root_line = lines.Next("the root");
  if (!root_line.ok()) return root_line.status();
  const std::optional<proof::Hash> root = ParseHash(*root_line);
  if (!root) return lines.Wrong(*root_line, "base64 of a root of 32 bytes");
  if (*size == 0 && *root != proof::EmptyRoot()) {
    return lines.Wrong(*root_line,
                       "the root of an empty tree, " +
                           EncodeBase64(proof::AsBytes(proof::EmptyRoot())));
  }
  checkpoint.head = {*size, *root};
  while (!lines.AtEnd()) {
    const auto extension = lines.Next("an extension line");
    if (!extension.ok()) return extension.status();
    if (extension->empty()) {
      return lines.Wrong(*extension, "an extension line that is not empty");
    }
    checkpoint.extensions.emplace_back(*extension);
  }
  return checkpoint;
}

std::string FormatCheckpoint(const Checkpoint& checkpoint) {
  std::string text = checkpoint.origin + "\n" +
                     std::to_string(checkpoint.head.size) + "\n" +
                     EncodeBase64(proof::AsBytes(checkpoint.head.root)) + "\n";
  for (const std::string& line : checkpoint.extensions) text += line + "\n";
  return text;
}

std::string OriginOf(std::string_view domain, uint64_t book) {
  std::string code = std::to_string(book);
  if (code.size() < kBookDigits) code.insert(0, kBookDigits - code.size(), '0');
  return std::string(domain) + "/" + code;
}

absl::StatusOr<uint64_t> BookOfOrigin(std::string_view origin) {
  const size_t slash = origin.rfind('/');
  if (slash != std::string_view::npos && slash > 0) {
    std::string_view code = origin.substr(slash + 1);
    const bool whole = code.size() >= kBookDigits;
    while (code.size() > 1 && code[0] == '0') code.remove_prefix(1);
    const std::optional<uint64_t> book = ParseDecimal(code);
    if (whole && book && OriginOf(origin.substr(0, slash), *book) == origin) {
      return *book;
    }
  }
  return absl::InvalidArgumentError(
      "origin " + Quoted(origin) +
      ": must be DOMAIN/CODE with a community code of 12 digits");
}

}  // namespace greenledger::checkpoint
