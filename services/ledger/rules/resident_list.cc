#include "services/ledger/rules/resident_list.h"

#include "storage/big_endian.h"

namespace greenledger::rules {
namespace {

constexpr std::string_view kListTag = "greenledger/resident-list/v1\n";
constexpr std::string_view kSaltTag = "greenledger/list-salt/v1\n";

}  // namespace

std::string ListSalt(const journal::JournalId& journal) {
  std::string text(kSaltTag);
  storage::AppendBigEndian64(&text, journal.book);
  storage::AppendBigEndian64(&text, journal.kiosk);
  storage::AppendBigEndian64(&text, journal.incarnation);
  return std::string(
      proof::AsBytes(proof::Sha256({text})).substr(0, kListSaltBytes));
}

uint64_t SaltedCard(std::string_view salt, std::string_view card_hash) {
  const proof::Hash hash = proof::Sha256({salt, card_hash});
  uint64_t number = 0;
  for (size_t i = 0; i < sizeof(number); ++i) number = (number << 8) | hash[i];
  return number;
}

proof::Hash ListDigest(uint64_t book, uint64_t version, std::string_view salt,
                       std::span<const uint64_t> rising) {
  std::string text(kListTag);
  storage::AppendBigEndian64(&text, book);
  storage::AppendBigEndian64(&text, version);
  text.append(salt);
  for (const uint64_t hash : rising) storage::AppendBigEndian64(&text, hash);
  return proof::Sha256({text});
}

}  // namespace greenledger::rules
