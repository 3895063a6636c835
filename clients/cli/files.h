// Files that a person names on the command line.
#ifndef GREENLEDGER_CLIENTS_CLI_FILES_H_
#define GREENLEDGER_CLIENTS_CLI_FILES_H_

#include <cstddef>
#include <string>

#include "clients/cli/session.h"

namespace greenledger::cli {

// Bytes of the largest entry (storage/FORMAT.md).
inline constexpr size_t kEntryBytesMax = 65'535;

// Reads the file into `*bytes`; if it cannot be read or is longer than
// `bytes_max`, says so and returns false.
bool ReadNamedFile(Session& session, const std::string& path, size_t bytes_max,
                   std::string* bytes);

}  // namespace greenledger::cli

#endif  // GREENLEDGER_CLIENTS_CLI_FILES_H_
