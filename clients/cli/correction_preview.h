// What a correction of a tariff would change, household by household.
#ifndef GREENLEDGER_CLIENTS_CLI_CORRECTION_PREVIEW_H_
#define GREENLEDGER_CLIENTS_CLI_CORRECTION_PREVIEW_H_

#include "clients/cli/session.h"
#include "greenledger/v1/correction.pb.h"

namespace greenledger::cli {

// Prints a line for each household in which something changes, as the server
// works it out, and the totals; as comma-separated values if `csv`. Memory does
// not grow with the number of households.
ExitCode PreviewCorrection(Session& session,
                           const v1::CorrectionBegun& correction, bool csv);

}  // namespace greenledger::cli

#endif  // GREENLEDGER_CLIENTS_CLI_CORRECTION_PREVIEW_H_
