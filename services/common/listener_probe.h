// Notices that a listener no longer takes connections.
//
// A gRPC server that once ran out of file descriptors stops to accept for ever,
// though it goes on serving the connections it has and everything else looks
// well (CVE-2023-4785; Debian 12 has no newer gRPC). The probe calls as a
// client would, through the real socket.
#ifndef GREENLEDGER_SERVICES_COMMON_LISTENER_PROBE_H_
#define GREENLEDGER_SERVICES_COMMON_LISTENER_PROBE_H_

#include <chrono>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "services/common/mutex.h"

namespace greenledger::common {

// `host:port` or `unix:path`.
using ListenAddress = std::string;

// Whether somebody takes a connection to `address` and answers or ends it
// within `patience`. Also false if this process can open no socket.
bool TakesConnections(const ListenAddress& address,
                      std::chrono::milliseconds patience);

// Thread-safe.
class ListenerProbe {
 public:
  struct Options {
    std::vector<ListenAddress> listeners;
    std::chrono::milliseconds every = std::chrono::seconds(2);
    std::chrono::milliseconds patience = std::chrono::seconds(3);
    // Failures in a row after which a listener is dead.
    int failures_max = 3;
    // Called on the probe's thread, with the listener, once at most. It may end
    // the process.
    std::function<void(const ListenAddress&)> on_dead;
  };

  // Probes from now on, on a thread of its own.
  explicit ListenerProbe(Options options);
  // Ends the thread; waits for a probe under way.
  ~ListenerProbe();
  ListenerProbe(const ListenerProbe&) = delete;
  ListenerProbe& operator=(const ListenerProbe&) = delete;

 private:
  void Run();

  const Options options_;
  Mutex mutex_;
  CondVar changed_;
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;
  std::thread thread_;
};

}  // namespace greenledger::common

#endif  // GREENLEDGER_SERVICES_COMMON_LISTENER_PROBE_H_
