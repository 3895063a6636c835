#include "services/ledger/tables.h"

namespace greenledger::ledger {

std::string NumberKey(std::initializer_list<uint64_t> numbers) {
  std::string key;
  key.reserve(numbers.size() * 8);
  for (uint64_t number : numbers) {
    for (int shift = 56; shift >= 0; shift -= 8) {
      key += static_cast<char>((number >> shift) & 0xff);
    }
  }
  return key;
}

uint64_t NumberAt(std::string_view key, size_t offset) {
  uint64_t number = 0;
  for (char byte : key.substr(offset, 8)) {
    number = (number << 8) | static_cast<uint8_t>(byte);
  }
  return number;
}

}  // namespace greenledger::ledger
