// greenledger adjustment propose|approve|reject|list, greenledger penalty
// household|collector
#include <memory>
#include <string>

#include "clients/cli/command_fields.h"
#include "clients/cli/nouns.h"
#include "clients/cli/output.h"
#include "clients/cli/paging.h"
#include "clients/cli/table.h"

namespace greenledger::cli {
namespace {

constexpr Text kMerit = {"荣誉，可带负号", "merit, may be negative"};

void AddPropose(CLI::App& noun, Session& session) {
  CLI::App* verb = AddVerb(
      noun, session, "propose",
      {"提议手工增减积分或荣誉；须由另一人批准",
       "Propose to change points or merit by hand; a second person approves"},
      "greenledger adjustment propose 12 --points 20 "
      "--why 'volunteer, 4 h' \\\n  --by S-07 --book 310101001001\n"
      "greenledger adjustment propose 12 --points -5 --merit -5 \\\n"
      "  --why 'booked twice' --by S-07 --book 310101001001");
  auto request = std::make_shared<v1::ProposeAdjustmentRequest>();
  v1::AdjustmentProposed* proposal = request->mutable_proposal();
  Fields(*verb, session, proposal)
      .Need("household", kHouseholdText,
            &v1::AdjustmentProposed::set_household_number)
      .MayPoints("--points", {"积分，可带负号", "points, may be negative"},
                 &v1::AdjustmentProposed::set_milli_points)
      .MayPoints("--merit", kMerit, &v1::AdjustmentProposed::set_milli_merit)
      .Why(proposal->mutable_why())
      .By(proposal->mutable_by());
  SendsCommand(*verb, session, &Client::Points::ProposeAdjustment, request,
               {"已提议，待另一人批准", "proposed; a second person decides"});
}

void AddDecide(CLI::App& noun, Session& session, const std::string& name,
               bool approved, const Text& description,
               const std::string& example, const Text& done) {
  CLI::App* verb = AddVerb(noun, session, name, description, example);
  auto request = std::make_shared<v1::DecideAdjustmentRequest>();
  v1::AdjustmentDecided* decision = request->mutable_decision();
  decision->set_approved(approved);
  const Fields fields(*verb, session, decision);
  fields
      .Need("proposal",
            {"提议的条目序号", "index of the entry that proposed it"},
            &v1::AdjustmentDecided::set_proposal_index)
      .By(decision->mutable_by());
  if (approved) {
    fields.May("--why", {"原因", "why"}, decision->mutable_why());
  } else {
    fields.Why(decision->mutable_why());
  }
  SendsCommand(*verb, session, &Client::Points::DecideAdjustment, request,
               done);
}

ExitCode ListAdjustments(Session& session) {
  Table table({{session.Say("条目", "entry"), Table::Align::kRight},
               {session.Say("住户", "household"), Table::Align::kRight},
               {session.Say("积分", "points"), Table::Align::kRight},
               {session.Say("荣誉", "merit"), Table::Align::kRight},
               {session.Say("提议人", "by")},
               {session.Say("原因", "why")}});
  const auto take = [&](const v1::ListAdjustmentsResponse& page) {
    for (const v1::Adjustment& one : page.adjustments()) {
      if (session.json) session.around.out << ToJson(one) << "\n";
      const v1::AdjustmentProposed& proposed = one.proposed();
      table.AddRow({std::to_string(one.index()),
                    std::to_string(proposed.household_number()),
                    SignedThousandths(proposed.milli_points()),
                    SignedThousandths(proposed.milli_merit()), proposed.by(),
                    proposed.why()});
    }
  };
  v1::ListAdjustmentsRequest request;
  request.set_book(session.book);
  const grpc::Status status =
      ForEachPage(session, &Client::Points::ListAdjustments, request, take);
  if (!status.ok()) return ReportError(session, status);
  if (!session.json) table.Print(session.around.out);
  return ExitCode::kOk;
}

void AddPenaltyHousehold(CLI::App& noun, Session& session) {
  CLI::App* verb = AddVerb(
      noun, session, "household",
      {"按规则扣住户的积分或荣誉", "Take points or merit from a household"},
      "greenledger penalty household 12 --points 5 --merit 5 \\\n"
      "  --why 'rule 4: mixed waste, 3rd time' --by S-07 "
      "--book 310101001001");
  auto request = std::make_shared<v1::PenaliseRequest>();
  v1::Penalty* penalty = request->mutable_penalty();
  Fields(*verb, session, penalty)
      .Need("household", kHouseholdText, &v1::Penalty::set_household_number)
      .MayPoints("--points", {"扣多少积分", "points to take"},
                 &v1::Penalty::set_milli_points)
      .MayPoints("--merit", {"扣多少荣誉", "merit to take"},
                 &v1::Penalty::set_milli_merit)
      .Why(penalty->mutable_why())
      .By(penalty->mutable_by());
  SendsCommand(*verb, session, &Client::Points::Penalise, request,
               {"已扣除", "taken"});
}

void AddPenaltyCollector(CLI::App& noun, Session& session) {
  CLI::App* verb = AddVerb(
      noun, session, "collector",
      {"给清运单位记罚分", "Give a collector penalty points"},
      "greenledger penalty collector 5 --penalty-points 3 \\\n"
      "  --why 'rule 13: mixed two classes' --by S-07 --book 310101001001");
  auto request = std::make_shared<v1::PenaliseRequest>();
  v1::Penalty* penalty = request->mutable_penalty();
  Fields(*verb, session, penalty)
      .Need("collector", {"清运单位编号", "the collector's number"},
            &v1::Penalty::set_collector_number)
      .Need("--penalty-points", {"罚分", "how many penalty points"},
            &v1::Penalty::set_penalty_points)
      .Why(penalty->mutable_why())
      .By(penalty->mutable_by());
  SendsCommand(*verb, session, &Client::Points::Penalise, request,
               {"罚分已登记", "penalty booked"});
}

}  // namespace

void AddAdjustment(CLI::App& app, Session& session) {
  CLI::App* noun = AddNoun(app, session, "adjustment",
                           {"手工增减，须两人", "Changes by hand, by two"});
  AddPropose(*noun, session);
  AddDecide(*noun, session, "approve", true,
            {"批准提议，积分随之入账", "Approve a proposal and book it"},
            "greenledger adjustment approve 4711 --by S-02 "
            "--book 310101001001",
            {"已批准并入账", "approved and booked"});
  AddDecide(*noun, session, "reject", false, {"驳回提议", "Reject a proposal"},
            "greenledger adjustment reject 4711 --why 'no record of it' "
            "\\\n  --by S-02 --book 310101001001",
            {"已驳回", "rejected"});
  CLI::App* list =
      AddVerb(*noun, session, "list",
              {"列出待批准的提议", "List proposals that nobody decided on"},
              "greenledger adjustment list --book 310101001001");
  DoInBook(*list, session, [&session] { return ListAdjustments(session); });
}

void AddPenalty(CLI::App& app, Session& session) {
  CLI::App* noun = AddNoun(app, session, "penalty", {"处罚", "Penalties"});
  AddPenaltyHousehold(*noun, session);
  AddPenaltyCollector(*noun, session);
}

}  // namespace greenledger::cli
