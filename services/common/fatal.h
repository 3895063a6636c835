// How the server ends when it must not go on.
#ifndef GREENLEDGER_SERVICES_COMMON_FATAL_H_
#define GREENLEDGER_SERVICES_COMMON_FATAL_H_

#include <string_view>

namespace greenledger::common {

// The exit codes of greenledgerd.
enum class ExitCode : int {
  kOk = 0,
  // Anything that has no code of its own.
  kFailed = 1,
  // Bad arguments or configuration.
  kUsage = 2,
  // Acknowledged data is missing or damaged. A restart does not help.
  kDataLoss = 3,
  // The data folder was written by a newer version.
  kNewerSchema = 4,
  // Another process has the data folder open.
  kFolderInUse = 5,
  // A write or sync failed, so what is on disk is unknown. A restart reads it
  // again and finds out.
  kWriteFailed = 74,
};

// Writes one line (event `fatal`) to standard error and ends the
// process at once: no destructor runs and nothing is written, because what is
// in memory may be wrong or ahead of the disk.
[[noreturn]] void Fatal(ExitCode code, std::string_view event,
                        std::string_view reason);

}  // namespace greenledger::common

#endif  // GREENLEDGER_SERVICES_COMMON_FATAL_H_
