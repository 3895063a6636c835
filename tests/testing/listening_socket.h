// A TCP socket that listens on this machine.
#ifndef GREENLEDGER_TESTS_TESTING_LISTENING_SOCKET_H_
#define GREENLEDGER_TESTS_TESTING_LISTENING_SOCKET_H_

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <sys/socket.h>

namespace greenledger::testing {

// On any free port, which nobody else can take while it is open; the test fails
// if there is none. The caller closes it.
inline int ListenSomewhere(int* port) {
  const int made = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof(address);
  if (made < 0 ||
      bind(made, reinterpret_cast<sockaddr*>(&address), size) != 0 ||
      listen(made, 1024) != 0 ||
      getsockname(made, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
    ADD_FAILURE() << "cannot listen";
  }
  *port = ntohs(address.sin_port);
  return made;
}

}  // namespace greenledger::testing

#endif  // GREENLEDGER_TESTS_TESTING_LISTENING_SOCKET_H_
