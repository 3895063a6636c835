// Work on this machine that could not be done.
#ifndef GREENLEDGER_CLIENTS_CLI_LOCAL_FAULT_H_
#define GREENLEDGER_CLIENTS_CLI_LOCAL_FAULT_H_

#include <string>

#include "absl/status/status.h"
#include "clients/cli/session.h"
#include "clients/cli/text_width.h"

namespace greenledger::cli {

// Says what is wrong with an option, a file or a folder; returns kUsage.
inline ExitCode ReportLocal(Session& session, const absl::Status& status) {
  return session.UsageError(
      Printable(std::string(status.message().data(), status.message().size())));
}

}  // namespace greenledger::cli

#endif  // GREENLEDGER_CLIENTS_CLI_LOCAL_FAULT_H_
