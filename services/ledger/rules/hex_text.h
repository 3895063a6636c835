// Bytes as people read them.
#ifndef GREENLEDGER_SERVICES_LEDGER_RULES_HEX_TEXT_H_
#define GREENLEDGER_SERVICES_LEDGER_RULES_HEX_TEXT_H_

#include <cstdint>
#include <string>
#include <string_view>

namespace greenledger::rules {

// Lower case.
inline std::string HexText(std::string_view bytes) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string hex;
  for (char byte : bytes) {
    hex += kDigits[static_cast<uint8_t>(byte) >> 4];
    hex += kDigits[static_cast<uint8_t>(byte) & 15];
  }
  return hex;
}

}  // namespace greenledger::rules

#endif  // GREENLEDGER_SERVICES_LEDGER_RULES_HEX_TEXT_H_
