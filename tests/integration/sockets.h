// Plain TCP sockets of this machine.
#ifndef GREENLEDGER_TESTS_INTEGRATION_SOCKETS_H_
#define GREENLEDGER_TESTS_INTEGRATION_SOCKETS_H_

#include <chrono>
#include <string_view>

namespace greenledger::integration {

// Port of `host:port`.
int PortOf(std::string_view address);

// A connected socket to `port`; the test fails and it is -1 if there is none.
int ConnectTo(int port);

// Whether the other side closes the connection before `limit` is over. What it
// sends meanwhile is thrown away.
bool IsClosed(int socket, std::chrono::milliseconds limit);

}  // namespace greenledger::integration

#endif  // GREENLEDGER_TESTS_INTEGRATION_SOCKETS_H_
