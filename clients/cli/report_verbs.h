// The verbs of the noun `report`.
#ifndef GREENLEDGER_CLIENTS_CLI_REPORT_VERBS_H_
#define GREENLEDGER_CLIENTS_CLI_REPORT_VERBS_H_

#include <CLI/CLI.hpp>

#include "clients/cli/session.h"

namespace greenledger::cli {

void AddReportMass(CLI::App& noun, Session& session);
void AddReportKiosks(CLI::App& noun, Session& session);
void AddReportUptime(CLI::App& noun, Session& session);
void AddReportClearance(CLI::App& noun, Session& session);
void AddReportDay(CLI::App& noun, Session& session);
void AddReportPoints(CLI::App& noun, Session& session);
void AddReportCredits(CLI::App& noun, Session& session);

}  // namespace greenledger::cli

#endif  // GREENLEDGER_CLIENTS_CLI_REPORT_VERBS_H_
