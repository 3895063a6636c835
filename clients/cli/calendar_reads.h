// What the server says of calendars and activity rules.
#ifndef GREENLEDGER_CLIENTS_CLI_CALENDAR_READS_H_
#define GREENLEDGER_CLIENTS_CLI_CALENDAR_READS_H_

#include "clients/cli/session.h"

namespace greenledger::cli {

// Reads those of the session's book; reports an error.
ExitCode GetCalendar(Session& session, v1::GetCalendarResponse* response);

}  // namespace greenledger::cli

#endif  // GREENLEDGER_CLIENTS_CLI_CALENDAR_READS_H_
