// Cuts text that came from outside before it is shown.
#ifndef GREENLEDGER_SERVICES_COMMON_SHORTEN_H_
#define GREENLEDGER_SERVICES_COMMON_SHORTEN_H_

#include <cstddef>
#include <string>
#include <string_view>

namespace greenledger::common {

// The first `bytes_max` bytes of `text` or fewer, never ending inside a UTF-8
// character.
inline std::string Shorten(std::string_view text, size_t bytes_max = 80) {
  if (text.size() <= bytes_max) return std::string(text);
  size_t end = bytes_max;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) {
    --end;
  }
  return std::string(text.substr(0, end));
}

}  // namespace greenledger::common

#endif  // GREENLEDGER_SERVICES_COMMON_SHORTEN_H_
