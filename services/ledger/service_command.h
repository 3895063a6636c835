// Commands that a service makes itself.
#ifndef GREENLEDGER_SERVICES_LEDGER_SERVICE_COMMAND_H_
#define GREENLEDGER_SERVICES_LEDGER_SERVICE_COMMAND_H_

#include <initializer_list>
#include <string>
#include <string_view>

namespace greenledger::ledger {

// The request id of the command that is about these things: a UUID (version 8,
// RFC 9562) of the first bits of a SHA-256, in lower case. The same things are
// the same command, also after a crash. The first names the kind of command.
std::string RequestIdOf(std::initializer_list<std::string_view> things);

}  // namespace greenledger::ledger

#endif  // GREENLEDGER_SERVICES_LEDGER_SERVICE_COMMAND_H_
