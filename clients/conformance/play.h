// What the scenes of a run share.
#ifndef GREENLEDGER_CLIENTS_CONFORMANCE_PLAY_H_
#define GREENLEDGER_CLIENTS_CONFORMANCE_PLAY_H_

#include <chrono>
#include <functional>
#include <vector>

#include "absl/status/status.h"
#include "clients/conformance/run.h"

namespace greenledger::conformance {

struct Play {
  // All must outlive this.
  const RunOptions& options;
  Surroundings& surroundings;
  ScriptedServer& server;
  Report& report;
  // What ends the run.
  absl::Status status;

  // Whether it was done; an error ends the run.
  bool Ask(Action action, int times = 1);
  // Waits for something the kiosk is to do.
  bool Await(const std::function<bool(Stage&)>& done);
  // The same, for so many times the usual time.
  bool AwaitLong(const std::function<bool(Stage&)>& done, int times);
  // Waits until everything that was shown, and so many more drops than
  // `drops`, is kept.
  bool AwaitKept(uint64_t drops);
  // Whether it has records that it does not upload, or has not called since
  // call `since`: what nobody recorded cannot come.
  bool IsStuck(uint64_t since);
  // Lets the kiosk do what it likes.
  void Watch();

  void Next(Trick trick, int times = 1);
  // Hellos and drops so far.
  size_t Hellos();
  uint64_t Drops();
  // Number of the last call so far, and the uploads after call `since`.
  uint64_t LastCall();
  std::vector<Call> Uploads(uint64_t since);
};

// A scene shows some promises.
struct Scene {
  Promises promises;
  // What it does, for who watches.
  cli::Text text;
  void (*play)(Play&);
};

// In the order in which they are played.
const std::vector<Scene>& Scenes();

void PlayHello(Play& play);
void PlayList(Play& play);
void PlayDrops(Play& play);
void PlayNewFields(Play& play);
void PlayOtherRecords(Play& play);
void PlayBusy(Play& play);
void PlayLostAnswers(Play& play);
void PlayQuarantine(Play& play);
void PlayRestored(Play& play);
void PlayStranger(Play& play);
void PlayPowerCut(Play& play);
void PlayIdReused(Play& play);
void PlayChainBroken(Play& play);

}  // namespace greenledger::conformance

#endif  // GREENLEDGER_CLIENTS_CONFORMANCE_PLAY_H_
