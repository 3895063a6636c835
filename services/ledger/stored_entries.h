// Stored entries as messages.
#ifndef GREENLEDGER_SERVICES_LEDGER_STORED_ENTRIES_H_
#define GREENLEDGER_SERVICES_LEDGER_STORED_ENTRIES_H_

#include <cstdint>
#include <functional>
#include <string_view>

#include "greenledger/v1/entry.pb.h"
#include "storage/store.h"

namespace greenledger::ledger {

// Reads one entry; false if there is none or it cannot be read.
bool ReadEntry(const storage::Store& store, uint64_t book, uint64_t index,
               v1::Entry* entry);

// Reads entries [from, to) in order; false, and a line in the log, if that
// fails.
bool ReadEntries(const storage::Store& store, uint64_t book, uint64_t from,
                 uint64_t to,
                 const std::function<void(const v1::Entry&)>& visit);

// The bytes of the entries of households that are wanted. None is parsed, which
// makes passing over a whole book many times faster.
bool ReadEntriesOf(
    const storage::Store& store, uint64_t book, uint64_t from, uint64_t to,
    const std::function<bool(uint64_t household)>& wants,
    const std::function<void(uint64_t index, std::string_view bytes)>& visit);

// The household of a stored entry, read from its first bytes; 0 if none.
uint64_t HouseholdIn(std::string_view entry_bytes);

// The first entry in [0, end) that is not before `time_us`, by halves; `end` if
// there is none, or if one cannot be read.
uint64_t FirstFrom(const storage::Store& store, uint64_t book, uint64_t end,
                   int64_t time_us);

}  // namespace greenledger::ledger

#endif  // GREENLEDGER_SERVICES_LEDGER_STORED_ENTRIES_H_
