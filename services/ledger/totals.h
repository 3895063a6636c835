// Answers made from a book's state. Callers hold the book's lock.
#ifndef GREENLEDGER_SERVICES_LEDGER_TOTALS_H_
#define GREENLEDGER_SERVICES_LEDGER_TOTALS_H_

#include <cstddef>
#include <cstdint>
#include <optional>

#include "greenledger/v1/ledger_service.pb.h"
#include "services/ledger/rules/state.h"

namespace greenledger::ledger {

void FillBook(const rules::BookState& state, uint64_t size, v1::Book* book);

// Everything but the root.
void FillTotals(const rules::BookState& state, v1::GetTotalsResponse* totals);

// A page of owners with numbers above `after` (all if nullopt), in order.
// Returns whether more follow.
bool FillBalances(const rules::BookState& state, v1::AccountOwner owner,
                  std::optional<uint64_t> after, size_t page_size,
                  v1::ListBalancesResponse* response);

}  // namespace greenledger::ledger

#endif  // GREENLEDGER_SERVICES_LEDGER_TOTALS_H_
