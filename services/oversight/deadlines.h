// Deadlines of clearances that were missed and that no entry tells yet.
#ifndef GREENLEDGER_SERVICES_OVERSIGHT_DEADLINES_H_
#define GREENLEDGER_SERVICES_OVERSIGHT_DEADLINES_H_

#include <cstdint>
#include <vector>

#include "services/ledger/rules/state.h"

namespace greenledger::oversight {

// At most `most` of them: those that records proved and, of each bin of a
// silent kiosk, the first.
std::vector<v1::ClearanceMissed> DeadlinesToTell(const rules::BookState& state,
                                                 int64_t now_us, size_t most);

}  // namespace greenledger::oversight

#endif  // GREENLEDGER_SERVICES_OVERSIGHT_DEADLINES_H_
