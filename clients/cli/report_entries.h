// What reports are made of: every entry of a book, read from the server once.
#ifndef GREENLEDGER_CLIENTS_CLI_REPORT_ENTRIES_H_
#define GREENLEDGER_CLIENTS_CLI_REPORT_ENTRIES_H_

#include <cstdint>
#include <functional>
#include <optional>

#include "clients/cli/session.h"
#include "greenledger/v1/entry.pb.h"
#include "greenledger/v1/record.pb.h"

namespace greenledger::cli {

// Reads the book to its present end; reports an error. Entry 0 tells the
// book's distance from UTC.
ExitCode ForEachEntry(Session& session,
                      const std::function<void(const v1::Entry&)>& take);

// The same for the entries before index `end`.
ExitCode ForEachEntryBefore(Session& session, uint64_t end,
                            const std::function<void(const v1::Entry&)>& take);

// The record that an entry comes from; nothing if it comes from none or the
// record cannot be read.
std::optional<v1::Record> RecordOf(const v1::Entry& entry);

// When a record was made: by the kiosk's clock if that was synchronised, else
// when it was received.
int64_t MadeAt(const v1::Entry& entry, const v1::Record& record);

}  // namespace greenledger::cli

#endif  // GREENLEDGER_CLIENTS_CLI_REPORT_ENTRIES_H_
