#include "services/ledger/service_command.h"

#include "services/ledger/rules/plain_text.h"
#include "storage/proof/sha256.h"

namespace greenledger::ledger {

std::string RequestIdOf(std::initializer_list<std::string_view> things) {
  std::string text;
  for (std::string_view thing : things) {
    // With their lengths, so that no two lists are the same text.
    text += std::to_string(thing.size()) + ":";
    text += thing;
  }
  proof::Hash hash = proof::Sha256({text});
  hash[6] = static_cast<uint8_t>((hash[6] & 0x0F) | 0x80);
  hash[8] = static_cast<uint8_t>((hash[8] & 0x3F) | 0x80);
  const std::string hex = rules::ToHexText(proof::AsBytes(hash).substr(0, 16));
  return hex.substr(0, 8) + "-" + hex.substr(8, 4) + "-" + hex.substr(12, 4) +
         "-" + hex.substr(16, 4) + "-" + hex.substr(20);
}

}  // namespace greenledger::ledger
