// greenledger collector open|list|card, greenledger processor open
#include <fmt/format.h>

#include <memory>

#include "clients/cli/card_hash.h"
#include "clients/cli/command.h"
#include "clients/cli/names.h"
#include "clients/cli/nouns.h"
#include "clients/cli/output.h"
#include "clients/cli/oversight_reads.h"
#include "clients/cli/table.h"
#include "clients/cli/verb.h"

namespace greenledger::cli {
namespace {

void AddOpen(CLI::App& noun, Session& session, v1::PartyKind kind,
             const std::string& example) {
  CLI::App* verb = AddVerb(noun, session, "open",
                           {"登记单位", "Make a company known"}, example);
  auto number = std::make_shared<uint64_t>(0);
  auto name = std::make_shared<std::string>();
  verb->add_option("number", *number, session.Say("编号", "its number"))
      ->required();
  verb->add_option("name", *name, session.Say("单位名称", "its name"))
      ->required();
  AddCommandOptions(*verb, session);
  DoInBook(*verb, session, [&session, kind, number, name] {
    v1::OpenPartiesRequest request;
    v1::Party* party = request.add_parties();
    party->set_kind(kind);
    party->set_number(*number);
    party->set_name(*name);
    return SendCommand(session, &Client::Oversight::OpenParties, request,
                       session.Say("已登记", "opened"));
  });
}

ExitCode ListCollectors(Session& session) {
  v1::GetOversightResponse response;
  ExitCode code = GetOversight(session, &response);
  if (code != ExitCode::kOk) return code;
  Table table({{session.Say("种类", "kind")},
               {session.Say("编号", "number"), Table::Align::kRight},
               {session.Say("名称", "name")}});
  for (const v1::Party& party : response.parties()) {
    if (session.json) session.around.out << ToJson(party) << "\n";
    table.AddRow({In(session.language, NameOf(party.kind())),
                  std::to_string(party.number()), party.name()});
  }
  if (!session.json) table.Print(session.around.out);
  return ExitCode::kOk;
}

// As a household's card, its number is shown once and kept nowhere.
ExitCode IssueCrewCard(Session& session, uint64_t collector) {
  const std::string card = session.around.random_bytes(kCardBytes);
  v1::IssueCrewCardRequest request;
  *request.mutable_header() = MakeHeader(session);
  session.request_id.clear();
  request.mutable_card()->set_collector_number(collector);
  request.mutable_card()->set_card_hash(CardHash(card));
  v1::IssueCrewCardResponse response;
  grpc::Status status = session.client().Call(&Client::Oversight::IssueCrewCard,
                                              request, &response);
  if (!status.ok()) return ReportError(session, status);
  const ExitCode code =
      ReportResult(session, response.result(),
                   session.Say("已发清运员卡", "crew card issued"));
  if (code != ExitCode::kOk || session.dry_run) return code;
  if (session.json) {
    session.around.out << fmt::format(
        "{{\"card\":\"{}\",\"card_hash\":\"{}\"}}\n", ToHex(card),
        ToHex(CardHash(card)));
    return code;
  }
  session.around.out
      << session.Say("卡号（只显示这一次，请写入卡中）：",
                     "card number (shown only now; write it to the card): ")
      << ToHex(card) << "\n";
  return code;
}

}  // namespace

void AddCollector(CLI::App& app, Session& session) {
  CLI::App* noun = AddNoun(app, session, "collector",
                           {"清运单位", "Collectors (sanitation companies)"});
  AddOpen(*noun, session, v1::PARTY_KIND_COLLECTOR,
          "greenledger collector open 5 城南环卫 --book 310101001001");
  CLI::App* list =
      AddVerb(*noun, session, "list",
              {"列出清运和处理单位", "List collectors and processors"},
              "greenledger collector list --book 310101001001");
  DoInBook(*list, session, [&session] { return ListCollectors(session); });
  CLI::App* card =
      AddVerb(*noun, session, "card",
              {"给清运员发卡；发过卡的单位只能用卡清运",
               "Give a crew a card; from then on that collector clears with "
               "cards alone"},
              "greenledger collector card 5 --book 310101001001");
  auto number = std::make_shared<uint64_t>(0);
  card->add_option("collector", *number,
                   session.Say("清运单位编号", "the collector's number"))
      ->required();
  AddDryRun(*card, session);
  DoInBook(*card, session,
           [&session, number] { return IssueCrewCard(session, *number); });
}

void AddProcessor(CLI::App& app, Session& session) {
  CLI::App* noun = AddNoun(app, session, "processor",
                           {"处理单位", "Processors of what was collected"});
  AddOpen(*noun, session, v1::PARTY_KIND_PROCESSOR,
          "greenledger processor open 9 惠民皂厂 --book 310101001001");
}

}  // namespace greenledger::cli
