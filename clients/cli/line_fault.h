// What is wrong with a line of a file.
#ifndef GREENLEDGER_CLIENTS_CLI_LINE_FAULT_H_
#define GREENLEDGER_CLIENTS_CLI_LINE_FAULT_H_

#include <cstddef>
#include <string>
#include <vector>

#include "clients/cli/language.h"
#include "clients/cli/session.h"

namespace greenledger::cli {

struct LineFault {
  // From 1.
  size_t line = 0;
  // The column's name; empty for the line as a whole.
  std::string column;
  // What was found.
  std::string value;
  // What would be right or why it is refused, in the user's language.
  std::string problem;
};

// `expected TEXT`, in that language.
std::string Expected(Language language, const Text& text);

// Prints every fault as `FILE:LINE: COLUMN: "VALUE": PROBLEM`, by line (as
// JSON objects with --json), then how many there are and what follows, such as
// `nothing was stored`.
void PrintFaults(Session& session, const std::string& file,
                 std::vector<LineFault> faults, const Text& consequence);

}  // namespace greenledger::cli

#endif  // GREENLEDGER_CLIENTS_CLI_LINE_FAULT_H_
