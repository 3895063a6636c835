// Verbs of `greenledger kiosk` that have a file of their own.
#ifndef GREENLEDGER_CLIENTS_CLI_KIOSK_VERBS_H_
#define GREENLEDGER_CLIENTS_CLI_KIOSK_VERBS_H_

#include <CLI/CLI.hpp>

#include "clients/cli/session.h"

namespace greenledger::cli {

void AddKioskConformance(CLI::App& noun, Session& session);

}  // namespace greenledger::cli

#endif  // GREENLEDGER_CLIENTS_CLI_KIOSK_VERBS_H_
