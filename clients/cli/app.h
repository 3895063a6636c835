// The program `greenledger` as a function.
#ifndef GREENLEDGER_CLIENTS_CLI_APP_H_
#define GREENLEDGER_CLIENTS_CLI_APP_H_

#include <string>
#include <vector>

#include "clients/cli/exit_code.h"
#include "clients/cli/session.h"

namespace greenledger::cli {

// Reads the command line (without the program's name) and does what it says.
ExitCode Run(const std::vector<std::string>& arguments,
             const Surroundings& around);

// Whether `address` is one that never leaves this machine: `unix:PATH`, or
// HOST:PORT with localhost, 127.x.x.x or [::1].
bool IsLocalAddress(const std::string& address);

}  // namespace greenledger::cli

#endif  // GREENLEDGER_CLIENTS_CLI_APP_H_
