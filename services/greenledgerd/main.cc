// greenledgerd: wires the services together, listens, and drains on SIGTERM.
#include <sys/stat.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <fstream>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "services/common/clock.h"
#include "services/common/fatal.h"
#include "services/common/listener_probe.h"
#include "services/common/logging.h"
#include "services/common/metrics.h"
#include "services/common/server.h"
#include "services/common/tls.h"
#include "services/greenledgerd/services.h"
#include "services/identity/authority.h"
#include "services/ledger/ledger.h"
#include "services/ledger/notary_options.h"
#include "services/oversight/overseer.h"
#include "services/points/keeper.h"
#include "storage/failpoint.h"

namespace greenledger {
namespace {

using common::ExitCode;

// More than any disk has.
constexpr int kMibMax = 1 << 30;

struct Flags {
  std::string data = "greenledger-data";
  std::string services = "all";
  std::string kiosk_listen;
  std::string kiosk_socket;
  std::string enrol_listen;
  std::string enrol_socket;
  std::string socket;
  std::string loopback;
  common::TlsFiles tls;
  identity::AuthorityFiles issuing;
  int metrics_port = -1;
  uint64_t free_mib_min = 256;
  uint64_t ballast_mib = 64;
  uint64_t rows_every = 250'000;
  bool rebuild = false;
  std::string ready_file;
  ledger::NotaryFiles notary;
  uint32_t checkpoint_every_seconds = 60;
  uint32_t scrub_every_hours = 168;
  uint64_t scrub_mib_per_second = 50;
};

void AddScrubFlags(CLI::App* app, Flags* flags) {
  app->add_option("--scrub-every", flags->scrub_every_hours,
                  "Hours after which everything stored is read in search of "
                  "damage; 0: only when asked (greenledger scrub)")
      ->check(CLI::Range(0, 8'760))
      ->capture_default_str();
  app->add_option("--scrub-mib-per-second", flags->scrub_mib_per_second,
                  "How fast that reads at most; 0: as fast as the disk")
      ->check(CLI::Range(0, 100'000))
      ->capture_default_str();
}

void AddCheckpointFlags(CLI::App* app, Flags* flags) {
  app->add_option("--log-domain", flags->notary.domain,
                  "Checkpoints are of NAME/COMMUNITY; that of the key if not "
                  "given");
  app->add_option("--log-key", flags->notary.keys,
                  "Key file that signs checkpoints (greenledger key "
                  "generate); may be repeated, then all sign");
  app->add_option("--log-key-retired", flags->notary.retired,
                  "Public key, 64 hexadecimal digits, that signed before; "
                  "may be repeated");
  app->add_option("--checkpoint-every", flags->checkpoint_every_seconds,
                  "Seconds after which books that grew get a checkpoint; 0: "
                  "only when asked")
      ->check(CLI::Range(0, 86'400))
      ->capture_default_str();
  app->add_option("--witness-policy", flags->notary.witness_policy,
                  "Policy file: whose cosignatures are kept");
}

void AddKioskFlags(CLI::App* app, Flags* flags) {
  CLI::Option* kiosk_listen =
      app->add_option("--kiosk-listen", flags->kiosk_listen,
                      "host:port for kiosks (mutual TLS); none if not given");
  CLI::Option* enrol_listen = app->add_option(
      "--enrol-listen", flags->enrol_listen,
      "host:port for devices that enrol (TLS); none if not given");
  CLI::Option* ca = app->add_option("--tls-ca", flags->tls.ca,
                                    "PEM file: who signs kiosks' certificates");
  CLI::Option* certificate =
      app->add_option("--tls-cert", flags->tls.certificate,
                      "PEM file: this server's certificate");
  CLI::Option* key =
      app->add_option("--tls-key", flags->tls.key,
                      "PEM file, readable by its owner only: its key");
  kiosk_listen->needs(ca, certificate, key);
  app->add_option("--kiosk-socket", flags->kiosk_socket,
                  "Unix socket for a proxy that ends kiosks' TLS (deploy/); "
                  "whoever may open it can call as any kiosk");
  app->add_option("--enrol-socket", flags->enrol_socket,
                  "Unix socket for a proxy that ends the TLS of devices that "
                  "enrol");
  enrol_listen->needs(certificate, key);
  CLI::Option* issuing_certificate = app->add_option(
      "--issuing-cert", flags->issuing.certificate,
      "PEM file: the certificate that issues kiosks' (greenledger pki root); "
      "none: no certificates are issued");
  CLI::Option* issuing_key =
      app->add_option("--issuing-key", flags->issuing.key,
                      "PEM file, readable by its owner only: its key");
  issuing_certificate->needs(issuing_key);
  issuing_key->needs(issuing_certificate);
}

void AddFlags(CLI::App* app, Flags* flags) {
  app->add_option("--data", flags->data, "Data folder; made if missing")
      ->capture_default_str();
  app->add_option("--services", flags->services, "Which services to run")
      ->check(CLI::IsMember({"all", "ledger"}))
      ->capture_default_str();
  AddKioskFlags(app, flags);
  app->add_option("--socket", flags->socket,
                  "Unix socket for operators; DATA/greenledgerd.sock if not "
                  "given");
  app->add_option("--local-listen", flags->loopback,
                  "Loopback host:port for operators as well, such as "
                  "127.0.0.1:7070");
  app->add_option("--metrics-port", flags->metrics_port,
                  "Loopback port for Prometheus; none if not given");
  app->add_option("--free-mib-min", flags->free_mib_min,
                  "Refuse new work below this much free disk; 0: never, and "
                  "keep no ballast")
      ->check(CLI::Range(0, kMibMax))
      ->capture_default_str();
  app->add_option("--ballast-mib", flags->ballast_mib,
                  "Space kept in the data folder and given up when the disk "
                  "is full; 0: none")
      ->check(CLI::Range(0, kMibMax))
      ->capture_default_str();
  app->add_option("--rows-every", flags->rows_every,
                  "Entries after which rows are written behind; what is not "
                  "in rows is folded again at the next start")
      ->check(CLI::Range(1, 1 << 30))
      ->capture_default_str();
  app->add_flag("--rebuild", flags->rebuild,
                "Fold all rows from the entries again");
  app->add_option("--ready-file", flags->ready_file,
                  "Write the ports taken to this file when serving");
  AddCheckpointFlags(app, flags);
  AddScrubFlags(app, flags);
}

[[noreturn]] void CannotOpenData(const absl::Status& status) {
  ExitCode code = ExitCode::kFailed;
  if (absl::IsDataLoss(status)) code = ExitCode::kDataLoss;
  if (absl::IsFailedPrecondition(status)) code = ExitCode::kNewerSchema;
  if (absl::IsAborted(status)) code = ExitCode::kFolderInUse;
  common::Fatal(code, "cannot_open_data", std::string(status.message()));
}

// Keys come before the data: what is wrong with them is in the flags.
ledger::Notary::Options LoadKeys(const Flags& flags) {
  auto options = ledger::LoadNotaryOptions(flags.notary);
  if (!options.ok()) {
    common::Fatal(ExitCode::kUsage, "cannot_load_log_key",
                  std::string(options.status().message()));
  }
  options->every = std::chrono::seconds(flags.checkpoint_every_seconds);
  return *std::move(options);
}

[[noreturn]] void CannotListen(const absl::Status& status) {
  // All but an address that cannot be had is in the flags and their files.
  const ExitCode code =
      absl::IsUnavailable(status) ? ExitCode::kFailed : ExitCode::kUsage;
  common::Fatal(code, "cannot_listen", std::string(status.message()));
}

std::unique_ptr<identity::Authority> LoadAuthority(const Flags& flags,
                                                   const common::Clock& clock) {
  if (flags.issuing.certificate.empty()) return nullptr;
  auto authority = identity::Authority::Load(flags.issuing, clock.NowMicros());
  if (!authority.ok()) {
    common::Fatal(ExitCode::kUsage, "cannot_load_issuing_key",
                  std::string(authority.status().message()));
  }
  return *std::move(authority);
}

std::unique_ptr<ledger::Ledger> OpenLedger(const Flags& flags,
                                           const identity::Authority* authority,
                                           common::Clock* clock,
                                           common::Metrics* metrics) {
  ledger::Ledger::Options options;
  options.store.path = flags.data;
  options.store.log = [](std::string_view line) {
    common::LogWarning("store", {{"message", std::string(line)}});
  };
  options.rebuild = flags.rebuild;
  options.committer.rows_every = flags.rows_every;
  options.notary = LoadKeys(flags);
  options.renewals.authority = authority;
  options.free_bytes_min = flags.free_mib_min << 20;
  options.scrub.every = std::chrono::hours(flags.scrub_every_hours);
  options.scrub.bytes_per_second_max = flags.scrub_mib_per_second << 20;
  options.scrub.state_file = flags.data + "/SCRUBBED";
  options.ballast_bytes = flags.ballast_mib << 20;
  const int64_t begin_us = clock->NowMicros();
  auto ledger =
      ledger::Ledger::Open(std::move(options), clock, &metrics->registry());
  if (!ledger.ok()) CannotOpenData(ledger.status());
  uint64_t entries = 0;
  const auto heads = (*ledger)->store().Heads();
  for (const storage::BookHead& head : heads) entries += head.size;
  common::LogInfo("engine", {{"options", (*ledger)->store().engine_options()}});
  common::LogInfo(
      "opened",
      {{"data", flags.data},
       {"books", std::to_string(heads.size())},
       {"entries", std::to_string(entries)},
       {"ms", std::to_string((clock->NowMicros() - begin_us) / 1000)}});
  return *std::move(ledger);
}

std::unique_ptr<common::Server> Listen(const Flags& flags,
                                       ledger::Ledger* ledger,
                                       Services* services) {
  const common::MessageLimits limits{ledger::kRequestBytesMax,
                                     ledger::kResponseBytesMax};
  std::optional<common::KioskListener> kiosk;
  if (!flags.kiosk_listen.empty() || !flags.kiosk_socket.empty()) {
    kiosk = common::KioskListener{flags.kiosk_listen,
                                  flags.tls,
                                  flags.kiosk_socket,
                                  {ledger->kiosk_service()},
                                  limits};
  }
  std::optional<common::KioskListener> enrolment;
  if (!flags.enrol_listen.empty() || !flags.enrol_socket.empty()) {
    enrolment = common::KioskListener{flags.enrol_listen,
                                      flags.tls,
                                      flags.enrol_socket,
                                      {&services->enrolment},
                                      limits};
  }
  std::vector<grpc::Service*> local_services = services->Local();
  local_services.insert(
      local_services.end(),
      {ledger->ledger_service(), ledger->registry_service(),
       ledger->proof_service(), ledger->operations_service()});
  const common::LocalListener local{
      flags.socket.empty() ? flags.data + "/greenledgerd.sock" : flags.socket,
      flags.loopback, local_services, limits};
  auto server = common::Server::Start(kiosk, local, enrolment);
  if (!server.ok()) CannotListen(server.status());
  common::LogInfo("listening",
                  {{"kiosk_port", std::to_string((*server)->kiosk_port())},
                   {"enrol_port", std::to_string((*server)->enrolment_port())},
                   {"socket", local.socket_path},
                   {"local_port", std::to_string((*server)->loopback_port())}});
  return *std::move(server);
}

void WriteReadyFile(const std::string& path, const common::Server& server,
                    const common::Metrics& metrics) {
  if (path.empty()) return;
  const std::string temporary = path + ".new";
  std::ofstream(temporary) << "kiosk_port=" << server.kiosk_port()
                           << "\nenrol_port=" << server.enrolment_port()
                           << "\nlocal_port=" << server.loopback_port()
                           << "\nmetrics_port=" << metrics.port() << "\n";
  if (std::rename(temporary.c_str(), path.c_str()) != 0) {
    common::Fatal(ExitCode::kUsage, "cannot_write_ready_file", path);
  }
}

// A listener that is dead comes back with the process.
std::unique_ptr<common::ListenerProbe> ProbeListeners(
    const common::Server& server) {
  common::ListenerProbe::Options options;
  options.listeners = server.listeners();
  options.on_dead = [](const common::ListenAddress& listener) {
    common::Fatal(ExitCode::kFailed, "listener_dead",
                  listener + " takes no connections any more");
  };
  return std::make_unique<common::ListenerProbe>(std::move(options));
}

int Run(const Flags& flags) {
  // Blocked before any thread starts, so that only the wait below gets them.
  sigset_t stop_signals;
  sigemptyset(&stop_signals);
  sigaddset(&stop_signals, SIGTERM);
  sigaddset(&stop_signals, SIGINT);
  pthread_sigmask(SIG_BLOCK, &stop_signals, nullptr);
  // A file at its size limit is a write that failed, with its own exit code.
  std::signal(SIGXFSZ, SIG_IGN);
  umask(077);
  common::StartLogging();
  common::SystemClock clock;
  auto metrics = common::Metrics::Start(flags.metrics_port);
  if (!metrics.ok()) CannotListen(metrics.status());
  if (!flags.tls.certificate.empty()) {
    const absl::Status valid =
        common::CheckValidAt(flags.tls, clock.NowMicros());
    if (!valid.ok()) CannotListen(valid);
  }
  const auto authority = LoadAuthority(flags, clock);
  std::unique_ptr<ledger::Ledger> ledger =
      OpenLedger(flags, authority.get(), &clock, metrics->get());
  auto made = MakeServices(flags.data, flags.rebuild, ledger.get(),
                           authority.get(), &clock, metrics->get());
  if (!made.ok()) CannotOpenData(made.status());
  const std::unique_ptr<Services> services = *std::move(made);
  oversight::Overseer overseer({.memory_file = flags.data + "/OVERSIGHT"},
                               ledger.get(), &clock);
  points::Keeper keeper(ledger.get(), &clock);
  keeper.Start();
  services->ranking->Start();
  std::unique_ptr<common::Server> server =
      Listen(flags, ledger.get(), services.get());
  WriteReadyFile(flags.ready_file, *server, **metrics);

  auto probe = ProbeListeners(*server);
  int signal = 0;
  sigwait(&stop_signals, &signal);
  probe.reset();
  common::LogInfo("draining", {{"signal", std::to_string(signal)}});
  GREENLEDGER_FAILPOINT("drain_begin");
  server->Drain(std::chrono::seconds(5));
  overseer.Stop();
  keeper.Stop();
  services->ranking->Stop();
  GREENLEDGER_FAILPOINT("drain_before_rows");
  ledger->Stop();
  GREENLEDGER_FAILPOINT("drain_end");
  common::LogInfo("stopped");
  return static_cast<int>(ExitCode::kOk);
}

}  // namespace
}  // namespace greenledger

int main(int argc, char** argv) {
  CLI::App app(
      "greenledgerd: the green ledger's services\n\n"
      "Without arguments it keeps its data in ./greenledger-data and listens\n"
      "on a Unix socket there. For kiosks:\n"
      "  greenledgerd --kiosk-listen 0.0.0.0:8443 --tls-ca ca.pem \\\n"
      "    --tls-cert server.pem --tls-key server.key");
  greenledger::Flags flags;
  greenledger::AddFlags(&app, &flags);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    const int code = app.exit(error);
    return code == 0 ? 0 : static_cast<int>(greenledger::ExitCode::kUsage);
  }
  return greenledger::Run(flags);
}
