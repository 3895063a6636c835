#include "services/common/server.h"

#include <fmt/format.h>
#include <grpc/support/time.h>
#include <sys/stat.h>
#include <sys/un.h>

#include <string_view>
#include <thread>
#include <utility>

#include "absl/synchronization/mutex.h"
#include "grpcpp/ext/health_check_service_server_builder_option.h"
#include "grpcpp/ext/proto_server_reflection_plugin.h"
#include "grpcpp/health_check_service_interface.h"
#include "grpcpp/resource_quota.h"
#include "grpcpp/server_builder.h"

namespace greenledger::common {
namespace {

constexpr int kConcurrentStreamsMax = 64;
// Above the 8 KiB that a proxy in front lets through, so that this server is
// never the one to find a header too long.
constexpr int kMetadataBytesMax = 16384;
constexpr int kHandshakeMsMax = 3000;
constexpr int kIdleMsMax = 5 * 60 * 1000;
// A new connection is a new handshake: an expired certificate is noticed.
constexpr int kAgeMsMax = 15 * 60 * 1000;
constexpr int kAgeGraceMs = 30 * 1000;
// A kiosk that vanished is noticed after both.
constexpr int kKeepaliveMs = 60 * 1000;
constexpr int kKeepaliveTimeoutMs = 20 * 1000;
// Clients may ping this often; OPERATING.md tells them.
constexpr int kPingMsMin = 30 * 1000;
constexpr int kQuotaThreads = 16;
constexpr size_t kQuotaBytes = size_t{128} << 20;
constexpr size_t kSocketPathBytesMax = sizeof(sockaddr_un::sun_path) - 1;

// Takes out what libraries add to every server of the process.
class NothingElse final : public grpc::ServerBuilderOption {
 public:
  void UpdateArguments(grpc::ChannelArguments*) override {}
  void UpdatePlugins(std::vector<std::unique_ptr<grpc::ServerBuilderPlugin>>*
                         plugins) override {
    plugins->clear();
  }
};

constexpr mode_t kOwnerOnly = 0177;
constexpr mode_t kOwnerAndGroup = 0117;

// While it lives, files are made without these rights.
class Umask {
 public:
  explicit Umask(mode_t without) : before_(umask(without)) {}
  ~Umask() { umask(before_); }
  Umask(const Umask&) = delete;
  Umask& operator=(const Umask&) = delete;

 private:
  const mode_t before_;
};

void SetLimits(grpc::ServerBuilder& builder, const MessageLimits& limits) {
  builder.SetMaxReceiveMessageSize(limits.receive_bytes_max);
  builder.SetMaxSendMessageSize(limits.send_bytes_max);
  builder.AddChannelArgument(GRPC_ARG_MAX_CONCURRENT_STREAMS,
                             kConcurrentStreamsMax);
  builder.AddChannelArgument(GRPC_ARG_MAX_METADATA_SIZE, kMetadataBytesMax);
  builder.AddChannelArgument(GRPC_ARG_SERVER_HANDSHAKE_TIMEOUT_MS,
                             kHandshakeMsMax);
  // A small message can unpack to a huge one.
  builder.AddChannelArgument(GRPC_ARG_ENABLE_PER_MESSAGE_DECOMPRESSION, 0);
  // With it, a second server would share the port without a word.
  builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_TIME_MS, kKeepaliveMs);
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_TIMEOUT_MS,
                             kKeepaliveTimeoutMs);
  builder.AddChannelArgument(
      GRPC_ARG_HTTP2_MIN_RECV_PING_INTERVAL_WITHOUT_DATA_MS, kPingMsMin);
  grpc::ResourceQuota quota;
  quota.SetMaxThreads(kQuotaThreads).Resize(kQuotaBytes);
  builder.SetResourceQuota(quota);
}

void AddServices(grpc::ServerBuilder& builder,
                 const std::vector<grpc::Service*>& services) {
  for (grpc::Service* service : services) builder.RegisterService(service);
}

absl::Status CannotListen(std::string_view address) {
  return absl::UnavailableError(fmt::format(
      "cannot listen on {}; the log line of gRPC above says why", address));
}

absl::Status CheckSocket(std::string_view name, const std::string& path) {
  if (!path.empty() && path.size() <= kSocketPathBytesMax) {
    return absl::OkStatus();
  }
  return absl::InvalidArgumentError(fmt::format(
      "path of the {} socket is '{}', {} bytes; expected 1 to {} bytes", name,
      path, path.size(), kSocketPathBytesMax));
}

absl::Status CheckLocal(const LocalListener& local) {
  if (absl::Status s = CheckSocket("local", local.socket_path); !s.ok()) {
    return s;
  }
  const std::string_view address = local.loopback_address;
  if (address.empty() || address.starts_with("127.0.0.1:") ||
      address.starts_with("[::1]:")) {
    return absl::OkStatus();
  }
  return absl::InvalidArgumentError(fmt::format(
      "local address is '{}'; expected 127.0.0.1:port or [::1]:port", address));
}

using Credentials = absl::StatusOr<std::shared_ptr<grpc::ServerCredentials>>;

// Adds the ways in that the listener shall have; `credentials` are for its
// address.
absl::Status AddPorts(const KioskListener& kiosk,
                      const Credentials& credentials,
                      grpc::ServerBuilder& builder, int* port) {
  if (!kiosk.address.empty()) {
    if (!credentials.ok()) return credentials.status();
    builder.AddListeningPort(kiosk.address, *credentials, port);
  }
  if (!kiosk.socket_path.empty()) {
    if (absl::Status s = CheckSocket("kiosk", kiosk.socket_path); !s.ok()) {
      return s;
    }
    builder.AddListeningPort("unix:" + kiosk.socket_path,
                             grpc::InsecureServerCredentials());
  }
  return absl::OkStatus();
}

absl::StatusOr<std::unique_ptr<grpc::Server>> StartForKiosks(
    const KioskListener& kiosk, const Credentials& credentials, int* port) {
  grpc::ServerBuilder builder;
  SetLimits(builder, kiosk.limits);
  builder.AddChannelArgument(GRPC_ARG_MAX_CONNECTION_IDLE_MS, kIdleMsMax);
  builder.AddChannelArgument(GRPC_ARG_MAX_CONNECTION_AGE_MS, kAgeMsMax);
  builder.AddChannelArgument(GRPC_ARG_MAX_CONNECTION_AGE_GRACE_MS, kAgeGraceMs);
  builder.SetOption(std::make_unique<NothingElse>());
  builder.SetOption(
      std::make_unique<grpc::HealthCheckServiceServerBuilderOption>(nullptr));
  if (absl::Status s = AddPorts(kiosk, credentials, builder, port); !s.ok())
    return s;
  AddServices(builder, kiosk.services);
  const Umask owner_and_group(kOwnerAndGroup);
  std::unique_ptr<grpc::Server> server = builder.BuildAndStart();
  if (server == nullptr) {
    return CannotListen(kiosk.address + " " + kiosk.socket_path);
  }
  return server;
}

absl::StatusOr<std::unique_ptr<grpc::Server>> StartLocal(
    const LocalListener& local, int* port) {
  if (absl::Status s = CheckLocal(local); !s.ok()) return s;
  grpc::EnableDefaultHealthCheckService(true);
  grpc::reflection::InitProtoReflectionServerBuilderPlugin();
  grpc::ServerBuilder builder;
  SetLimits(builder, local.limits);
  const std::string socket = "unix:" + local.socket_path;
  // Who may open the socket is who may call.
  builder.AddListeningPort(socket, grpc::InsecureServerCredentials());
  if (!local.loopback_address.empty()) {
    builder.AddListeningPort(local.loopback_address,
                             grpc::InsecureServerCredentials(), port);
  }
  AddServices(builder, local.services);
  const Umask only_the_owner(kOwnerOnly);
  std::unique_ptr<grpc::Server> server = builder.BuildAndStart();
  if (server == nullptr) {
    return CannotListen(local.loopback_address.empty()
                            ? socket
                            : socket + " and " + local.loopback_address);
  }
  return server;
}

// Where it can be called, with the port taken.
void AddListeners(const KioskListener& kiosk, int port,
                  std::vector<ListenAddress>* listeners) {
  if (!kiosk.address.empty()) {
    const std::string host = kiosk.address.substr(0, kiosk.address.rfind(':'));
    listeners->push_back(fmt::format("{}:{}", host, port));
  }
  if (!kiosk.socket_path.empty()) {
    listeners->push_back("unix:" + kiosk.socket_path);
  }
}

}  // namespace

absl::StatusOr<std::unique_ptr<Server>> Server::Start(
    const std::optional<KioskListener>& kiosk, const LocalListener& local,
    const std::optional<KioskListener>& enrolment) {
  // Debian builds Abseil with its search for lock cycles switched on, which
  // costs gRPC three percent of every call.
  absl::SetMutexDeadlockDetectionMode(absl::OnDeadlockCycle::kIgnore);
  std::unique_ptr<Server> server(new Server());
  absl::StatusOr<std::unique_ptr<grpc::Server>> local_server =
      StartLocal(local, &server->loopback_port_);
  if (!local_server.ok()) return local_server.status();
  server->local_ = *std::move(local_server);
  std::vector<ListenAddress>& listeners = server->listeners_;
  listeners.push_back("unix:" + local.socket_path);
  if (kiosk) {
    auto started = StartForKiosks(*kiosk,
                                  kiosk->address.empty()
                                      ? Credentials(nullptr)
                                      : MutualTlsCredentials(kiosk->tls),
                                  &server->kiosk_port_);
    if (!started.ok()) return started.status();
    server->kiosk_ = *std::move(started);
    AddListeners(*kiosk, server->kiosk_port_, &listeners);
  }
  if (enrolment) {
    auto started = StartForKiosks(*enrolment,
                                  enrolment->address.empty()
                                      ? Credentials(nullptr)
                                      : ServerTlsCredentials(enrolment->tls),
                                  &server->enrolment_port_);
    if (!started.ok()) return started.status();
    server->enrolment_ = *std::move(started);
    AddListeners(*enrolment, server->enrolment_port_, &listeners);
  }
  return server;
}

Server::~Server() { Drain(std::chrono::milliseconds(0)); }

void Server::Drain(std::chrono::milliseconds grace) {
  if (local_ == nullptr) return;
  local_->GetHealthCheckService()->SetServingStatus(false);
  const gpr_timespec deadline =
      gpr_time_add(gpr_now(GPR_CLOCK_MONOTONIC),
                   gpr_time_from_millis(grace.count(), GPR_TIMESPAN));
  std::thread kiosk([this, deadline] {
    if (kiosk_ != nullptr) kiosk_->Shutdown(deadline);
  });
  std::thread enrolment([this, deadline] {
    if (enrolment_ != nullptr) enrolment_->Shutdown(deadline);
  });
  local_->Shutdown(deadline);
  kiosk.join();
  enrolment.join();
}

}  // namespace greenledger::common
