#include "storage/checkpoint/lines.h"

#include <charconv>

#include "storage/checkpoint/base64.h"

namespace greenledger::checkpoint {

absl::StatusOr<std::string_view> LineReader::Next(std::string_view expected) {
  ++line_;
  const size_t end = rest_.find('\n');
  if (end == std::string_view::npos) {
    if (rest_.empty()) {
      return absl::InvalidArgumentError(
          what_ + " ends before line " + std::to_string(line_) +
          ": must be there, " + std::string(expected));
    }
    return absl::InvalidArgumentError(what_ + " ends in the middle of line " +
                                      std::to_string(line_) +
                                      ": must end in a line feed");
  }
  const std::string_view line = rest_.substr(0, end);
  rest_.remove_prefix(end + 1);
  return line;
}

absl::Status LineReader::Wrong(std::string_view found,
                               std::string_view expected) const {
  return absl::InvalidArgumentError(what_ + ", line " + std::to_string(line_) +
                                    ": " + Quoted(found) + ": must be " +
                                    std::string(expected));
}

std::optional<uint64_t> ParseDecimal(std::string_view text) {
  if (text.empty() || (text.size() > 1 && text[0] == '0')) return std::nullopt;
  uint64_t value = 0;
  const char* end = text.data() + text.size();
  const auto [at, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc() || at != end) return std::nullopt;
  return value;
}

std::optional<proof::Hash> ParseHash(std::string_view text) {
  // 32 bytes are 44 digits.
  if (text.size() != 44) return std::nullopt;
  const std::optional<std::string> bytes = DecodeBase64(text);
  if (!bytes || bytes->size() != sizeof(proof::Hash)) return std::nullopt;
  return proof::FromBytes(*bytes);
}

absl::StatusOr<std::vector<proof::Hash>> ReadHashes(LineReader* lines,
                                                    size_t count_max) {
  std::vector<proof::Hash> hashes;
  while (true) {
    const auto line = lines->Next("a hash or an empty line");
    if (!line.ok()) return line.status();
    if (line->empty()) return hashes;
    const std::optional<proof::Hash> hash = ParseHash(*line);
    if (!hash) return lines->Wrong(*line, "base64 of a hash of 32 bytes");
    if (hashes.size() == count_max) {
      return lines->Wrong(*line, "an empty line after at most " +
                                     std::to_string(count_max) + " hashes");
    }
    hashes.push_back(*hash);
  }
}

std::string FormatHashes(const std::vector<proof::Hash>& hashes) {
  std::string text;
  for (const proof::Hash& hash : hashes) {
    text += EncodeBase64(proof::AsBytes(hash)) + "\n";
  }
  return text;
}

std::string Quoted(std::string_view text) {
  constexpr size_t kShown = 80;
  std::string quoted = "\"";
  for (const char c : text.substr(0, kShown)) {
    quoted.push_back(c >= 0x20 && c < 0x7f ? c : '?');
  }
  if (text.size() > kShown) quoted += "...";
  return quoted + "\"";
}

}  // namespace greenledger::checkpoint
