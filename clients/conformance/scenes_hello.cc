// How a kiosk begins, what it fetches, and whom it talks to.
#include <algorithm>
#include <string>

#include "clients/conformance/play.h"

namespace greenledger::conformance {
namespace {

constexpr uint32_t kHelloSeconds = 2;

// Bases from which lists were asked for, page by page, after call `since`.
std::vector<uint64_t> BasesAsked(Stage& stage, uint64_t since) {
  std::vector<uint64_t> bases;
  for (const Call& call : stage.calls()) {
    if (call.method == Method::kList && call.number > since) {
      bases.push_back(call.base_version);
    }
  }
  return bases;
}

// The admission is another one; waits until the kiosk was told and, where it
// is to come again, came again.
bool Admit(Play& play, v1::BootAdmission admission, const std::string& reason,
           size_t hellos) {
  const size_t before = play.server.With([&](Stage& stage) {
    stage.script().admission = admission;
    stage.script().reason = reason;
    return stage.hellos();
  });
  return play.Await(
      [&](Stage& stage) { return stage.hellos() >= before + hellos; });
}

}  // namespace

void PlayHello(Play& play) {
  const uint64_t drops = play.Drops();
  const size_t hellos = play.Hellos();
  const uint64_t made = play.Ask(Action::kDrop, 2) ? 2 : 0;
  bool again =
      play.Await([&](Stage& stage) { return stage.hellos() >= hellos + 1; });
  again = again && Admit(play, v1::BOOT_ADMISSION_REJECTED, "KIOSK_CLOSED", 2);
  again = Admit(play, v1::BOOT_ADMISSION_ACCEPTED, "", 1) && again;
  play.server.With(
      [](Stage& stage) { stage.script().hello_seconds = kHelloSeconds; });
  const uint64_t since = play.LastCall();
  const bool kept = made != 0 && play.AwaitKept(drops + made);
  if (!again) {
    play.report.Broken(1,
                       {"未获准后没有再问候",
                        "did not say hello again after it was not accepted"});
  } else if (kept) {
    play.report.Kept(1,
                     {"两次未获准后获准，其间的投放已补传",
                      "waited until it was accepted, then sent what it had"});
  } else if (made != 0 && play.IsStuck(since)) {
    play.report.Broken(1,
                       {"未获准期间的 {} 次投放，获准后只补传 {} 次",
                        "of {} drops made before it was accepted, {} came "
                        "after"},
                       made, play.Drops() - drops);
  }
}

void PlayList(Play& play) {
  const uint64_t first =
      play.server.With([](Stage& stage) { return stage.list().version(); });
  const auto full = [&](Stage& stage) {
    // Both pages.
    return BasesAsked(stage, 0).size() >= 2;
  };
  if (!play.Await(full)) return;
  const uint64_t changed = play.LastCall();
  play.server.With([](Stage& stage) { stage.list().Change(); });
  const auto asked = [&](Stage& stage) {
    return !BasesAsked(stage, changed).empty();
  };
  if (!play.Await(asked)) {
    play.report.Broken(12,
                       {"问候应答报清单版本 {} 后没有读取",
                        "was told of version {} of the list and did not fetch "
                        "it"},
                       first + 1);
    return;
  }
  const uint64_t base = play.server.With(
      [&](Stage& stage) { return BasesAsked(stage, changed).front(); });
  if (base != first) {
    play.report.Broken(12,
                       {"已有版本 {}，却从 {} 要增量",
                        "has version {} of the list and asks from {} on"},
                       first, base);
  }
  const uint64_t spoilt = play.LastCall();
  play.server.With([](Stage& stage) {
    stage.list().Change();
    stage.list().SpoilDifferences(true);
  });
  const auto in_full = [&](Stage& stage) {
    const std::vector<uint64_t> bases = BasesAsked(stage, spoilt);
    return std::find(bases.begin(), bases.end(), 0u) != bases.end();
  };
  const bool recovered = play.Await(in_full);
  play.server.With([](Stage& stage) { stage.list().SpoilDifferences(false); });
  if (!recovered) {
    play.report.Broken(12, {"增量与摘要不符，却没有要全量",
                            "did not ask for the full list after a difference "
                            "whose digest does not fit"});
    return;
  }
  play.report.Kept(12, {"对不上的增量之后要了全量",
                        "asked for the full list after a difference that does "
                        "not fit"});
}

void PlayNewFields(Play& play) {
  play.server.With([](Stage& stage) { stage.script().new_fields = true; });
  const uint64_t drops = play.Drops();
  const size_t hellos = play.Hellos();
  uint64_t since = play.LastCall();
  bool hello = false;
  bool went_on = play.Ask(Action::kDrop) && play.AwaitKept(drops + 1);
  if (went_on) {
    // The first answers with new fields must not hinder what comes next.
    hello = play.Await([&](Stage& stage) { return stage.hellos() > hellos; });
    since = play.LastCall();
    went_on = play.Ask(Action::kDrop) && play.AwaitKept(drops + 2);
  }
  play.server.With([](Stage& stage) { stage.script().new_fields = false; });
  if (went_on && hello) {
    play.report.Kept(17, {"报了软件版本，新字段不妨碍它",
                          "told its software; new fields did not stop it"});
  } else if (!went_on && play.status.ok() && play.IsStuck(since)) {
    play.report.Broken(17, {"应答带新字段后不再上传",
                            "uploads nothing after answers with new fields"});
  }
}

void PlayStranger(Play& play) {
  play.status.Update(play.server.Become(play.options.stranger));
  const uint64_t calls = play.LastCall();
  const uint64_t drops = play.Drops();
  const bool made = play.Ask(Action::kDrop);
  play.Watch();
  const uint64_t talked = play.LastCall() - calls;
  play.status.Update(play.server.Become(play.options.identity));
  if (talked != 0) {
    play.report.Broken(3,
                       {"服务器证书出自别的机构，仍调用 {} 次",
                        "made {} calls to a server whose certificate is of an "
                        "authority it must not know"},
                       talked);
  } else if (made && play.AwaitKept(drops + 1)) {
    play.report.Kept(3, {"拒绝了冒名的服务器，之后照常上传",
                         "refused the stranger and went on with the ledger"});
  }
}

}  // namespace greenledger::conformance
