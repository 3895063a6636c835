// What entries about clearances, material, anomalies and reversals say.
#ifndef GREENLEDGER_CLIENTS_CLI_OVERSIGHT_TEXT_H_
#define GREENLEDGER_CLIENTS_CLI_OVERSIGHT_TEXT_H_

#include <string>

#include "clients/cli/language.h"
#include "greenledger/v1/entry.pb.h"

namespace greenledger::cli {

// What was found, where and by which rule.
std::string AnomalyText(const v1::AnomalyRaised& raised, Language language);

// One line; empty for an entry of another kind.
std::string OversightDetail(const v1::Entry& entry, Language language);

}  // namespace greenledger::cli

#endif  // GREENLEDGER_CLIENTS_CLI_OVERSIGHT_TEXT_H_
