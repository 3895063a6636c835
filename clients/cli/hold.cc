// greenledger hold place|commit|void|list
#include <memory>
#include <string>

#include "clients/cli/command_fields.h"
#include "clients/cli/deadline.h"
#include "clients/cli/hold_list.h"
#include "clients/cli/nouns.h"
#include "clients/cli/one_time_code.h"

namespace greenledger::cli {
namespace {

constexpr Text kOnlyOf = {"只在属于此住户时执行",
                          "only if it is of this household"};

void AddHoldPlace(CLI::App& noun, Session& session) {
  CLI::App* verb = AddVerb(
      noun, session, "place",
      {"预留住户的积分；到期自动释放",
       "Reserve points of a household; they are free again when time is over"},
      "greenledger hold place --household 12 --points 30 --expires 2h "
      "\\\n  --purpose 'market stall' --by S-07 --book 310101001001\n"
      "greenledger hold place --household 12 --points 2.5 "
      "--expires 2026-06-30 \\\n  --purpose seeds --by S-07 "
      "--book 310101001001");
  auto request = std::make_shared<v1::PlaceHoldRequest>();
  auto expires = std::make_shared<std::string>();
  v1::HoldPlaced* hold = request->mutable_hold();
  Fields(*verb, session, hold)
      .Need("--household", kHouseholdText,
            &v1::HoldPlaced::set_household_number)
      .NeedPoints("--points", {"积分数", "how many points"},
                  &v1::HoldPlaced::set_milli_points)
      .Need("--expires",
            {"有效期：90m、12h、7d，或本地日期、时间",
             "for how long (90m, 12h, 7d) or until which local day or time"},
            expires.get())
      .Need("--purpose", {"用途", "what for"}, hold->mutable_purpose())
      .By(hold->mutable_by());
  AddCommandOptions(*verb, session);
  DoInBook(*verb, session, [&session, request, expires] {
    int64_t expires_us = 0;
    if (auto failed = ReadDeadline(session, *expires, &expires_us)) {
      return *failed;
    }
    request->mutable_hold()->set_expires_us(expires_us);
    return SendCommand(session, &Client::Points::PlaceHold, *request,
                       session.Say("积分已预留", "points reserved"));
  });
}

void AddCommitHold(CLI::App& noun, Session& session) {
  CLI::App* verb =
      AddVerb(noun, session, "commit",
              {"花掉预留的积分，全部或一部分",
               "Spend what a hold reserved, all of it or a part"},
              "greenledger hold commit 4711 --by S-07 --book 310101001001\n"
              "greenledger hold commit 4711 --points 12.5 --by S-07 "
              "--book 310101001001");
  auto request = std::make_shared<v1::CommitHoldRequest>();
  auto code = std::make_shared<std::string>();
  v1::HoldCommitted* commit = request->mutable_commit();
  Fields(*verb, session, commit)
      .Need("hold", {"预留的条目序号", "index of the entry that placed it"},
            &v1::HoldCommitted::set_hold_index)
      .MayPoints(
          "--points",
          {"花掉的积分数；不给则全部", "how many points; all if not given"},
          &v1::HoldCommitted::set_milli_points)
      .May("--household", kOnlyOf, &v1::HoldCommitted::set_household_number)
      .May("--code", {"取货码，仅用于订单", "pick-up code, of an order"},
           code.get())
      .By(commit->mutable_by());
  AddCommandOptions(*verb, session);
  DoInBook(*verb, session, [&session, request, code] {
    if (!code->empty()) {
      if (!PlainCode(*code)) return ReportBadCode(session, *code);
      request->mutable_commit()->set_code_hash(CodeHash(*code));
    }
    return SendCommand(session, &Client::Points::CommitHold, *request,
                       session.Say("积分已花掉", "points spent"));
  });
}

void AddVoid(CLI::App& noun, Session& session) {
  CLI::App* verb =
      AddVerb(noun, session, "void",
              {"取消预留，释放积分和物品", "Set free what a hold reserved"},
              "greenledger hold void 4711 --by S-07 --book 310101001001");
  auto request = std::make_shared<v1::VoidHoldRequest>();
  v1::HoldVoided* cancel = request->mutable_cancel();
  cancel->set_cause(v1::VOID_CAUSE_CANCELLED);
  Fields(*verb, session, cancel)
      .Need("hold", {"预留的条目序号", "index of the entry that placed it"},
            &v1::HoldVoided::set_hold_index)
      .May("--household", kOnlyOf, &v1::HoldVoided::set_household_number)
      .By(cancel->mutable_by());
  SendsCommand(*verb, session, &Client::Points::VoidHold, request,
               {"预留已取消", "hold voided"});
}

}  // namespace

void AddHold(CLI::App& app, Session& session) {
  CLI::App* noun =
      AddNoun(app, session, "hold", {"预留的积分", "Points that are reserved"});
  AddHoldPlace(*noun, session);
  AddCommitHold(*noun, session);
  AddVoid(*noun, session);
  CLI::App* list =
      AddVerb(*noun, session, "list", {"列出未了结的预留", "List open holds"},
              "greenledger hold list --book 310101001001");
  DoInBook(*list, session, [&session] {
    return PrintHolds(session, std::nullopt,
                      [](const v1::HoldPlaced&) { return true; });
  });
}

}  // namespace greenledger::cli
