#include "clients/conformance/play.h"

#include <algorithm>

namespace greenledger::conformance {

bool Play::Ask(Action action, int times) {
  if (!status.ok()) return false;
  const absl::StatusOr<bool> done = surroundings.Ask(action, times);
  if (!done.ok()) status = done.status();
  return done.ok() && *done;
}

bool Play::Await(const std::function<bool(Stage&)>& done) {
  return AwaitLong(done, 1);
}

bool Play::AwaitLong(const std::function<bool(Stage&)>& done, int times) {
  return surroundings.Await([&] { return server.With(done); },
                            options.wait * times);
}

bool Play::AwaitKept(uint64_t drops) {
  return Await([&](Stage& stage) {
    return stage.watch().records().drops() >= drops &&
           stage.script().tricks.empty() &&
           stage.watermark() == stage.watch().shown();
  });
}

bool Play::IsStuck(uint64_t since) {
  return server.With([&](Stage& stage) {
    return stage.calls_made() == since ||
           std::max(stage.announced(), stage.watch().shown()) >
               stage.watermark();
  });
}

void Play::Watch() {
  surroundings.Await([] { return false; }, options.quiet);
}

void Play::Next(Trick trick, int times) {
  server.With([&](Stage& stage) {
    stage.script().tricks.assign(static_cast<size_t>(times), trick);
  });
}

size_t Play::Hellos() {
  return server.With([](Stage& stage) { return stage.hellos(); });
}

uint64_t Play::Drops() {
  return server.With(
      [](Stage& stage) { return stage.watch().records().drops(); });
}

uint64_t Play::LastCall() {
  return server.With([](Stage& stage) { return stage.calls_made(); });
}

std::vector<Call> Play::Uploads(uint64_t since) {
  return server.With([&](Stage& stage) {
    std::vector<Call> uploads;
    for (const Call& call : stage.calls()) {
      if (call.method == Method::kUpload && call.number > since) {
        uploads.push_back(call);
      }
    }
    return uploads;
  });
}

const std::vector<Scene>& Scenes() {
  static const std::vector<Scene> scenes = {
      {{1},
       {"设备问候，未获准、被拒绝，再获准",
        "the kiosk says hello and is not accepted, then refused, then "
        "accepted"},
       PlayHello},
      {{12, 13},
       {"卡片清单：全量、增量、对不上的增量",
        "the list of cards: in full, a difference, one that does not "
        "fit"},
       PlayList},
      {{5, 7, 11, 13, 19}, {"普通投放", "drops as on any day"}, PlayDrops},
      {{17},
       {"应答带新字段", "answers have fields of a later version"},
       PlayNewFields},
      {{8, 9, 10, 16},
       {"日结、秤检验、监测值", "a daily close, a scale test, a monitor"},
       PlayOtherRecords},
      {{14}, {"服务器繁忙", "the server is busy"}, PlayBusy},
      {{1, 6}, {"应答丢失", "answers get lost"}, PlayLostAnswers},
      {{15}, {"隔离一条记录", "a record is quarantined"}, PlayQuarantine},
      {{20},
       {"服务器从旧备份恢复", "the server comes back from an older copy"},
       PlayRestored},
      {{3}, {"冒名的服务器", "a stranger's server"}, PlayStranger},
      {{4}, {"断电", "a power cut"}, PlayPowerCut},
      {{6},
       {"服务器称编号已用于别的记录",
        "the server has other records under these numbers"},
       PlayIdReused},
      {{7},
       {"服务器称链已断", "the server says that the chain is broken"},
       PlayChainBroken},
  };
  return scenes;
}

}  // namespace greenledger::conformance
