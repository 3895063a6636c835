// Entries as text and JSON.
#ifndef GREENLEDGER_CLIENTS_CLI_ENTRY_TEXT_H_
#define GREENLEDGER_CLIENTS_CLI_ENTRY_TEXT_H_

#include <cstdint>
#include <string>

#include "clients/cli/language.h"
#include "greenledger/v1/entry.pb.h"

namespace greenledger::cli {

// Milli-points (of merit) that the entry moved to households and suspense, less
// what it took from them; what an entry claims from suspense counts once, for
// the household.
int64_t PointsMoved(const v1::Entry& entry);
int64_t MeritMoved(const v1::Entry& entry);

// What the entry says, other than a drop's amount: who, which and why.
std::string EntryDetail(const v1::Entry& entry, Language language);

// The entry as one JSON object, with the kiosk's record decoded beside it
// under `record`.
std::string EntryJson(const v1::Entry& entry);

}  // namespace greenledger::cli

#endif  // GREENLEDGER_CLIENTS_CLI_ENTRY_TEXT_H_
