// What is due in a book: holds whose time is over, lots whose last day is over.
// Pure.
#ifndef GREENLEDGER_SERVICES_POINTS_DUE_H_
#define GREENLEDGER_SERVICES_POINTS_DUE_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "greenledger/v1/entry.pb.h"
#include "services/ledger/rules/state.h"

namespace greenledger::points {

// The voids of holds that ended before `now_us`, the first to end first, at
// most `most`.
std::vector<v1::Entry> HoldsToVoid(const rules::BookState& state,
                                   int64_t now_us, size_t most);

// Where a look through all households is.
struct Cursor {
  size_t slot = 0;  // in state.households()
};

// The expiries of lots whose last day is before `today`. Looks at no more than
// `look` households from the cursor on and stops after `most` entries; the
// cursor is past the last household at the end.
std::vector<v1::Entry> LotsToExpire(const rules::BookState& state,
                                    int32_t today, size_t look, size_t most,
                                    Cursor* cursor);

}  // namespace greenledger::points

#endif  // GREENLEDGER_SERVICES_POINTS_DUE_H_
