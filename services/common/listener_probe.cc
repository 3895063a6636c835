#include "services/common/listener_probe.h"

#include <netdb.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <memory>
#include <string_view>
#include <utility>

namespace greenledger::common {
namespace {

constexpr std::string_view kUnix = "unix:";

class Socket {
 public:
  explicit Socket(int family)
      : fd_(socket(family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)) {}
  ~Socket() {
    if (fd_ >= 0) close(fd_);
  }
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;

  bool Connect(const sockaddr* address, socklen_t size) const {
    if (fd_ < 0) return false;
    return connect(fd_, address, size) == 0 || errno == EINPROGRESS;
  }

  // An accepted connection is answered or, since nothing comes, ended; one in
  // the kernel's queue stays as it is.
  bool IsAnswered(std::chrono::milliseconds patience) const {
    pollfd writable{fd_, POLLOUT, 0};
    const int wait = static_cast<int>(patience.count());
    if (poll(&writable, 1, wait) != 1) return false;
    if ((writable.revents & (POLLERR | POLLHUP)) != 0) return false;
    shutdown(fd_, SHUT_WR);
    pollfd readable{fd_, POLLIN, 0};
    return poll(&readable, 1, wait) == 1;
  }

 private:
  const int fd_;
};

bool TakesUnix(std::string_view path, std::chrono::milliseconds patience) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path.size() >= sizeof(address.sun_path)) return false;
  std::memcpy(address.sun_path, path.data(), path.size());
  const Socket socket(AF_UNIX);
  return socket.Connect(reinterpret_cast<const sockaddr*>(&address),
                        sizeof(address)) &&
         socket.IsAnswered(patience);
}

// A listener on all addresses is called at this machine's own.
std::string HostToCall(std::string host) {
  if (host.starts_with("[") && host.ends_with("]")) {
    host = host.substr(1, host.size() - 2);
  }
  if (host == "0.0.0.0") return "127.0.0.1";
  return host == "::" ? "::1" : host;
}

bool TakesTcp(const std::string& address, std::chrono::milliseconds patience) {
  const size_t colon = address.rfind(':');
  if (colon == std::string::npos) return false;
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  const std::string host = HostToCall(address.substr(0, colon));
  if (getaddrinfo(host.c_str(), address.c_str() + colon + 1, &hints, &found) !=
      0) {
    return false;
  }
  const std::unique_ptr<addrinfo, void (*)(addrinfo*)> places(found,
                                                              freeaddrinfo);
  const Socket socket(found->ai_family);
  return socket.Connect(found->ai_addr, found->ai_addrlen) &&
         socket.IsAnswered(patience);
}

}  // namespace

bool TakesConnections(const ListenAddress& address,
                      std::chrono::milliseconds patience) {
  if (address.starts_with(kUnix)) {
    return TakesUnix(std::string_view(address).substr(kUnix.size()), patience);
  }
  return TakesTcp(address, patience);
}

ListenerProbe::ListenerProbe(Options options)
    : options_(std::move(options)), thread_([this] { Run(); }) {}

ListenerProbe::~ListenerProbe() {
  {
    MutexLock lock(mutex_);
    stopping_ = true;
    changed_.NotifyAll();
  }
  thread_.join();
}

void ListenerProbe::Run() {
  std::vector<int> failures(options_.listeners.size(), 0);
  while (true) {
    {
      MutexLock lock(mutex_);
      if (!stopping_) changed_.WaitFor(mutex_, options_.every);
      if (stopping_) return;
    }
    for (size_t i = 0; i < failures.size(); ++i) {
      const ListenAddress& listener = options_.listeners[i];
      const bool alive = TakesConnections(listener, options_.patience);
      failures[i] = alive ? 0 : failures[i] + 1;
      if (failures[i] < options_.failures_max) continue;
      return options_.on_dead(listener);
    }
  }
}

}  // namespace greenledger::common
