// A refusal as a sentence.
#ifndef GREENLEDGER_CLIENTS_CLI_REFUSAL_TEXT_H_
#define GREENLEDGER_CLIENTS_CLI_REFUSAL_TEXT_H_

#include <string>

#include "clients/cli/language.h"
#include "clients/cli/refusal_advice.h"
#include "clients/cli/session.h"
#include "greenledger/v1/entry.pb.h"

namespace greenledger::cli {

// The field, why it was refused, and what the refusal's value says: what was
// found in the field, or what there is instead, such as the points that are
// free.
std::string RefusalText(const v1::Refusal& refusal, Language language);

// Prints one of them a line to standard error, each with what to do about it
// in the line below, where there is something to say.
template <typename Refusals>
void PrintRefusals(Session& session, const Refusals& refusals) {
  session.PrintError(session.Say("服务器拒绝了命令，没有任何改动",
                                 "the server refused; nothing was changed"));
  for (const v1::Refusal& refusal : refusals) {
    session.around.err << "  " << RefusalText(refusal, session.language)
                       << "\n";
    const std::string advice =
        In(session.language, RefusalAdvice(refusal.reason()));
    if (!advice.empty()) session.around.err << "    " << advice << "\n";
  }
}

}  // namespace greenledger::cli

#endif  // GREENLEDGER_CLIENTS_CLI_REFUSAL_TEXT_H_
