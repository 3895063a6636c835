// The listeners of a server.
//
// The kiosk listener is TCP with mutual TLS, or a Unix socket behind a proxy
// that ends it, and serves what it is given and nothing else: a caller without
// a valid certificate does not get to send a byte of HTTP/2. The enrolment
// listener is TLS with the server's certificate alone, for devices that have
// none yet. The local listener is a Unix socket that only its owner may use,
// and if wanted a loopback port; it also serves health and reflection.
#ifndef GREENLEDGER_SERVICES_COMMON_SERVER_H_
#define GREENLEDGER_SERVICES_COMMON_SERVER_H_

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "grpcpp/impl/service_type.h"
#include "grpcpp/server.h"
#include "services/common/listener_probe.h"
#include "services/common/tls.h"

namespace greenledger::common {

// Messages above these are refused with RESOURCE_EXHAUSTED.
struct MessageLimits {
  int receive_bytes_max = 0;
  int send_bytes_max = 0;
};

// For kiosks, or for devices that enrol.
struct KioskListener {
  // `host:port`, port 0 takes any free one; empty for none.
  std::string address;
  // For the address. The enrolment listener has no use for the authorities.
  TlsFiles tls;
  // Unix socket for a proxy that ended the kiosks' TLS and says in the metadata
  // kProxiedCertificate whose call it is; empty for none. Whoever may open it
  // can call as any kiosk: the owner and the group of its folder.
  std::string socket_path;
  // Must outlive the server; so must those of the local listener.
  std::vector<grpc::Service*> services;
  MessageLimits limits;
};

struct LocalListener {
  // At most 107 bytes. A socket that is there already is replaced, so the
  // caller must know that no other server uses it.
  std::string socket_path;
  // `127.0.0.1:port`, `[::1]:port` or empty for none. Every user of the machine
  // can call it.
  std::string loopback_address;
  std::vector<grpc::Service*> services;
  MessageLimits limits;
};

class Server {
 public:
  // Listens when it returns. Without the listeners for kiosks and for enrolment
  // only the local one is there. Changes the process's umask while it runs, so
  // no other thread may make folders meanwhile. INVALID_ARGUMENT or the errors
  // of MutualTlsCredentials for bad options; UNAVAILABLE if an address cannot
  // be listened on.
  static absl::StatusOr<std::unique_ptr<Server>> Start(
      const std::optional<KioskListener>& kiosk, const LocalListener& local,
      const std::optional<KioskListener>& enrolment = std::nullopt);
  // Ends without waiting for calls.
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  // The ports taken; 0 where there is no such listener.
  int kiosk_port() const { return kiosk_port_; }
  int enrolment_port() const { return enrolment_port_; }
  int loopback_port() const { return loopback_port_; }
  // Where it listens, with the ports taken.
  const std::vector<ListenAddress>& listeners() const { return listeners_; }

  // Health says NOT_SERVING, new calls are refused, running ones may go on for
  // `grace` and are then cancelled. Blocks until all are over.
  void Drain(std::chrono::milliseconds grace);

 private:
  Server() = default;

  std::unique_ptr<grpc::Server> kiosk_;
  std::unique_ptr<grpc::Server> enrolment_;
  std::unique_ptr<grpc::Server> local_;
  int kiosk_port_ = 0;
  int enrolment_port_ = 0;
  int loopback_port_ = 0;
  std::vector<ListenAddress> listeners_;
};

}  // namespace greenledger::common

#endif  // GREENLEDGER_SERVICES_COMMON_SERVER_H_
