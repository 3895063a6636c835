// How a kiosk is, for a technician and for whoever watches many of them.
#ifndef GREENLEDGER_CLIENTS_KIOSK_AGENT_HEALTH_H_
#define GREENLEDGER_CLIENTS_KIOSK_AGENT_HEALTH_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "clients/cli/language.h"
#include "clients/kiosk/greenledger_kiosk.h"

namespace greenledger::kiosk {

// The status as a JSON object; its names are those of AgentStatus.
std::string HealthJson(const AgentStatus& status);

// What HealthJson wrote. INVALID_ARGUMENT if it is no such object.
absl::StatusOr<AgentStatus> ParseHealth(const std::string& json);

// Replaces `health.json` in the state folder as a whole.
absl::Status WriteHealth(const std::string& folder, const AgentStatus& status);
absl::StatusOr<AgentStatus> ReadHealth(const std::string& folder);

// For the screen of a telephone: no line is wider than 40 columns.
// `now_us` says how old it is.
std::string StatusText(const AgentStatus& status, int64_t now_us,
                       cli::Language language);

}  // namespace greenledger::kiosk

#endif  // GREENLEDGER_CLIENTS_KIOSK_AGENT_HEALTH_H_
