// The Unix socket that the kiosk's own program talks to.
#ifndef GREENLEDGER_CLIENTS_KIOSK_AGENT_LOCAL_SERVER_H_
#define GREENLEDGER_CLIENTS_KIOSK_AGENT_LOCAL_SERVER_H_

#include <poll.h>

#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "clients/kiosk/greenledger_kiosk.h"
#include "services/common/mutex.h"
#include "storage/checkpoint/posix_file.h"

namespace greenledger::kiosk {

// Run is called by one thread; Post and Stop by any.
class LocalServer {
 public:
  // Connections at once; one more is closed at once.
  static constexpr size_t kConnectionsMax = 32;

  // Listens at `path` (mode 0660), in place of a socket that a program before
  // this one left there. `agent` must outlive this. Errors name the path.
  static absl::StatusOr<std::unique_ptr<LocalServer>> Open(
      const std::string& path, Agent* agent);
  ~LocalServer();

  // Answers until Stop.
  void Run();
  void Stop();

  // Hands a receipt to those who asked for receipts. One who does not read
  // them loses the connection.
  void Post(const Receipt& receipt);

 private:
  // A connection.
  struct Peer {
    int file = -1;
    std::string in;
    std::string out;
    bool wants_receipts = false;
    bool gone = false;
  };

  LocalServer(std::string path, Agent* agent, int listener, int wake);

  std::vector<pollfd> WhatToWaitFor() const;
  void Accept();
  void ReadFrom(Peer* peer);
  void Send(std::string_view line, Peer* peer);
  static void Flush(Peer* peer);
  // False if it was told to stop.
  bool TakePosts();

  const std::string path_;
  Agent* agent_;
  const int listener_;
  const int wake_;
  std::vector<std::unique_ptr<Peer>> peers_;
  common::Mutex mutex_;
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;
  std::deque<std::string> posts_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace greenledger::kiosk

#endif  // GREENLEDGER_CLIENTS_KIOSK_AGENT_LOCAL_SERVER_H_
