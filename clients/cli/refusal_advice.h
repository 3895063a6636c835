// What a person can do about a refusal.
#ifndef GREENLEDGER_CLIENTS_CLI_REFUSAL_ADVICE_H_
#define GREENLEDGER_CLIENTS_CLI_REFUSAL_ADVICE_H_

#include "clients/cli/language.h"
#include "greenledger/v1/entry.pb.h"

namespace greenledger::cli {

// What to do next; both texts are empty where the reason itself says it.
Text RefusalAdvice(v1::RefusalReason reason);

}  // namespace greenledger::cli

#endif  // GREENLEDGER_CLIENTS_CLI_REFUSAL_ADVICE_H_
