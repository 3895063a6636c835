// The server that a kiosk under test calls: mutual TLS on one port, with a
// certificate that can be changed and connections that can be cut.
#ifndef GREENLEDGER_CLIENTS_CONFORMANCE_SCRIPTED_SERVER_H_
#define GREENLEDGER_CLIENTS_CONFORMANCE_SCRIPTED_SERVER_H_

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "clients/conformance/stage.h"
#include "grpcpp/server.h"
#include "services/common/mutex.h"

namespace greenledger::conformance {

// PEM texts.
struct ServerIdentity {
  std::string certificate;
  std::string key;
  // What kiosks' certificates lead to.
  std::string client_ca;
};

struct ServerOptions {
  // HOST:PORT; port 0 takes any free one.
  std::string listen = "127.0.0.1:0";
  ServerIdentity identity;
  // URI SAN of the only kiosk that is served.
  std::string kiosk_uri;
  // How long a late answer takes.
  std::chrono::microseconds late = std::chrono::seconds(25);
  // Microseconds by a clock that never goes back, and by this machine's clock.
  // Called on gRPC's threads.
  std::function<int64_t()> steady_micros;
  std::function<int64_t()> now_micros;
};

// Thread-safe.
class ScriptedServer {
 public:
  // Listens at once. INVALID_ARGUMENT if it cannot listen there or the identity
  // is no good.
  static absl::StatusOr<std::unique_ptr<ScriptedServer>> Start(
      ServerOptions options, Stage stage);
  // Cuts all connections.
  ~ScriptedServer();

  int port() const { return port_; }
  // Calls of others than the kiosk: their certificates name somebody else.
  uint64_t strangers() const { return strangers_; }

  // Runs `look(stage)` while no call is being answered.
  template <typename F>
  auto With(F look) ABSL_LOCKS_EXCLUDED(mutex_) {
    common::MutexLock lock(mutex_);
    return look(stage_);
  }

  // Cuts all connections and goes on with this identity on the same port.
  absl::Status Become(const ServerIdentity& identity);

 private:
  class Service;
  struct Running {
    std::unique_ptr<Service> service;
    std::unique_ptr<grpc::Server> server;
  };

  ScriptedServer(ServerOptions options, Stage stage);
  bool Listen(const ServerIdentity& identity)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(running_mutex_);
  void CutOnDemand();
  void DemandCut();

  const ServerOptions options_;
  int port_ = 0;
  std::atomic<uint64_t> strangers_ = 0;
  std::string address_;

  common::Mutex mutex_;
  Stage stage_ ABSL_GUARDED_BY(mutex_);

  common::Mutex running_mutex_;
  ServerIdentity identity_ ABSL_GUARDED_BY(running_mutex_);
  Running running_ ABSL_GUARDED_BY(running_mutex_);

  common::Mutex demand_mutex_;
  common::CondVar demanded_;
  bool cut_ ABSL_GUARDED_BY(demand_mutex_) = false;
  bool end_ ABSL_GUARDED_BY(demand_mutex_) = false;
  // A call cannot end the server that it runs on, so this thread does.
  std::thread cutter_;
};

}  // namespace greenledger::conformance

#endif  // GREENLEDGER_CLIENTS_CONFORMANCE_SCRIPTED_SERVER_H_
