// Codes that a person carries from one place to another, once: what a device
// enrols with, what goods are picked up with. Only their hashes are stored.
#ifndef GREENLEDGER_CLIENTS_CLI_ONE_TIME_CODE_H_
#define GREENLEDGER_CLIENTS_CLI_ONE_TIME_CODE_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "clients/cli/session.h"

namespace greenledger::cli {

inline constexpr size_t kCodeCharacters = 20;

// A code of 100 bits: 20 characters of Crockford's base 32 in five groups.
// REQUIRES: bytes.size() >= kCodeCharacters.
std::string OneTimeCode(std::string_view bytes);

// A code as somebody typed it, in upper case without spaces and hyphens.
// Nothing if that is not 8 to 64 letters and digits.
std::optional<std::string> PlainCode(std::string_view typed);

// Says that `typed` is no code; returns kUsage.
ExitCode ReportBadCode(Session& session, const std::string& typed);

// SHA-256 of a code, 32 bytes. REQUIRES: PlainCode takes it.
std::string CodeHash(std::string_view code);

// Prints the code below `heading`, with `qr` as a QR code, too; for programs as
// `{"code":...}`.
ExitCode ShowCode(Session& session, const std::string& heading,
                  const std::string& code, bool qr);

}  // namespace greenledger::cli

#endif  // GREENLEDGER_CLIENTS_CLI_ONE_TIME_CODE_H_
