// Why an amount is what it is, why a record earns nothing, why a command was
// refused: one text per reason and language.
#ifndef GREENLEDGER_CLIENTS_CLI_REASONS_H_
#define GREENLEDGER_CLIENTS_CLI_REASONS_H_

#include "clients/cli/language.h"
#include "greenledger/v1/entry.pb.h"

namespace greenledger::cli {

// A value that this version does not know has the text of `..._UNSPECIFIED`.
Text ReasonText(v1::DropNote note);
Text ReasonText(v1::QuarantineReason reason);
Text ReasonText(v1::RefusalReason reason);

}  // namespace greenledger::cli

#endif  // GREENLEDGER_CLIENTS_CLI_REASONS_H_
