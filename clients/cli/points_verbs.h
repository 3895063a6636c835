// The verbs of the noun `points` that have files of their own.
#ifndef GREENLEDGER_CLIENTS_CLI_POINTS_VERBS_H_
#define GREENLEDGER_CLIENTS_CLI_POINTS_VERBS_H_

#include <CLI/CLI.hpp>

#include "clients/cli/session.h"

namespace greenledger::cli {

void AddPointsStatement(CLI::App& noun, Session& session);

}  // namespace greenledger::cli

#endif  // GREENLEDGER_CLIENTS_CLI_POINTS_VERBS_H_
