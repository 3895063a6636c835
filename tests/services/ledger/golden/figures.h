// What the books of a ledger are, as text.
#ifndef GREENLEDGER_TESTS_SERVICES_LEDGER_GOLDEN_FIGURES_H_
#define GREENLEDGER_TESTS_SERVICES_LEDGER_GOLDEN_FIGURES_H_

#include <string>

#include "tests/services/ledger/ledger_world.h"

namespace greenledger::ledger {

// A line for every book (code, size, root), then one for every balance:
// book, kind and number of the owner, asset, class, credits, debits.
std::string FiguresOf(LedgerWorld* world);

}  // namespace greenledger::ledger

#endif  // GREENLEDGER_TESTS_SERVICES_LEDGER_GOLDEN_FIGURES_H_
