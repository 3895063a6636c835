// How nouns and verbs come onto the command line.
#ifndef GREENLEDGER_CLIENTS_CLI_VERB_H_
#define GREENLEDGER_CLIENTS_CLI_VERB_H_

#include <CLI/CLI.hpp>
#include <functional>
#include <string>

#include "clients/cli/session.h"

namespace greenledger::cli {

// A noun that needs a verb after it.
CLI::App* AddNoun(CLI::App& app, const Session& session,
                  const std::string& name, const Text& description);

// A verb; `examples` are whole command lines, one a line.
CLI::App* AddVerb(CLI::App& noun, const Session& session,
                  const std::string& name, const Text& description,
                  const std::string& examples);

// --dry-run.
void AddDryRun(CLI::App& verb, Session& session);

// --request-id and --dry-run.
void AddCommandOptions(CLI::App& verb, Session& session);

// What the verb does. It runs after the whole command line was read.
void Do(CLI::App& verb, Session& session, std::function<ExitCode()> action);

// The same for a verb that needs --book.
void DoInBook(CLI::App& verb, Session& session,
              std::function<ExitCode()> action);

}  // namespace greenledger::cli

#endif  // GREENLEDGER_CLIENTS_CLI_VERB_H_
