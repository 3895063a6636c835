// greenledger kiosk invite|revoke|devices
#ifndef GREENLEDGER_CLIENTS_CLI_KIOSK_DEVICE_H_
#define GREENLEDGER_CLIENTS_CLI_KIOSK_DEVICE_H_

#include <CLI/CLI.hpp>

#include "clients/cli/session.h"

namespace greenledger::cli {

void AddDeviceVerbs(CLI::App& kiosk, Session& session);

}  // namespace greenledger::cli

#endif  // GREENLEDGER_CLIENTS_CLI_KIOSK_DEVICE_H_
