// The agent as a program: uploads on one thread, the local socket on another.
#ifndef GREENLEDGER_CLIENTS_KIOSK_AGENT_RUN_H_
#define GREENLEDGER_CLIENTS_KIOSK_AGENT_RUN_H_

#include <csignal>
#include <functional>
#include <string>

#include "absl/status/status.h"
#include "clients/kiosk/greenledger_kiosk.h"

namespace greenledger::kiosk {

// Runs until one of the signals, which the caller blocked before it started
// any thread, and then ends in order; calls `ready` when the socket takes
// requests. Errors as Agent::Open and LocalServer::Open; DATA_LOSS if the
// journal failed while it ran.
absl::Status RunAgent(AgentOptions options, const std::string& socket,
                      const sigset_t& signals,
                      const std::function<void()>& ready);

}  // namespace greenledger::kiosk

#endif  // GREENLEDGER_CLIENTS_KIOSK_AGENT_RUN_H_
