// Options that name a contestant: one way for all nouns.
//
//   --household 12                     a household
//   --household 12 --member 2          one of its members
//   --building 21, --grid 2            a place
//   --community                        the community
//   --household 12 --in-book 3101...   one of another book
#ifndef GREENLEDGER_CLIENTS_CLI_CONTESTANT_OPTION_H_
#define GREENLEDGER_CLIENTS_CLI_CONTESTANT_OPTION_H_

#include <CLI/CLI.hpp>
#include <string>

#include "clients/cli/language.h"
#include "clients/cli/session.h"
#include "greenledger/v1/evidence.pb.h"

namespace greenledger::cli {

// Exactly one contestant must be given. `contestant` must live as long as the
// command line.
void AddContestantOptions(CLI::App& verb, Session& session,
                          v1::Contestant* contestant);

// The same where none may be given; `contestant` keeps the kind UNSPECIFIED
// then.
void AddOptionalContestantOptions(CLI::App& verb, Session& session,
                                  v1::Contestant* contestant);

// `household 12, member 2`, `grid 2`, `the community`; with the book it lives
// in, if it names one.
std::string ContestantText(const v1::Contestant& contestant, Language language);

}  // namespace greenledger::cli

#endif  // GREENLEDGER_CLIENTS_CLI_CONTESTANT_OPTION_H_
