// Ordinary days, and those of a bad network.
#include <algorithm>
#include <string>

#include "clients/conformance/play.h"

namespace greenledger::conformance {
namespace {

constexpr int64_t kMilli = 1'000;
// Nobody may come again sooner.
constexpr int64_t kGapMinUs = 50'000;
// A random part that is shorter in every wait is none.
constexpr int64_t kChanceMinUs = 5'000;
constexpr int kPushBacks = 2;
constexpr int kFailures = 6;
constexpr uint64_t kDropsOfADay = 5;
// What shows that one connection is enough.
constexpr uint64_t kCallsOfADay = 12;

// Time from each failed upload to the next.
std::vector<int64_t> Gaps(const std::vector<Call>& uploads) {
  std::vector<int64_t> gaps;
  for (size_t i = 0; i + 1 < uploads.size(); ++i) {
    if (!uploads[i].failed) continue;
    gaps.push_back(uploads[i + 1].at_us - uploads[i].at_us);
  }
  return gaps;
}

// Uploads of one drop that fail `times` times, and the gaps after each; empty
// if the drop was not made or the kiosk did not come so often.
std::vector<int64_t> Fail(Play& play, Trick trick, int times) {
  play.Next(trick, times);
  const uint64_t drops = play.Drops();
  const uint64_t since = play.LastCall();
  const bool kept = play.Ask(Action::kDrop) &&
                    play.AwaitLong(
                        [&](Stage& stage) {
                          return stage.script().tricks.empty() &&
                                 stage.watermark() == stage.watch().shown() &&
                                 stage.watch().records().drops() > drops;
                        },
                        2);
  play.Next(Trick::kNone, 0);
  const std::vector<Call> uploads = play.Uploads(since);
  if (kept) return Gaps(uploads);
  if (!uploads.empty()) {
    play.report.Broken(14,
                       {"失败 {} 次后没有再来",
                        "did not come again after {} uploads that failed"},
                       uploads.size());
  }
  return {};
}

bool HonoursPushBack(Play& play) {
  const std::vector<int64_t> gaps = Fail(play, Trick::kPushBack, kPushBacks);
  if (gaps.empty()) return false;
  const int64_t told_us = kMicros * play.server.With([](Stage& stage) {
    return static_cast<int64_t>(stage.script().push_back_seconds);
  });
  const int64_t shortest = *std::min_element(gaps.begin(), gaps.end());
  const int64_t longest = *std::max_element(gaps.begin(), gaps.end());
  if (shortest + kClockErrorUs < told_us) {
    play.report.Broken(14,
                       {"要求等 {} 毫秒，{} 毫秒后就来了",
                        "was told to wait {} ms and came after {} ms"},
                       told_us / kMilli, shortest / kMilli);
    return false;
  }
  if (longest < told_us + kChanceMinUs) {
    play.report.Broken(14,
                       {"等待不带随机：要求 {} 毫秒，每次恰好如此",
                        "adds nothing random to the {} ms it was told to wait: "
                        "all kiosks would come back at one moment"},
                       told_us / kMilli);
    return false;
  }
  return true;
}

bool BacksOff(Play& play) {
  const std::vector<int64_t> gaps = Fail(play, Trick::kUnavailable, kFailures);
  if (gaps.size() < kFailures) return false;
  const auto middle = gaps.begin() + kFailures / 2;
  const int64_t shortest = *std::min_element(gaps.begin(), middle);
  const int64_t longest = *std::max_element(middle, gaps.end());
  if (shortest < kGapMinUs) {
    play.report.Broken(14,
                       {"失败 {} 毫秒后就再来",
                        "came again {} ms after an upload that failed"},
                       shortest / kMilli);
    return false;
  }
  // Three waits in ten, at least, are to be longer than the first ones.
  if (longest * 10 < shortest * 13) {
    play.report.Broken(14,
                       {"连续失败 {} 次，等待没有加长（{} 至 {} 毫秒）",
                        "waits no longer after {} failures in a row ({} to {} "
                        "ms)"},
                       kFailures, shortest / kMilli, longest / kMilli);
    return false;
  }
  return true;
}

// The first call after `cut` must be a hello.
void LookAfterCut(Play& play, const Call& cut) {
  const Call next = play.server.With([&](Stage& stage) {
    for (const Call& call : stage.calls()) {
      if (call.number > cut.number && call.peer != cut.peer) return call;
    }
    return cut;
  });
  if (next.peer == cut.peer || next.method == Method::kBoot) return;
  if (next.method != Method::kUpload) return;
  play.report.Broken(1,
                     {"断线后未问候就上传第 {} 条",
                      "uploads record {} on a new connection without having "
                      "said hello"},
                     next.first_sequence);
}

// Whether all drops came in spite of `trick`; false if none was made.
bool ComesAgain(Play& play, Trick trick, int count) {
  play.Next(trick);
  const uint64_t drops = play.Drops();
  const uint64_t since = play.LastCall();
  if (!play.Ask(Action::kDrop, count)) return false;
  const bool kept = play.AwaitKept(drops + static_cast<uint64_t>(count));
  const std::vector<Call> uploads = play.Uploads(since);
  if (uploads.empty()) return false;
  if (!kept) {
    play.report.Broken(6,
                       {"第 {} 条上传没有得到应答，之后没有再传",
                        "the upload from record {} on got no answer and did "
                        "not come again"},
                       uploads.back().first_sequence);
    return false;
  }
  if (trick != Trick::kSlow) LookAfterCut(play, uploads.front());
  return true;
}

}  // namespace

void PlayDrops(Play& play) {
  const uint64_t drops = play.Drops();
  if (!play.Ask(Action::kDrop, kDropsOfADay)) return;
  play.AwaitKept(drops + kDropsOfADay);
  play.Await([](Stage& stage) { return stage.calls_made() >= kCallsOfADay; });
}

void PlayOtherRecords(Play& play) {
  const auto see = [&](Action action, int promise) {
    if (!play.options.promises.contains(promise) || !play.Ask(action)) return;
    play.Await([&](Stage&) {
      return play.report.VerdictOf(promise) != Verdict::kNotSeen;
    });
  };
  if (play.options.promises.contains(8) || play.options.promises.contains(9)) {
    if (play.Ask(Action::kDrop)) play.AwaitKept(play.Drops());
  }
  see(Action::kDailyClose, 8);
  see(Action::kDailyClose, 9);
  see(Action::kScaleTest, 10);
  see(Action::kMonitor, 16);
}

void PlayBusy(Play& play) {
  const bool honours = HonoursPushBack(play);
  const bool backs_off = BacksOff(play);
  if (honours && backs_off) {
    play.report.Kept(14, {"等待不短于要求，且逐次加长",
                          "waits as long as it is told, and longer each time"});
  }
}

void PlayLostAnswers(Play& play) {
  const bool lost = ComesAgain(play, Trick::kLose, 2);
  const bool kept = ComesAgain(play, Trick::kKeepAndCut, 2);
  const bool slow = ComesAgain(play, Trick::kSlow, 1);
  if (kept && lost && slow) {
    play.report.Kept(6, {"应答丢失、迟到之后再传的字节相同",
                         "sent the same bytes again after answers were lost or "
                         "late"});
  }
}

}  // namespace greenledger::conformance
