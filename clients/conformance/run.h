// A run of the conformance program against one kiosk.
#ifndef GREENLEDGER_CLIENTS_CONFORMANCE_RUN_H_
#define GREENLEDGER_CLIENTS_CONFORMANCE_RUN_H_

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>

#include "absl/status/statusor.h"
#include "clients/cli/language.h"
#include "clients/conformance/promises.h"
#include "clients/conformance/report.h"
#include "clients/conformance/scripted_server.h"
#include "greenledger/v1/kiosk_service.pb.h"
#include "storage/crypto/ed25519.h"

namespace greenledger::conformance {

// What somebody does at the kiosk.
enum class Action { kDrop, kRestart, kDailyClose, kScaleTest, kMonitor };

// What comes from outside; one thread uses it, except for the clocks.
class Surroundings {
 public:
  virtual ~Surroundings() = default;
  // Microseconds by a clock that never goes back. Thread-safe.
  virtual int64_t SteadyMicros() = 0;
  // Microseconds since 1970-01-01 UTC. Thread-safe.
  virtual int64_t NowMicros() = 0;
  // Lets the kiosk go on until `done` says so, at most that long; what `done`
  // said last.
  virtual bool Await(const std::function<bool()>& done,
                     std::chrono::microseconds at_most) = 0;
  // Has it done so many times, or asks a person to. False where nobody can;
  // an error if it was tried in vain.
  virtual absl::StatusOr<bool> Ask(Action action, int times) = 0;
  // Says what is going on.
  virtual void Tell(const cli::Text& text) = 0;
  // The kiosk can call this port now.
  virtual void Listening(int port) = 0;
};

struct RunOptions {
  uint64_t book = 0;
  uint64_t kiosk = 0;
  // What the kiosk's uploads are signed with.
  crypto::Ed25519PublicKey record_key;
  // What lists of cards are signed with.
  crypto::Ed25519PrivateKey list_key;
  v1::GetKioskConfigResponse config;
  std::string listen = "127.0.0.1:0";
  ServerIdentity identity;
  // One of the same names under an authority that the kiosk does not know.
  ServerIdentity stranger;
  Promises promises = AllPromises();
  // How long something the kiosk is to do may take.
  std::chrono::microseconds wait = std::chrono::seconds(30);
  // How long a kiosk that is to do nothing is watched.
  std::chrono::microseconds quiet = std::chrono::seconds(8);
  // How long a late answer takes.
  std::chrono::microseconds late = std::chrono::seconds(25);
};

// Plays every scene that can show one of `promises`. An error if the server
// cannot listen or something that was asked of `surroundings` failed; what was
// found before is in `report` all the same.
absl::Status RunConformance(const RunOptions& options,
                            Surroundings& surroundings, Report& report);

}  // namespace greenledger::conformance

#endif  // GREENLEDGER_CLIENTS_CONFORMANCE_RUN_H_
