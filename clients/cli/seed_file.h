// Seeds of draws, which lie in files: a command line can be read by others.
#ifndef GREENLEDGER_CLIENTS_CLI_SEED_FILE_H_
#define GREENLEDGER_CLIENTS_CLI_SEED_FILE_H_

#include <cstddef>
#include <string>

#include "clients/cli/session.h"

namespace greenledger::cli {

// Bytes of a seed.
inline constexpr size_t kSeedBytes = 32;

// Reads the 32 bytes of a seed; says what is wrong with the file and returns
// kUsage.
ExitCode ReadSeed(Session& session, const std::string& path, std::string* seed);

// The same, but a file that does not exist yet is made, with mode 0600, of
// unpredictable bytes; in a dry run it is not written.
ExitCode ReadOrMakeSeed(Session& session, const std::string& path,
                        std::string* seed);

}  // namespace greenledger::cli

#endif  // GREENLEDGER_CLIENTS_CLI_SEED_FILE_H_
