// greenledger kiosk invite|revoke|devices
#ifndef GREENLEDGER_CLIENTS_CLI_KIOSK_DEVICE_H_
#define GREENLEDGER_CLIENTS_CLI_KIOSK_DEVICE_H_

#include <CLI/CLI.hpp>
#include <string>
#include <string_view>

#include "clients/cli/session.h"

namespace greenledger::cli {

// A one-time code of 100 bits: 20 characters of Crockford's base 32 in five
// groups. REQUIRES: bytes.size() >= 20.
std::string EnrolmentCode(std::string_view bytes);

void AddDeviceVerbs(CLI::App& kiosk, Session& session);

}  // namespace greenledger::cli

#endif  // GREENLEDGER_CLIENTS_CLI_KIOSK_DEVICE_H_
