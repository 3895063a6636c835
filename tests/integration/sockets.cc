#include "tests/integration/sockets.h"

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdlib>
#include <string>

#include "gtest/gtest.h"

namespace greenledger::integration {

int PortOf(std::string_view address) {
  return std::atoi(std::string(address.substr(address.rfind(':') + 1)).c_str());
}

int ConnectTo(int port) {
  const int made = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (made >= 0 && connect(made, reinterpret_cast<const sockaddr*>(&address),
                           sizeof(address)) == 0) {
    return made;
  }
  ADD_FAILURE() << "cannot connect to port " << port;
  close(made);
  return -1;
}

bool IsClosed(int socket, std::chrono::milliseconds limit) {
  using Clock = std::chrono::steady_clock;
  const auto end = Clock::now() + limit;
  for (auto now = Clock::now(); now < end; now = Clock::now()) {
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(end - now);
    char buffer[4096];
    pollfd readable{socket, POLLIN, 0};
    if (poll(&readable, 1, static_cast<int>(left.count())) == 1 &&
        read(socket, buffer, sizeof(buffer)) <= 0) {
      return true;
    }
  }
  return false;
}

}  // namespace greenledger::integration
