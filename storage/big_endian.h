// Numbers as 8 or 4 bytes, most significant first, so that keys sort as
// numbers.
#ifndef GREENLEDGER_STORAGE_BIG_ENDIAN_H_
#define GREENLEDGER_STORAGE_BIG_ENDIAN_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace greenledger::storage {

inline void AppendBigEndian(std::string* out, uint64_t value, int bytes) {
  for (int shift = (bytes - 1) * 8; shift >= 0; shift -= 8) {
    out->push_back(static_cast<char>((value >> shift) & 0xff));
  }
}

inline void AppendBigEndian64(std::string* out, uint64_t value) {
  AppendBigEndian(out, value, 8);
}

inline void AppendBigEndian32(std::string* out, uint32_t value) {
  AppendBigEndian(out, value, 4);
}

// The number whose bytes are all of `bytes`. REQUIRES: at most 8 of them.
inline uint64_t BigEndian(std::string_view bytes) {
  uint64_t value = 0;
  for (const char byte : bytes) {
    value = (value << 8) | static_cast<uint8_t>(byte);
  }
  return value;
}

}  // namespace greenledger::storage

#endif  // GREENLEDGER_STORAGE_BIG_ENDIAN_H_
