// The parts that all entries are built from.
#ifndef GREENLEDGER_SERVICES_LEDGER_RULES_ENTRY_BUILDER_H_
#define GREENLEDGER_SERVICES_LEDGER_RULES_ENTRY_BUILDER_H_

#include <cstdint>
#include <utility>

#include "greenledger/v1/entry.pb.h"
#include "services/ledger/rules/state.h"

namespace greenledger::rules {

// An account of one asset: whose it is and that owner's number.
using Account = std::pair<v1::AccountOwner, uint64_t>;

// Sets index, time, book and, if `household` is not 0, the household's own
// numbering.
void NumberEntry(const BookState& state, int64_t time_us, uint64_t household,
                 v1::Entry* entry);

// NumberEntry on an emptied `entry`, whose memory is used again. Of a drop the
// body and the actor are left to be set anew.
void BeginEntry(const BookState& state, int64_t time_us, uint64_t household,
                v1::Entry* entry);

// Adds both legs of moving `amount` (> 0) from one account to another.
void AddTransfer(v1::AccountOwner from, uint64_t from_number,
                 v1::AccountOwner to, uint64_t to_number, v1::Asset asset,
                 uint32_t class_code, int64_t amount, v1::Entry* entry);

}  // namespace greenledger::rules

#endif  // GREENLEDGER_SERVICES_LEDGER_RULES_ENTRY_BUILDER_H_
