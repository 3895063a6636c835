// How cards and bins are named in a book.
#ifndef GREENLEDGER_SERVICES_LEDGER_RULES_CARD_HASH_H_
#define GREENLEDGER_SERVICES_LEDGER_RULES_CARD_HASH_H_

#include <array>
#include <cstdint>
#include <string_view>

namespace greenledger::rules {

// First 16 bytes of the hash of a card's id (see Drop.card_hash).
using CardHash = std::array<uint8_t, 16>;

// REQUIRES: bytes.size() == 16.
CardHash ToCardHash(std::string_view bytes);
std::string_view AsBytes(const CardHash& card);

// The suspense account of a card that nobody has claimed.
uint64_t SuspenseNumber(std::string_view card_hash);

// The account of a bin.
inline uint64_t BinAccount(uint64_t kiosk, uint32_t bin) {
  return kiosk * 1000 + bin;
}

}  // namespace greenledger::rules

#endif  // GREENLEDGER_SERVICES_LEDGER_RULES_CARD_HASH_H_
