// Entries about points and goods as text.
#ifndef GREENLEDGER_CLIENTS_CLI_POINTS_TEXT_H_
#define GREENLEDGER_CLIENTS_CLI_POINTS_TEXT_H_

#include <string>

#include "clients/cli/language.h"
#include "greenledger/v1/entry.pb.h"

namespace greenledger::cli {

// What an entry about holds, adjustments, penalties, budgets, prizes, moves or
// corrections says; empty for every other kind.
std::string PointsDetail(const v1::Entry& entry, Language language);

// What an entry about the catalogue, stocks or articles says; empty for every
// other kind.
std::string RewardsDetail(const v1::Entry& entry, Language language);

}  // namespace greenledger::cli

#endif  // GREENLEDGER_CLIENTS_CLI_POINTS_TEXT_H_
