// Name and contact of whoever objects: sealed for the committee's key, never on
// the command line, never in the book.
#ifndef GREENLEDGER_CLIENTS_CLI_OBJECTION_CONTACT_H_
#define GREENLEDGER_CLIENTS_CLI_OBJECTION_CONTACT_H_

#include <CLI/CLI.hpp>
#include <string>

#include "clients/cli/session.h"

namespace greenledger::cli {

// Reads name and contact from `file` (`-` is standard input) and seals them for
// the key in `public_key_file`. kUsage after saying what is wrong.
ExitCode SealContact(Session& session, const std::string& file,
                     const std::string& public_key_file, std::string* sealed);

// The verbs contact and erase-contact.
void AddObjectionContact(CLI::App& noun, Session& session);

}  // namespace greenledger::cli

#endif  // GREENLEDGER_CLIENTS_CLI_OBJECTION_CONTACT_H_
