// The list of cards that earn, as a kiosk keeps it for use while offline: how
// it is salted and what its digest is over (GetResidentListResponse in
// proto/greenledger/v1/kiosk_service.proto). Pure, for server and kiosk alike.
#ifndef GREENLEDGER_SERVICES_LEDGER_RULES_RESIDENT_LIST_H_
#define GREENLEDGER_SERVICES_LEDGER_RULES_RESIDENT_LIST_H_

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "storage/journal/record_chain.h"
#include "storage/proof/sha256.h"

namespace greenledger::rules {

inline constexpr size_t kListSaltBytes = 16;
// Hashes, added and removed together, on one page.
inline constexpr size_t kListPageMax = 10'000;

// Another one for each kiosk and journal, so that the lists of two kiosks
// cannot be joined: the first 16 bytes of SHA-256("greenledger/list-salt/v1\n"
// || book || kiosk || incarnation), numbers as 8 bytes big-endian.
std::string ListSalt(const journal::JournalId& journal);

// What stands for a card (Drop.card_hash, 16 bytes) in a list with this salt.
uint64_t SaltedCard(std::string_view salt, std::string_view card_hash);

// Of the whole list; `rising` without repetition.
proof::Hash ListDigest(uint64_t book, uint64_t version, std::string_view salt,
                       std::span<const uint64_t> rising);

}  // namespace greenledger::rules

#endif  // GREENLEDGER_SERVICES_LEDGER_RULES_RESIDENT_LIST_H_
