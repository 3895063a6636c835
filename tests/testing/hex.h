// Bytes as people write them in test tables.
#ifndef GREENLEDGER_TESTS_TESTING_HEX_H_
#define GREENLEDGER_TESTS_TESTING_HEX_H_

#include <cstdint>
#include <string>
#include <string_view>

namespace greenledger::testing {

inline std::string ToHex(std::string_view bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string hex;
  for (const char byte : bytes) {
    hex.push_back(kDigits[static_cast<uint8_t>(byte) >> 4]);
    hex.push_back(kDigits[static_cast<uint8_t>(byte) & 15]);
  }
  return hex;
}

// REQUIRES: an even number of hexadecimal digits.
inline std::string FromHex(std::string_view hex) {
  std::string bytes;
  for (size_t i = 0; i + 1 < hex.size(); i += 2) {
    bytes.push_back(static_cast<char>(
        std::stoi(std::string(hex.substr(i, 2)), nullptr, 16)));
  }
  return bytes;
}

}  // namespace greenledger::testing

#endif  // GREENLEDGER_TESTS_TESTING_HEX_H_
