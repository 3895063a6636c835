// What `greenledger campaign recompute` says.
#ifndef GREENLEDGER_CLIENTS_CLI_RECOMPUTED_TEXT_H_
#define GREENLEDGER_CLIENTS_CLI_RECOMPUTED_TEXT_H_

#include "clients/cli/recomputed_lists.h"
#include "clients/cli/session.h"

namespace greenledger::cli {

// The list as it follows from the entries, with all digests: a table, or one
// line of JSON.
void PrintList(Session& session, const BookedList& booked,
               const RecomputedList& again);

// Names a difference on standard error: where it is, what the book says and
// what its entries give. Returns kVerificationFailed.
ExitCode ReportDifference(Session& session, const BookedList& booked,
                          const RecomputedList& again,
                          const ListDifference& difference);

}  // namespace greenledger::cli

#endif  // GREENLEDGER_CLIENTS_CLI_RECOMPUTED_TEXT_H_
