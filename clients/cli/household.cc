// greenledger household show|activate|close|freeze|unfreeze|move,
// greenledger card issue|block
#include <fmt/format.h>

#include <memory>

#include "clients/cli/card_claim.h"
#include "clients/cli/card_hash.h"
#include "clients/cli/command.h"
#include "clients/cli/household_verbs.h"
#include "clients/cli/names.h"
#include "clients/cli/nouns.h"
#include "clients/cli/output.h"
#include "clients/cli/table.h"
#include "clients/cli/verb.h"

namespace greenledger::cli {
namespace {

std::shared_ptr<uint64_t> AddNumber(CLI::App& verb, const Session& session) {
  auto number = std::make_shared<uint64_t>(0);
  verb.add_option("household", *number,
                  session.Say("住户编号", "the household's number"))
      ->required();
  return number;
}

void PrintHousehold(Session& session, const v1::Household& household) {
  int adults = 0;
  for (const v1::Member& member : household.members()) {
    if (member.kind() == v1::MEMBER_KIND_ADULT) ++adults;
  }
  Table table({{session.Say("住户", "household")},
               {std::to_string(household.number())}});
  auto row = [&](const char* zh, const char* en, const std::string& value) {
    table.AddRow({session.Say(zh, en), value});
  };
  row("楼栋", "building", std::to_string(household.building_number()));
  row("住房", "tenure", In(session.language, NameOf(household.tenure())));
  row("状态", "state", In(session.language, NameOf(household.state())));
  row("居住人数", "residents", std::to_string(household.residents()));
  row("成年成员", "adult members", std::to_string(adults));
  row("未成年成员", "minor members",
      std::to_string(household.members_size() - adults));
  for (const std::string& hash : household.card_hashes()) {
    row("卡（摘要）", "card (hash)", ToHex(hash));
  }
  table.Print(session.around.out);
}

ExitCode ShowHousehold(Session& session, uint64_t number) {
  v1::GetHouseholdRequest request;
  request.set_book(session.book);
  request.set_household(number);
  v1::GetHouseholdResponse response;
  grpc::Status status = session.client().Call(&Client::Registry::GetHousehold,
                                              request, &response);
  if (!status.ok()) return ReportError(session, status);
  if (session.json) {
    session.around.out << ToJson(response.household()) << "\n";
  } else {
    PrintHousehold(session, response.household());
  }
  return ExitCode::kOk;
}

void AddChange(CLI::App& noun, Session& session, const std::string& name,
               v1::HouseholdState state, const Text& description,
               const Text& done) {
  CLI::App* verb =
      AddVerb(noun, session, name, description,
              "greenledger household " + name + " 12 --book 310101001001");
  auto number = AddNumber(*verb, session);
  AddCommandOptions(*verb, session);
  DoInBook(*verb, session, [&session, number, state, done] {
    v1::ChangeHouseholdRequest request;
    request.mutable_change()->set_number(*number);
    request.mutable_change()->set_state(state);
    return SendCommand(session, &Client::Registry::ChangeHousehold, request,
                       In(session.language, done));
  });
}

// The card's number leaves the program once, on the screen; the book gets its
// hash. A repetition would be of another card, so no error offers the id.
ExitCode IssueCard(Session& session, uint64_t household) {
  std::string card = session.around.random_bytes(kCardBytes);
  std::string hash = CardHash(card);
  v1::IssueCardRequest request;
  *request.mutable_header() = MakeHeader(session);
  session.request_id.clear();
  request.mutable_card()->set_household_number(household);
  request.mutable_card()->set_card_hash(hash);
  v1::IssueCardResponse response;
  grpc::Status status =
      session.client().Call(&Client::Registry::IssueCard, request, &response);
  if (!status.ok()) return ReportError(session, status);
  ExitCode code = ReportResult(session, response.result(),
                               session.Say("已发卡", "card issued"));
  if (code != ExitCode::kOk || session.dry_run) return code;
  std::ostream& out = session.around.out;
  if (session.json) {
    out << fmt::format(R"({{"card":"{}","card_hash":"{}"}})", ToHex(card),
                       ToHex(hash))
        << "\n";
    return code;
  }
  out << session.Say("卡号（只显示这一次，请写入卡中）：",
                     "card number (shown only now; write it to the card): ")
      << ToHex(card) << "\n"
      << session.Say("摘要：", "hash: ") << ToHex(hash) << "\n";
  return code;
}

ExitCode BlockCard(Session& session, const std::string& text) {
  std::string hash;
  if (!FromHex(text, kCardHashBytes, &hash)) {
    return session.UsageError(
        session.Say("卡的摘要应为 32 位十六进制数字，得到 ",
                    "a card's hash is 32 hexadecimal digits, found ") +
        text);
  }
  v1::BlockCardRequest request;
  request.mutable_card()->set_card_hash(hash);
  return SendCommand(session, &Client::Registry::BlockCard, request,
                     session.Say("卡已停用", "card blocked"));
}

}  // namespace

void AddHousehold(CLI::App& app, Session& session) {
  CLI::App* noun = AddNoun(app, session, "household", {"住户", "Households"});
  CLI::App* show =
      AddVerb(*noun, session, "show", {"显示一个住户", "Show a household"},
              "greenledger household show 12 --book 310101001001");
  auto number = AddNumber(*show, session);
  DoInBook(*show, session,
           [&session, number] { return ShowHousehold(session, *number); });
  AddChange(*noun, session, "activate", v1::HOUSEHOLD_STATE_ACTIVE,
            {"激活住户；暂存的投放随之入账",
             "Activate a household; what is in suspense for it is credited"},
            {"住户已激活", "household activated"});
  AddChange(*noun, session, "close", v1::HOUSEHOLD_STATE_CLOSED,
            {"注销住户（搬走）；账户保留",
             "Close a household (moved away); its account stays"},
            {"住户已注销", "household closed"});
  AddChange(*noun, session, "freeze", v1::HOUSEHOLD_STATE_FROZEN,
            {"冻结住户：照常得分，不能花",
             "Freeze a household: it earns and cannot spend"},
            {"住户已冻结", "household frozen"});
  AddChange(*noun, session, "unfreeze", v1::HOUSEHOLD_STATE_ACTIVE,
            {"解除冻结", "Let a frozen household spend again"},
            {"住户已解冻", "household active again"});
  AddHouseholdMove(*noun, session);
}

void AddCard(CLI::App& app, Session& session) {
  CLI::App* noun = AddNoun(app, session, "card", {"住户卡", "Cards"});
  CLI::App* issue =
      AddVerb(*noun, session, "issue",
              {"给住户发一张新卡；卡号随机，只显示一次",
               "Give a household a new card; its random number is shown once"},
              "greenledger card issue 12 --book 310101001001");
  auto number = AddNumber(*issue, session);
  AddDryRun(*issue, session);
  DoInBook(*issue, session,
           [&session, number] { return IssueCard(session, *number); });
  CLI::App* block =
      AddVerb(*noun, session, "block", {"停用一张卡", "Block a card"},
              "greenledger card block 8c7fd1f8a3e14c6c0b9c2f5e6a7b8c9d "
              "--book 310101001001");
  auto hash = std::make_shared<std::string>();
  block
      ->add_option("hash", *hash,
                   session.Say("卡的摘要，见 household show",
                               "the card's hash, see household show"))
      ->required();
  AddCommandOptions(*block, session);
  DoInBook(*block, session,
           [&session, hash] { return BlockCard(session, *hash); });
  AddCardClaim(*noun, session);
}

}  // namespace greenledger::cli
