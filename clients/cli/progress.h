// A bar on standard error while many calls are made; nothing if that is no
// terminal.
#ifndef GREENLEDGER_CLIENTS_CLI_PROGRESS_H_
#define GREENLEDGER_CLIENTS_CLI_PROGRESS_H_

#include <cstdint>
#include <ostream>
#include <string>

#include "clients/cli/session.h"

namespace greenledger::cli {

class Progress {
 public:
  Progress(const Session& session, std::string label);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  // A single step shows no bar.
  void Show(uint64_t done, uint64_t total);

 private:
  std::ostream& err_;
  const bool visible_;
  const std::string label_;
};

}  // namespace greenledger::cli

#endif  // GREENLEDGER_CLIENTS_CLI_PROGRESS_H_
