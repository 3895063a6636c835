// Single entries of an exported log.
#ifndef GREENLEDGER_CLIENTS_CLI_LOG_ENTRIES_H_
#define GREENLEDGER_CLIENTS_CLI_LOG_ENTRIES_H_

#include <cstdint>
#include <string>

#include "services/ledger/rules/rerate.h"

namespace greenledger::cli {

// Reads entries of the folder's log, which has `size`. OUT_OF_RANGE for one
// behind them; DATA_LOSS for one that is damaged; other codes: a file could not
// be read.
rules::EntryAt EntriesInLog(const std::string& folder, uint64_t size);

}  // namespace greenledger::cli

#endif  // GREENLEDGER_CLIENTS_CLI_LOG_ENTRIES_H_
