// Verbs of the noun `household` in files of their own.
#ifndef GREENLEDGER_CLIENTS_CLI_HOUSEHOLD_VERBS_H_
#define GREENLEDGER_CLIENTS_CLI_HOUSEHOLD_VERBS_H_

#include <CLI/CLI.hpp>

#include "clients/cli/session.h"

namespace greenledger::cli {

void AddHouseholdMove(CLI::App& noun, Session& session);

}  // namespace greenledger::cli

#endif  // GREENLEDGER_CLIENTS_CLI_HOUSEHOLD_VERBS_H_
