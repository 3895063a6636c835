// Pages of a household's entries, walked along the links the entries carry.
#ifndef GREENLEDGER_SERVICES_LEDGER_STATEMENT_H_
#define GREENLEDGER_SERVICES_LEDGER_STATEMENT_H_

#include <cstdint>

#include "absl/status/status.h"
#include "greenledger/v1/ledger_service.pb.h"
#include "services/ledger/books.h"
#include "storage/store.h"

namespace greenledger::ledger {

// Which of a household's entries: numbers of its own, 1 to `entries`.
struct StatementPage {
  uint64_t book = 0;
  uint64_t household = 0;
  // Where the walk begins: index of an entry, and its number.
  uint64_t from_index = 0;
  uint64_t from_number = 0;
  // Number of the oldest entry wanted, at least 1.
  uint64_t to_number = 1;
  // The page is the `entries_max` entries from that one on.
  uint64_t entries_max = 0;
};

// Adds the entries of the page to `response`, newest first. All must be
// durable. DATA_LOSS if the links do not hold.
absl::Status ReadStatement(const storage::Store& store,
                           const StatementPage& page,
                           v1::ListStatementResponse* response);

// Where to begin a walk that has to reach entry `number` of a household: the
// nearest mark at or after it, or its newest entry.
absl::Status FindStatementStart(LiveBook* book,
                                const rules::HouseholdState& household,
                                uint64_t number, StatementPage* page)
    ABSL_EXCLUSIVE_LOCKS_REQUIRED(book->mu);

}  // namespace greenledger::ledger

#endif  // GREENLEDGER_SERVICES_LEDGER_STATEMENT_H_
