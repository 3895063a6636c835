#include "clients/kiosk/agent/local_server.h"

#include <fcntl.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "clients/kiosk/agent/local_desk.h"

namespace greenledger::kiosk {
namespace {

// Answers and receipts that a connection did not read yet.
constexpr size_t kOutMax = 256 << 10;
// Receipts that wait for the socket's thread; the oldest go first.
constexpr size_t kPostsMax = 10'000;
constexpr size_t kReadBytes = 16 << 10;

}  // namespace

LocalServer::LocalServer(std::string path, Agent* agent, int listener, int wake)
    : path_(std::move(path)), agent_(agent), listener_(listener), wake_(wake) {}

LocalServer::~LocalServer() {
  for (const auto& peer : peers_) close(peer->file);
  close(listener_);
  close(wake_);
  unlink(path_.c_str());
}

absl::StatusOr<std::unique_ptr<LocalServer>> LocalServer::Open(
    const std::string& path, Agent* agent) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path.size() >= sizeof(address.sun_path)) {
    return absl::InvalidArgumentError(
        path + ": at most " + std::to_string(sizeof(address.sun_path) - 1) +
        " bytes for a socket's path");
  }
  std::memcpy(address.sun_path, path.data(), path.size());
  const int listener =
      socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  const int wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  std::unique_ptr<LocalServer> server(
      new LocalServer(path, agent, listener, wake));
  if (listener < 0 || wake < 0) return checkpoint::FileError(path, "socket");
  // The journal's lock says that no other agent is using it.
  unlink(path.c_str());
  if (bind(listener, reinterpret_cast<const sockaddr*>(&address),
           sizeof(address)) != 0 ||
      chmod(path.c_str(), 0660) != 0 || listen(listener, 16) != 0) {
    return checkpoint::FileError(path, "listening");
  }
  return server;
}

void LocalServer::Stop() {
  common::MutexLock lock(mutex_);
  stopping_ = true;
  (void)eventfd_write(wake_, 1);
}

void LocalServer::Post(const Receipt& receipt) {
  common::MutexLock lock(mutex_);
  if (posts_.size() == kPostsMax) posts_.pop_front();
  posts_.push_back(ReceiptLine(receipt));
  (void)eventfd_write(wake_, 1);
}

bool LocalServer::TakePosts() {
  eventfd_t ignored = 0;
  (void)eventfd_read(wake_, &ignored);
  std::deque<std::string> posts;
  {
    // After the wake was taken: what came before it is seen here, what comes
    // after it wakes again.
    common::MutexLock lock(mutex_);
    if (stopping_) return false;
    posts.swap(posts_);
  }
  for (const std::string& line : posts) {
    for (const auto& peer : peers_) {
      if (peer->wants_receipts) Send(line, peer.get());
    }
  }
  return true;
}

std::vector<pollfd> LocalServer::WhatToWaitFor() const {
  std::vector<pollfd> files = {{listener_, POLLIN, 0}, {wake_, POLLIN, 0}};
  for (const auto& peer : peers_) {
    const short events =
        static_cast<short>(peer->out.empty() ? POLLIN : POLLIN | POLLOUT);
    files.push_back({peer->file, events, 0});
  }
  return files;
}

void LocalServer::Run() {
  while (true) {
    std::vector<pollfd> files = WhatToWaitFor();
    if (poll(files.data(), files.size(), -1) < 0 && errno != EINTR) return;
    for (size_t i = 2; i < files.size(); ++i) {
      Peer* peer = peers_[i - 2].get();
      if ((files[i].revents & (POLLIN | POLLHUP | POLLERR)) != 0) {
        ReadFrom(peer);
      }
      if ((files[i].revents & POLLOUT) != 0) Flush(peer);
    }
    if (!TakePosts()) return;
    if ((files[0].revents & POLLIN) != 0) Accept();
    const auto gone = std::partition(
        peers_.begin(), peers_.end(),
        [](const std::unique_ptr<Peer>& peer) { return !peer->gone; });
    for (auto at = gone; at != peers_.end(); ++at) close((*at)->file);
    peers_.erase(gone, peers_.end());
  }
}

void LocalServer::Accept() {
  const int file =
      accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
  if (file < 0) return;
  if (peers_.size() == kConnectionsMax) {
    close(file);
    return;
  }
  peers_.push_back(std::make_unique<Peer>());
  peers_.back()->file = file;
}

void LocalServer::ReadFrom(Peer* peer) {
  char buffer[kReadBytes];
  const ssize_t got = read(peer->file, buffer, sizeof(buffer));
  if (got < 0 && (errno == EAGAIN || errno == EINTR)) return;
  if (got <= 0) {
    peer->gone = true;
    return;
  }
  peer->in.append(buffer, static_cast<size_t>(got));
  size_t begin = 0;
  for (size_t end = peer->in.find('\n'); end != std::string::npos;
       end = peer->in.find('\n', begin)) {
    const LocalAnswer answer = AnswerLine(
        *agent_, std::string_view(peer->in).substr(begin, end - begin));
    Send(answer.line, peer);
    peer->wants_receipts |= answer.wants_receipts;
    begin = end + 1;
  }
  peer->in.erase(0, begin);
  if (peer->in.size() > kLocalLineMax) {
    Send(
        R"({"ok":false,"error":"BAD_LINE","message":"longer than 65536 bytes"})",
        peer);
    peer->gone = true;
  }
}

void LocalServer::Send(std::string_view line, Peer* peer) {
  if (peer->gone) return;
  peer->out.append(line);
  peer->out.push_back('\n');
  Flush(peer);
  if (peer->out.size() > kOutMax) peer->gone = true;
}

void LocalServer::Flush(Peer* peer) {
  while (!peer->out.empty()) {
    const ssize_t sent = send(peer->file, peer->out.data(), peer->out.size(),
                              MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent < 0 && errno == EINTR) continue;
    if (sent < 0) {
      if (errno != EAGAIN) peer->gone = true;
      return;
    }
    peer->out.erase(0, static_cast<size_t>(sent));
  }
}

}  // namespace greenledger::kiosk
