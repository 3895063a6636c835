// Whether an entry may be reversed.
#ifndef GREENLEDGER_SERVICES_LEDGER_RULES_REVERSAL_CHECK_H_
#define GREENLEDGER_SERVICES_LEDGER_RULES_REVERSAL_CHECK_H_

#include <optional>

#include "greenledger/v1/entry.pb.h"
#include "services/ledger/rules/state.h"

namespace greenledger::rules {

// The reason against it, if there is one: the entry is unknown (`original` is
// null), of a kind that stays, reversed before, or what it gave has gone on: a
// household's or suspense account's points and merit, a collector's material.
// A bin may fall below zero: its next clearance finds the difference.
std::optional<v1::RefusalReason> CheckReversal(
    const BookState& state, const v1::EntryReversed& reversed,
    const v1::Entry* original);

}  // namespace greenledger::rules

#endif  // GREENLEDGER_SERVICES_LEDGER_RULES_REVERSAL_CHECK_H_
