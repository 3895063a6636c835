#include "clients/conformance/run.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "clients/conformance/play.h"

namespace greenledger::conformance {
namespace {

constexpr uint32_t kHelloAgainSeconds = 3;
constexpr int kConnectTimes = 4;

bool Shows(const Scene& scene, const Promises& promises) {
  return std::any_of(scene.promises.begin(), scene.promises.end(),
                     [&](int promise) { return promises.contains(promise); });
}

absl::StatusOr<std::unique_ptr<ScriptedServer>> StartServer(
    const RunOptions& options, Surroundings& surroundings, Report& report) {
  Stage stage(
      JournalWatch(options.book, options.kiosk, options.record_key, report),
      CardList(options.book, options.list_key), options.config, report);
  if (options.promises.contains(1)) {
    // From its first call on.
    stage.script().admission = v1::BOOT_ADMISSION_PENDING;
    stage.script().reason = "TARIFF_MISSING";
    stage.script().hello_seconds = kHelloAgainSeconds;
  }
  ServerOptions server;
  server.listen = options.listen;
  server.identity = options.identity;
  server.kiosk_uri =
      fmt::format("greenledger://kiosk/{}/{}", options.book, options.kiosk);
  server.late = options.late;
  server.steady_micros = [&surroundings] {
    return surroundings.SteadyMicros();
  };
  server.now_micros = [&surroundings] { return surroundings.NowMicros(); };
  return ScriptedServer::Start(std::move(server), std::move(stage));
}

}  // namespace

absl::Status RunConformance(const RunOptions& options,
                            Surroundings& surroundings, Report& report) {
  const auto server = StartServer(options, surroundings, report);
  if (!server.ok()) return server.status();
  surroundings.Listening((*server)->port());
  Play play{options, surroundings, **server, report, absl::OkStatus()};
  // It may have to be started first.
  if (!play.AwaitLong([](Stage& stage) { return stage.calls_made() > 0; },
                      kConnectTimes)) {
    return absl::DeadlineExceededError(fmt::format(
        "no call came from greenledger://kiosk/{}/{}, and {} from others (the "
        "client certificate's URI SAN says who calls)",
        options.book, options.kiosk, (*server)->strangers()));
  }
  for (const Scene& scene : Scenes()) {
    if (!Shows(scene, options.promises)) continue;
    surroundings.Tell(scene.text);
    scene.play(play);
    if (!play.status.ok()) break;
  }
  return play.status;
}

}  // namespace greenledger::conformance
