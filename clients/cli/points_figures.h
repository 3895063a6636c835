// A community's figures about points.
#ifndef GREENLEDGER_CLIENTS_CLI_POINTS_FIGURES_H_
#define GREENLEDGER_CLIENTS_CLI_POINTS_FIGURES_H_

#include "clients/cli/session.h"
#include "greenledger/v1/points_service.pb.h"

namespace greenledger::cli {

// Asks the server for those of the session's book; reports an error.
ExitCode GetPointsFigures(Session& session,
                          v1::GetPointsFiguresResponse* figures);

// Budgets with what was issued, promised and is left; one a line for programs.
void PrintBudgets(Session& session,
                  const v1::GetPointsFiguresResponse& figures);

// Open prize pools with what is left.
void PrintPools(Session& session, const v1::GetPointsFiguresResponse& figures);

}  // namespace greenledger::cli

#endif  // GREENLEDGER_CLIENTS_CLI_POINTS_FIGURES_H_
