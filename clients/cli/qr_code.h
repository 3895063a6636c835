// QR codes on a terminal.
#ifndef GREENLEDGER_CLIENTS_CLI_QR_CODE_H_
#define GREENLEDGER_CLIENTS_CLI_QR_CODE_H_

#include <string>

#include "absl/status/statusor.h"

namespace greenledger::cli {

// The text as a QR code of half blocks, dark on light: one character is two
// modules high and one wide, with the quiet zone of four modules that ISO/IEC
// 18004 wants. INVALID_ARGUMENT for an empty text or one with NUL,
// OUT_OF_RANGE for one that no QR code holds.
absl::StatusOr<std::string> QrCode(const std::string& text);

}  // namespace greenledger::cli

#endif  // GREENLEDGER_CLIENTS_CLI_QR_CODE_H_
