// Verbs of `greenledger standing` in files of their own.
#ifndef GREENLEDGER_CLIENTS_CLI_STANDING_VERBS_H_
#define GREENLEDGER_CLIENTS_CLI_STANDING_VERBS_H_

#include <CLI/CLI.hpp>

#include "clients/cli/session.h"

namespace greenledger::cli {

// history
void AddStandingHistory(CLI::App& noun, Session& session);

}  // namespace greenledger::cli

#endif  // GREENLEDGER_CLIENTS_CLI_STANDING_VERBS_H_
