// How a book knows a card: by a hash, never by its number (Drop.card_hash).
#ifndef GREENLEDGER_CLIENTS_CLI_CARD_HASH_H_
#define GREENLEDGER_CLIENTS_CLI_CARD_HASH_H_

#include <cstddef>
#include <string>
#include <string_view>

#include "storage/proof/sha256.h"

namespace greenledger::cli {

inline constexpr size_t kCardBytes = 16;
inline constexpr size_t kCardHashBytes = 16;

// First 16 bytes of SHA-256 over the domain and the card's 16 bytes.
inline std::string CardHash(std::string_view card) {
  proof::Hash hash = proof::Sha256({"greenledger/card/v1\n", card});
  return std::string(proof::AsBytes(hash).substr(0, kCardHashBytes));
}

}  // namespace greenledger::cli

#endif  // GREENLEDGER_CLIENTS_CLI_CARD_HASH_H_
