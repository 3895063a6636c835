// The chain and signature that cover a kiosk's records; the bytes are given in
// proto/greenledger/v1/record.proto.
#ifndef GREENLEDGER_STORAGE_JOURNAL_RECORD_CHAIN_H_
#define GREENLEDGER_STORAGE_JOURNAL_RECORD_CHAIN_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "storage/proof/sha256.h"

namespace greenledger::journal {

// Whose records.
struct JournalId {
  uint64_t book = 0;
  uint64_t kiosk = 0;
  uint64_t incarnation = 0;
  friend bool operator==(const JournalId&, const JournalId&) = default;
};

// chain(0).
proof::Hash ChainStart(const JournalId& journal);

// chain(n) from chain(n - 1) and the bytes of record n.
proof::Hash ChainNext(const proof::Hash& previous, std::string_view record);

// The bytes an upload's signature is over.
std::string BatchSigningText(const JournalId& journal, uint64_t last_sequence,
                             const proof::Hash& last_chain);

}  // namespace greenledger::journal

#endif  // GREENLEDGER_STORAGE_JOURNAL_RECORD_CHAIN_H_
