// CRC-32C (Castagnoli), as in RFC 3720, section B.4: what protects a frame on
// disk from bits that flip. No protection from anybody who means it.
#ifndef GREENLEDGER_STORAGE_JOURNAL_CRC32C_H_
#define GREENLEDGER_STORAGE_JOURNAL_CRC32C_H_

#include <array>
#include <cstdint>
#include <string_view>

namespace greenledger::journal {

namespace internal {

constexpr std::array<uint32_t, 256> MakeCrcTable() {
  constexpr uint32_t kReflectedPolynomial = 0x82f63b78u;
  std::array<uint32_t, 256> table{};
  for (uint32_t byte = 0; byte < table.size(); ++byte) {
    uint32_t crc = byte;
    for (int bit = 0; bit < 8; ++bit) {
      crc = (crc >> 1) ^ ((crc & 1) != 0 ? kReflectedPolynomial : 0);
    }
    table[byte] = crc;
  }
  return table;
}

inline constexpr std::array<uint32_t, 256> kCrcTable = MakeCrcTable();

}  // namespace internal

// Of all bytes.
constexpr uint32_t Crc32c(std::string_view bytes) {
  uint32_t crc = 0xffffffffu;
  for (const char byte : bytes) {
    crc = (crc >> 8) ^
          internal::kCrcTable[(crc ^ static_cast<uint8_t>(byte)) & 0xff];
  }
  return ~crc;
}

}  // namespace greenledger::journal

#endif  // GREENLEDGER_STORAGE_JOURNAL_CRC32C_H_
