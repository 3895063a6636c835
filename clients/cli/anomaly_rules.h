// greenledger anomaly rules
#ifndef GREENLEDGER_CLIENTS_CLI_ANOMALY_RULES_H_
#define GREENLEDGER_CLIENTS_CLI_ANOMALY_RULES_H_

#include <CLI/CLI.hpp>

#include "clients/cli/session.h"

namespace greenledger::cli {

// Puts `rules` with its verbs under the noun `anomaly`.
void AddAnomalyRules(CLI::App& anomaly, Session& session);

}  // namespace greenledger::cli

#endif  // GREENLEDGER_CLIENTS_CLI_ANOMALY_RULES_H_
