// Until when something is good, as people type it.
#ifndef GREENLEDGER_CLIENTS_CLI_DEADLINE_H_
#define GREENLEDGER_CLIENTS_CLI_DEADLINE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "clients/cli/session.h"

namespace greenledger::cli {

// The moment that `text` names, microseconds since 1970-01-01 UTC: so many
// minutes, hours or days from now (`90m`, `12h`, `7d`), the end of a local day
// (`2026-06-30`) or a local time (`2026-06-30T18:00`). Nothing for any other
// text.
std::optional<int64_t> ParseDeadline(std::string_view text, int64_t now_us,
                                     int32_t utc_offset_minutes);

// The same in the local time of the session's book. An exit code if there is no
// such moment, or the server does not tell how far the book is from UTC.
std::optional<ExitCode> ReadDeadline(Session& session, const std::string& text,
                                     int64_t* time_us);

}  // namespace greenledger::cli

#endif  // GREENLEDGER_CLIENTS_CLI_DEADLINE_H_
