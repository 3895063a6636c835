#include "services/ledger/rules/card_hash.h"

#include <cstring>

namespace greenledger::rules {

CardHash ToCardHash(std::string_view bytes) {
  CardHash card{};
  std::memcpy(card.data(), bytes.data(), card.size());
  return card;
}

std::string_view AsBytes(const CardHash& card) {
  return {reinterpret_cast<const char*>(card.data()), card.size()};
}

uint64_t SuspenseNumber(std::string_view card_hash) {
  uint64_t number = 0;
  for (char byte : card_hash.substr(0, 8)) {
    number = (number << 8) | static_cast<uint8_t>(byte);
  }
  return number;
}

}  // namespace greenledger::rules
