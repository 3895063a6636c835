// Why a contestant is where it is, in words.
#ifndef GREENLEDGER_CLIENTS_CLI_CAMPAIGN_EXPLANATION_H_
#define GREENLEDGER_CLIENTS_CLI_CAMPAIGN_EXPLANATION_H_

#include <string>

#include "clients/cli/language.h"
#include "greenledger/v1/scheme.pb.h"
#include "greenledger/v1/selection_service.pb.h"

namespace greenledger::cli {

// `household 12: not eligible` and a line for each reason, such as `11 of 12
// active months`; or its rank, and what each measure adds to its score. Ends
// with a line feed.
std::string ExplanationText(const v1::Contestant& contestant,
                            const v1::ExplainContestantResponse& explanation,
                            const v1::Scheme& scheme, Language language);

}  // namespace greenledger::cli

#endif  // GREENLEDGER_CLIENTS_CLI_CAMPAIGN_EXPLANATION_H_
