// A ledger that refuses, forgets, or meets a kiosk that lost its power.
#include <algorithm>
#include <utility>

#include "clients/conformance/play.h"

namespace greenledger::conformance {
namespace {

// What the ledger forgets.
constexpr uint64_t kForgotten = 3;
// Nobody needs so many attempts in the time of Play::Watch().
constexpr size_t kAttemptsMax = 20;

void LookAfterRefusal(Play& play, int promise, uint64_t since) {
  const uint64_t refused =
      play.server.With([](Stage& stage) { return stage.marked(); });
  const std::vector<Call> uploads = play.Uploads(since);
  const auto beyond = std::find_if(
      uploads.begin(), uploads.end(),
      [&](const Call& call) { return call.first_sequence > refused; });
  if (beyond != uploads.end()) {
    play.report.Broken(promise,
                       {"第 {} 条被拒绝，却接着传第 {} 条",
                        "record {} was refused, and it went on with record "
                        "{}"},
                       refused, beyond->first_sequence);
  } else if (uploads.size() > kAttemptsMax) {
    play.report.Broken(promise,
                       {"第 {} 条被拒绝，又传了 {} 次",
                        "record {} was refused, and it sent it {} times more"},
                       refused, uploads.size());
  } else {
    play.report.Kept(promise,
                     {"第 {} 条被拒绝后没有继续、没有改动",
                      "changed nothing and did not go on after record {} was "
                      "refused"},
                     refused);
  }
}

// Whether somebody could restart it.
bool Restart(Play& play) {
  const size_t hellos = play.server.With([](Stage& stage) {
    stage.watch().records().AllowRestart();
    return stage.hellos();
  });
  return play.Ask(Action::kRestart) &&
         play.Await([&](Stage& stage) { return stage.hellos() > hellos; });
}

void PlayRefusal(Play& play, int promise, Trick trick) {
  play.Next(trick);
  if (!play.Ask(Action::kDrop, 2) ||
      !play.Await([](Stage& stage) { return stage.script().tricks.empty(); })) {
    play.Next(Trick::kNone, 0);
    return;
  }
  const uint64_t since = play.LastCall();
  play.server.With([&](Stage& stage) { stage.script().otherwise = trick; });
  // Residents go on; what they bring must not go over what was refused.
  play.Ask(Action::kDrop);
  play.Watch();
  play.server.With(
      [](Stage& stage) { stage.script().otherwise = Trick::kNone; });
  LookAfterRefusal(play, promise, since);
  // It may rightly wait for a technician.
  if (Restart(play)) play.AwaitKept(play.Drops());
}

}  // namespace

void PlayQuarantine(Play& play) {
  play.Next(Trick::kQuarantine);
  uint64_t drops = play.Drops();
  if (!play.Ask(Action::kDrop, 2) || !play.AwaitKept(drops + 2)) return;
  const uint64_t quarantined =
      play.server.With([](Stage& stage) { return stage.marked(); });
  drops = play.Drops();
  const uint64_t since = play.LastCall();
  if (!play.Ask(Action::kDrop)) return;
  if (play.AwaitKept(drops + 1)) {
    play.report.Kept(
        15,
        {"第 {} 条隔离后继续上传", "went on after record {} was quarantined"},
        quarantined);
  } else if (play.IsStuck(since)) {
    play.report.Broken(15,
                       {"第 {} 条隔离后不再上传",
                        "uploaded nothing new after record {} was "
                        "quarantined"},
                       quarantined);
  }
}

void PlayRestored(Play& play) {
  const uint64_t drops = play.Drops();
  const int kept = static_cast<int>(kForgotten);
  if (!play.Ask(Action::kDrop, kept) || !play.AwaitKept(drops + kForgotten)) {
    return;
  }
  const uint64_t lowered = play.server.With([](Stage& stage) {
    stage.Restore(stage.watermark() - kForgotten);
    return stage.watermark();
  });
  if (!play.Ask(Action::kDrop)) return;
  if (play.AwaitKept(drops + kForgotten + 1)) {
    play.report.Kept(20, {"从第 {} 条起重传", "sent again from record {} on"},
                     lowered + 1);
    return;
  }
  const uint64_t watermark =
      play.server.With([](Stage& stage) { return stage.watermark(); });
  play.report.Broken(20,
                     {"要求从第 {} 条起重传，只到第 {} 条",
                      "was asked to send again from record {} on; the ledger "
                      "has no more than record {}"},
                     lowered + 1, watermark);
}

void PlayPowerCut(Play& play) {
  const uint64_t drops = play.Drops();
  play.server.With(
      [](Stage& stage) { stage.script().otherwise = Trick::kPushBack; });
  // What is shown before the cut was recorded, and residents were thanked.
  const bool shown =
      play.Ask(Action::kDrop, 3) && play.Await([&](Stage& stage) {
        return stage.watch().records().drops() > drops;
      });
  const bool restarted = shown && Restart(play);
  play.server.With(
      [](Stage& stage) { stage.script().otherwise = Trick::kNone; });
  if (!restarted) {
    play.AwaitKept(drops);
    return;
  }
  if (play.AwaitKept(drops + 3)) {
    play.report.Kept(4, {"断电前的投放都在", "lost no drop by a power cut"});
    return;
  }
  const auto [shown_to, kept_to] = play.server.With([](Stage& stage) {
    return std::pair(stage.watch().shown(), stage.watermark());
  });
  play.report.Broken(
      4,
      {"断电前投放 3 次，见到第 {} 条为止；断电后只补传到第 {} 条",
       "before the power cut 3 drops were made and records up "
       "to {} shown; after it the ledger got those up to {}"},
      shown_to, kept_to);
}

void PlayIdReused(Play& play) { PlayRefusal(play, 6, Trick::kIdReused); }

void PlayChainBroken(Play& play) { PlayRefusal(play, 7, Trick::kChainBroken); }

}  // namespace greenledger::conformance
