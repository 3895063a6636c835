// The verb of `card` that gives a household what an unknown card returned.
#ifndef GREENLEDGER_CLIENTS_CLI_CARD_CLAIM_H_
#define GREENLEDGER_CLIENTS_CLI_CARD_CLAIM_H_

#include <CLI/CLI.hpp>

#include "clients/cli/session.h"

namespace greenledger::cli {

// `session` must outlive the noun.
void AddCardClaim(CLI::App& noun, Session& session);

}  // namespace greenledger::cli

#endif  // GREENLEDGER_CLIENTS_CLI_CARD_CLAIM_H_
