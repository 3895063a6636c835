#include "clients/conformance/scripted_server.h"

#include "clients/conformance/errors.h"
#include "greenledger/v1/kiosk_service.grpc.pb.h"
#include "grpcpp/security/server_credentials.h"
#include "grpcpp/server_builder.h"

namespace greenledger::conformance {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kGlance(10);
// A call whose connection is to be cut does not wait longer for that.
constexpr std::chrono::seconds kCutMax(10);
constexpr int kMessageBytesMax = 4 << 20;

// Blocks until the call was given up, at most so long.
void WaitForCancel(const grpc::ServerContext& context,
                   std::chrono::microseconds at_most) {
  common::Mutex mutex;
  common::CondVar never;
  common::MutexLock lock(mutex);
  const auto start = std::chrono::steady_clock::now();
  while (!context.IsCancelled() &&
         std::chrono::steady_clock::now() - start < at_most) {
    never.WaitFor(mutex, kGlance);
  }
}

bool IsFrom(const grpc::ServerContext& context, const std::string& uri) {
  for (const grpc::string_ref& found :
       context.auth_context()->FindPropertyValues("peer_uri")) {
    if (std::string(found.data(), found.size()) == uri) return true;
  }
  return false;
}

}  // namespace

class ScriptedServer::Service final : public v1::KioskService::Service {
 public:
  explicit Service(ScriptedServer& server) : server_(server) {}

  grpc::Status Boot(grpc::ServerContext* context,
                    const v1::BootRequest* request,
                    v1::BootResponse* response) override {
    return Answer(*context, [&](Stage& stage, const Arrival& arrival) {
      return stage.Boot(arrival, *request, response);
    });
  }
  grpc::Status GetKioskConfig(grpc::ServerContext* context,
                              const v1::GetKioskConfigRequest*,
                              v1::GetKioskConfigResponse* response) override {
    return Answer(*context, [&](Stage& stage, const Arrival& arrival) {
      return stage.Config(arrival, response);
    });
  }
  grpc::Status GetResidentList(grpc::ServerContext* context,
                               const v1::GetResidentListRequest* request,
                               v1::GetResidentListResponse* response) override {
    return Answer(*context, [&](Stage& stage, const Arrival& arrival) {
      return stage.List(arrival, *request, response);
    });
  }
  grpc::Status SubmitRecords(grpc::ServerContext* context,
                             const v1::SubmitRecordsRequest* request,
                             v1::SubmitRecordsResponse* response) override {
    return Answer(*context, [&](Stage& stage, const Arrival& arrival) {
      return stage.Upload(arrival, *request, response);
    });
  }
  grpc::Status GetWatermark(grpc::ServerContext* context,
                            const v1::GetWatermarkRequest* request,
                            v1::GetWatermarkResponse* response) override {
    return Answer(*context, [&](Stage& stage, const Arrival& arrival) {
      return stage.Watermark(arrival, *request, response);
    });
  }
  grpc::Status RenewCertificate(grpc::ServerContext* context,
                                const v1::RenewCertificateRequest*,
                                v1::RenewCertificateResponse*) override {
    return Answer(*context, [&](Stage& stage, const Arrival& arrival) {
      return stage.Renewal(arrival);
    });
  }

 private:
  template <typename F>
  grpc::Status Answer(const grpc::ServerContext& context, F call) {
    const ServerOptions& options = server_.options_;
    if (!IsFrom(context, options.kiosk_uri)) {
      ++server_.strangers_;
      return ErrorOf(grpc::StatusCode::UNAUTHENTICATED, "NO_KIOSK_CERTIFICATE");
    }
    const Reply reply = server_.With([&](Stage& stage) {
      return call(stage, Arrival{context.peer(), options.steady_micros(),
                                 options.now_micros()});
    });
    if (reply.ending == Ending::kLate) WaitForCancel(context, options.late);
    if (reply.ending == Ending::kCut) {
      server_.DemandCut();
      WaitForCancel(context, kCutMax);
      return ErrorOf(grpc::StatusCode::UNAVAILABLE, "SHUTTING_DOWN");
    }
    return reply.status;
  }

  ScriptedServer& server_;
};

absl::StatusOr<std::unique_ptr<ScriptedServer>> ScriptedServer::Start(
    ServerOptions options, Stage stage) {
  std::unique_ptr<ScriptedServer> server(
      new ScriptedServer(std::move(options), std::move(stage)));
  absl::Status listens = server->Become(server->options_.identity);
  if (!listens.ok()) return listens;
  return server;
}

ScriptedServer::ScriptedServer(ServerOptions options, Stage stage)
    : options_(std::move(options)),
      address_(options_.listen),
      stage_(std::move(stage)),
      cutter_([this] { CutOnDemand(); }) {}

ScriptedServer::~ScriptedServer() {
  {
    common::MutexLock lock(demand_mutex_);
    end_ = true;
    demanded_.NotifyAll();
  }
  cutter_.join();
  common::MutexLock lock(running_mutex_);
  if (running_.server) running_.server->Shutdown(gpr_now(GPR_CLOCK_MONOTONIC));
}

absl::Status ScriptedServer::Become(const ServerIdentity& identity) {
  common::MutexLock lock(running_mutex_);
  identity_ = identity;
  if (Listen(identity)) return absl::OkStatus();
  return absl::InvalidArgumentError(
      "cannot listen on " + address_ +
      ": the address is taken or not this machine's, or certificate and key "
      "are no pair");
}

bool ScriptedServer::Listen(const ServerIdentity& identity) {
  grpc::SslServerCredentialsOptions tls(
      GRPC_SSL_REQUEST_AND_REQUIRE_CLIENT_CERTIFICATE_AND_VERIFY);
  tls.pem_root_certs = identity.client_ca;
  tls.pem_key_cert_pairs.push_back({identity.key, identity.certificate});
  Running next;
  next.service = std::make_unique<Service>(*this);
  grpc::ServerBuilder builder;
  int port = 0;
  builder.AddListeningPort(address_, grpc::SslServerCredentials(tls), &port);
  builder.SetMaxReceiveMessageSize(kMessageBytesMax);
  builder.RegisterService(next.service.get());
  next.server = builder.BuildAndStart();
  if (!next.server || port == 0) return false;
  if (port_ == 0) port_ = port;
  address_ = address_.substr(0, address_.rfind(':') + 1) + std::to_string(port);
  // The next one listens already: a kiosk that comes back at once finds it.
  std::swap(running_, next);
  if (next.server) next.server->Shutdown(gpr_now(GPR_CLOCK_MONOTONIC));
  return true;
}

void ScriptedServer::DemandCut() {
  common::MutexLock lock(demand_mutex_);
  cut_ = true;
  demanded_.NotifyAll();
}

void ScriptedServer::CutOnDemand() {
  for (;;) {
    {
      common::MutexLock lock(demand_mutex_);
      while (!cut_ && !end_) demanded_.Wait(demand_mutex_);
      if (end_) return;
      cut_ = false;
    }
    common::MutexLock lock(running_mutex_);
    // Where that fails, the call that is to be cut ends with an error.
    (void)Listen(identity_);
  }
}

}  // namespace greenledger::conformance
