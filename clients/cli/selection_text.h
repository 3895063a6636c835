// Entries about campaigns, objections and titles, as text.
#ifndef GREENLEDGER_CLIENTS_CLI_SELECTION_TEXT_H_
#define GREENLEDGER_CLIENTS_CLI_SELECTION_TEXT_H_

#include <string>

#include "clients/cli/language.h"
#include "greenledger/v1/entry.pb.h"

namespace greenledger::cli {

// What an entry about a campaign, declaration, nomination, objection or title
// says; empty for others.
std::string SelectionDetail(const v1::Entry& entry, Language language);

}  // namespace greenledger::cli

#endif  // GREENLEDGER_CLIENTS_CLI_SELECTION_TEXT_H_
