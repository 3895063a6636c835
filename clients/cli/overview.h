// All communities of a server on one page.
#ifndef GREENLEDGER_CLIENTS_CLI_OVERVIEW_H_
#define GREENLEDGER_CLIENTS_CLI_OVERVIEW_H_

#include "clients/cli/session.h"

namespace greenledger::cli {

// Prints a line for each book with what was returned per class and issued, and
// their sum.
ExitCode Overview(Session& session);

}  // namespace greenledger::cli

#endif  // GREENLEDGER_CLIENTS_CLI_OVERVIEW_H_
