// Holds a server's books against the count a workload was invented with.
#ifndef GREENLEDGER_CLIENTS_CLI_COMPARE_H_
#define GREENLEDGER_CLIENTS_CLI_COMPARE_H_

#include <string>

#include "clients/cli/session.h"

namespace greenledger::cli {

// Compares the totals of every book in `<folder>/summary.json` with the
// server's and lists what differs. kRefused if anything does.
ExitCode CompareWithSummary(Session& session, const std::string& folder);

}  // namespace greenledger::cli

#endif  // GREENLEDGER_CLIENTS_CLI_COMPARE_H_
