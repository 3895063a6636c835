// Files that hold secrets.
#ifndef GREENLEDGER_CLIENTS_CLI_PKI_FILES_H_
#define GREENLEDGER_CLIENTS_CLI_PKI_FILES_H_

#include <sys/types.h>

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace greenledger::pki {

// Makes the folder and those above it that are missing, with mode 0700.
absl::Status MakePrivateFolder(const std::string& path);

// Writes a file that has `mode` from the moment it exists. ALREADY_EXISTS if
// there is one.
absl::Status WriteNewFile(const std::string& path, std::string_view content,
                          mode_t mode);

// The whole content. NOT_FOUND if there is no such file, OUT_OF_RANGE if it has
// more than `bytes_max` bytes.
absl::StatusOr<std::string> ReadSmallFile(const std::string& path,
                                          size_t bytes_max);

}  // namespace greenledger::pki

#endif  // GREENLEDGER_CLIENTS_CLI_PKI_FILES_H_
