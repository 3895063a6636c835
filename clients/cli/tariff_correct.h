// greenledger tariff correct|correction
#ifndef GREENLEDGER_CLIENTS_CLI_TARIFF_CORRECT_H_
#define GREENLEDGER_CLIENTS_CLI_TARIFF_CORRECT_H_

#include <CLI/CLI.hpp>

#include "clients/cli/session.h"

namespace greenledger::cli {

// Adds both verbs to the noun `tariff`.
void AddTariffCorrect(CLI::App& noun, Session& session);

}  // namespace greenledger::cli

#endif  // GREENLEDGER_CLIENTS_CLI_TARIFF_CORRECT_H_
