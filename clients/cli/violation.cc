// greenledger violation book|withdraw
#include <memory>

#include "clients/cli/book_info.h"
#include "clients/cli/command_fields.h"
#include "clients/cli/contestant_option.h"
#include "clients/cli/nouns.h"

namespace greenledger::cli {
namespace {

ExitCode Send(Session& session, v1::BookViolationRequest& request,
              const Text& done) {
  const grpc::Status status =
      DefaultToToday(session, request.mutable_violation()->mutable_day());
  if (!status.ok()) return ReportError(session, status);
  return SendCommand(session, &Client::Evidence::BookViolation, request,
                     In(session.language, done));
}

constexpr Text kDay = {"哪天 YYYY-MM-DD；不给则今天",
                       "on which day, YYYY-MM-DD; today if not given"};

void AddBookViolation(CLI::App& noun, Session& session) {
  CLI::App* verb =
      AddVerb(noun, session, "book",
              {"登记违规：评选中可一票否决",
               "Book that a rule was broken; it can bar from a campaign"},
              "greenledger violation book --household 12 --what '焚烧垃圾' "
              "\\\n  --day 2026-05-30 --by C-01 --book 310101001001");
  auto request = std::make_shared<v1::BookViolationRequest>();
  v1::ViolationBooked* violation = request->mutable_violation();
  AddContestantOptions(*verb, session, violation->mutable_subject());
  Fields(*verb, session, violation)
      .Need("--what", {"违反了什么", "which rule"}, violation->mutable_what())
      .May("--day", kDay, violation->mutable_day())
      .By(violation->mutable_by());
  AddCommandOptions(*verb, session);
  DoInBook(*verb, session, [&session, request] {
    return Send(session, *request, {"违规已登记", "violation booked"});
  });
}

void AddWithdraw(CLI::App& noun, Session& session) {
  CLI::App* verb = AddVerb(
      noun, session, "withdraw",
      {"撤销误登的违规；原条目保留",
       "Withdraw a violation that was wrongly held against somebody; its "
       "entry stays"},
      "greenledger violation withdraw 4711 --household 12 --why '并非此户' "
      "\\\n  --by C-01 --book 310101001001");
  auto request = std::make_shared<v1::BookViolationRequest>();
  v1::ViolationBooked* violation = request->mutable_violation();
  AddContestantOptions(*verb, session, violation->mutable_subject());
  Fields(*verb, session, violation)
      .Need("violation", {"违规的条目序号", "index of the violation's entry"},
            &v1::ViolationBooked::set_withdraws)
      .Why(violation->mutable_what())
      .May("--day", kDay, violation->mutable_day())
      .By(violation->mutable_by());
  AddCommandOptions(*verb, session);
  DoInBook(*verb, session, [&session, request] {
    // The contract takes 0 for a new violation.
    if (request->violation().withdraws() == 0) {
      return session.UsageError(
          session.Say("条目 0 不是违规", "entry 0 is no violation"));
    }
    return Send(session, *request, {"违规已撤销", "violation withdrawn"});
  });
}

}  // namespace

void AddViolation(CLI::App& app, Session& session) {
  CLI::App* noun =
      AddNoun(app, session, "violation",
              {"违规", "What bars households and places from titles"});
  AddBookViolation(*noun, session);
  AddWithdraw(*noun, session);
}

}  // namespace greenledger::cli
