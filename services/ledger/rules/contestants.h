// Who a contestant of a book is. Pure, safe from any thread.
#ifndef GREENLEDGER_SERVICES_LEDGER_RULES_CONTESTANTS_H_
#define GREENLEDGER_SERVICES_LEDGER_RULES_CONTESTANTS_H_

#include <cstdint>
#include <string_view>

#include "services/ledger/rules/refusal_list.h"
#include "services/ledger/rules/state.h"

namespace greenledger::rules {

// Whether the book has that household (closed or not), member or place; every
// book has its community, and no book those of another.
bool IsKnown(const BookState& state, const ContestantKey& key);

// The same; adds why not: HOUSEHOLD_UNKNOWN, MEMBER_UNKNOWN, PLACE_UNKNOWN, or
// CONTESTANT_WRONG for one of another book.
bool CheckKnown(const BookState& state, const ContestantKey& key,
                std::string_view field, const RefusalList& refusals);

// The household of a household or person of this book; 0 for others.
uint64_t HouseholdOf(const ContestantKey& key);

}  // namespace greenledger::rules

#endif  // GREENLEDGER_SERVICES_LEDGER_RULES_CONTESTANTS_H_
