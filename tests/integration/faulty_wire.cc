#include "tests/integration/faulty_wire.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdlib>

#include "tests/integration/sockets.h"
#include "tests/testing/listening_socket.h"

namespace greenledger::integration {
namespace {

// One direction of a connection.
class Direction {
 public:
  Direction(int from, int to, const WireFault& fault)
      : from_(from), to_(to), fault_(fault) {}

  int from() const { return from_; }

  // Passes on what is there. False if the connection is over.
  bool Pass() {
    char buffer[4096];
    const ssize_t size = read(from_, buffer, sizeof(buffer));
    if (size <= 0) return false;
    const auto count = static_cast<uint64_t>(size);
    const uint64_t whole =
        std::min(count, fault_.after_bytes - std::min(fault_.after_bytes, at_));
    const bool reached = fault_.kind != WireFault::Kind::kNone && whole < count;
    at_ += count;
    if (!reached) return Write(buffer, count);
    return Write(buffer, whole) && Spoil(buffer + whole, count - whole);
  }

 private:
  bool Write(const char* bytes, uint64_t count) const {
    while (count > 0) {
      const ssize_t written = write(to_, bytes, count);
      if (written <= 0) return false;
      bytes += written;
      count -= static_cast<uint64_t>(written);
    }
    return true;
  }

  bool Spoil(char* bytes, uint64_t count) {
    switch (fault_.kind) {
      case WireFault::Kind::kReset: {
        const linger at_once{1, 0};
        setsockopt(from_, SOL_SOCKET, SO_LINGER, &at_once, sizeof(at_once));
        setsockopt(to_, SOL_SOCKET, SO_LINGER, &at_once, sizeof(at_once));
        return false;
      }
      case WireFault::Kind::kFlip:
        bytes[0] = static_cast<char>(bytes[0] ^ 0x10);
        fault_.kind = WireFault::Kind::kNone;
        return Write(bytes, count);
      case WireFault::Kind::kSilence:
        return true;
      case WireFault::Kind::kTrickle:
        for (uint64_t i = 0; i < count; ++i) {
          if (!Write(bytes + i, 1)) return false;
        }
        return true;
      default:
        return false;
    }
  }

  const int from_;
  const int to_;
  WireFault fault_;
  uint64_t at_ = 0;
};

// Passes on until one side ends, the fault ends it, or `stop` does.
void Carry(int client, int server_port, const WireFault& fault, int stop) {
  const int server = ConnectTo(server_port);
  Direction request(client, server, fault.on_answer ? WireFault{} : fault);
  Direction answer(server, client, fault.on_answer ? fault : WireFault{});
  while (true) {
    pollfd ready[] = {
        {stop, POLLIN, 0}, {client, POLLIN, 0}, {server, POLLIN, 0}};
    if (poll(ready, 3, -1) < 0 || ready[0].revents != 0) break;
    if (ready[1].revents != 0 && !request.Pass()) break;
    if (ready[2].revents != 0 && !answer.Pass()) break;
  }
  close(client);
  close(server);
}

}  // namespace

FaultyWire::FaultyWire(int server_port)
    : server_port_(server_port), listening_(testing::ListenSomewhere(&port_)) {
  // Writing to a connection that is gone must not end the test.
  std::signal(SIGPIPE, SIG_IGN);
  if (pipe2(stop_, O_CLOEXEC) != 0) std::abort();
  accepting_ = std::thread([this] { Accept(); });
}

FaultyWire::~FaultyWire() {
  close(stop_[1]);
  accepting_.join();
  for (std::thread& thread : threads_) thread.join();
  close(listening_);
  close(stop_[0]);
}

std::string FaultyWire::address() const {
  return "127.0.0.1:" + std::to_string(port_);
}

void FaultyWire::SetFault(const WireFault& fault) {
  const std::lock_guard lock(mutex_);
  fault_ = fault;
}

void FaultyWire::Accept() {
  while (true) {
    pollfd ready[] = {{stop_[0], POLLIN, 0}, {listening_, POLLIN, 0}};
    if (poll(ready, 2, -1) < 0 || ready[0].revents != 0) return;
    const int client = accept4(listening_, nullptr, nullptr, SOCK_CLOEXEC);
    if (client < 0) continue;
    const std::lock_guard lock(mutex_);
    threads_.emplace_back(Carry, client, server_port_, fault_, stop_[0]);
  }
}

}  // namespace greenledger::integration
