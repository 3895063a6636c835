#include "services/ledger/rules/plain_text.h"

#include <cstdint>

#include "absl/strings/ascii.h"

namespace greenledger::rules {
namespace {

// Bytes of a character by its first byte, 0 if no character begins so.
size_t LengthFrom(uint8_t first) {
  if (first < 0x80) return 1;
  if (first >= 0xc2 && first <= 0xdf) return 2;
  if (first >= 0xe0 && first <= 0xef) return 3;
  if (first >= 0xf0 && first <= 0xf4) return 4;
  return 0;
}

bool IsControl(uint32_t code_point) {
  return code_point < 0x20 || (code_point >= 0x7f && code_point < 0xa0);
}

// Bytes of the plain character that `text` begins with, 0 if it begins with
// something else. REQUIRES: !text.empty().
size_t PlainCharacter(std::string_view text) {
  const auto byte = [&](size_t i) { return static_cast<uint8_t>(text[i]); };
  const size_t length = LengthFrom(byte(0));
  if (length == 0 || text.size() < length) return 0;
  if (length == 1) return IsControl(byte(0)) ? 0 : 1;
  uint32_t code_point = byte(0) & (0x7fu >> length);
  for (size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xc0u) != 0x80u) return 0;
    code_point = code_point << 6u | (byte(i) & 0x3fu);
  }
  const bool overlong = (length == 3 && code_point < 0x800) ||
                        (length == 4 && code_point < 0x10000);
  const bool surrogate = code_point >= 0xd800 && code_point <= 0xdfff;
  const bool fits = !overlong && !surrogate && code_point <= 0x10ffff;
  return fits && !IsControl(code_point) ? length : 0;
}

}  // namespace

bool IsPlainText(std::string_view text) {
  while (!text.empty()) {
    const size_t length = PlainCharacter(text);
    if (length == 0) return false;
    text.remove_prefix(length);
  }
  return true;
}

std::string ToPlainText(std::string_view text, size_t bytes_max) {
  std::string plain;
  while (!text.empty()) {
    const size_t length = PlainCharacter(text);
    const size_t taken = length == 0 ? 1 : length;
    if (plain.size() + taken > bytes_max) break;
    plain.append(length == 0 ? std::string_view("?") : text.substr(0, taken));
    text.remove_prefix(taken);
  }
  return plain;
}

std::string ToHexText(std::string_view bytes) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string hex;
  for (char byte : bytes) {
    hex += kDigits[static_cast<uint8_t>(byte) >> 4];
    hex += kDigits[static_cast<uint8_t>(byte) & 15];
  }
  return hex;
}

std::string PersonOf(std::string_view by) {
  std::string person(by);
  absl::AsciiStrToLower(&person);
  return person;
}

}  // namespace greenledger::rules
