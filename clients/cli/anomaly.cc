// greenledger anomaly list|confirm|dismiss, greenledger entries reverse
#include <fmt/format.h>

#include <memory>

#include "clients/cli/anomaly_rules.h"
#include "clients/cli/command.h"
#include "clients/cli/names.h"
#include "clients/cli/nouns.h"
#include "clients/cli/output.h"
#include "clients/cli/oversight_text.h"
#include "clients/cli/paging.h"
#include "clients/cli/table.h"
#include "clients/cli/verb.h"

namespace greenledger::cli {
namespace {

// Who says so, and why.
struct Statement {
  uint64_t index = 0;
  uint64_t anomaly = 0;
  std::string by;
  std::string why;
};

ExitCode List(Session& session, bool open_only) {
  Table table({{session.Say("条目", "entry"), Table::Align::kRight},
               {session.Say("异常", "anomaly")},
               {session.Say("起因条目", "made so by"), Table::Align::kRight},
               {session.Say("结论", "verdict")}});
  auto take = [&](const v1::ListAnomaliesResponse& page) {
    for (const v1::Anomaly& anomaly : page.anomalies()) {
      if (session.json) session.around.out << ToJson(anomaly) << "\n";
      const uint64_t cause = anomaly.raised().entry_index();
      std::string verdict;
      if (anomaly.has_judged()) {
        verdict = fmt::format(
            "{} ({}: {})",
            In(session.language, NameOf(anomaly.judged().verdict())),
            anomaly.judged().by(), anomaly.judged().why());
      }
      table.AddRow({std::to_string(anomaly.index()),
                    AnomalyText(anomaly.raised(), session.language),
                    cause == 0 ? "" : std::to_string(cause), verdict});
    }
  };
  v1::ListAnomaliesRequest request;
  request.set_book(session.book);
  request.set_open_only(open_only);
  grpc::Status status =
      ForEachPage(session, &Client::Oversight::ListAnomalies, request, take);
  if (!status.ok()) return ReportError(session, status);
  if (!session.json) table.Print(session.around.out);
  return ExitCode::kOk;
}

std::shared_ptr<Statement> AddStatement(CLI::App& verb, Session& session,
                                        const std::string& index) {
  auto statement = std::make_shared<Statement>();
  verb.add_option("index", statement->index, index)->required();
  verb.add_option("--by", statement->by,
                  session.Say("何人（工号或职务，不写姓名）",
                              "who says so: a staff number or function"))
      ->required();
  verb.add_option("--why", statement->why, session.Say("理由", "why"))
      ->required();
  AddCommandOptions(verb, session);
  return statement;
}

void AddJudge(CLI::App& noun, Session& session, const std::string& name,
              v1::Verdict verdict, const Text& description) {
  CLI::App* verb =
      AddVerb(noun, session, name, description,
              "greenledger anomaly " + name +
                  " 4711 --by 委员3 --why 现场核实 --book 310101001001");
  auto statement = AddStatement(
      *verb, session,
      session.Say("异常的条目序号", "index of the anomaly's entry"));
  DoInBook(*verb, session, [&session, statement, verdict] {
    v1::JudgeAnomalyRequest request;
    request.mutable_judged()->set_anomaly_index(statement->index);
    request.mutable_judged()->set_verdict(verdict);
    request.mutable_judged()->set_by(statement->by);
    request.mutable_judged()->set_why(statement->why);
    return SendCommand(session, &Client::Oversight::JudgeAnomaly, request,
                       session.Say("结论已记录", "verdict booked"));
  });
}

}  // namespace

void AddAnomaly(CLI::App& app, Session& session) {
  CLI::App* noun =
      AddNoun(app, session, "anomaly", {"异常", "What does not look right"});
  CLI::App* list =
      AddVerb(*noun, session, "list",
              {"列出异常，最新的在前", "List anomalies, the newest first"},
              "greenledger anomaly list --book 310101001001\n"
              "greenledger anomaly list --open --json --book "
              "310101001001");
  auto open_only = std::make_shared<bool>(false);
  list->add_flag("--open", *open_only,
                 session.Say("只列出尚无结论的", "only those nobody judged"));
  DoInBook(*list, session,
           [&session, open_only] { return List(session, *open_only); });
  AddJudge(*noun, session, "confirm", v1::VERDICT_CONFIRMED,
           {"确认异常属实", "Say that an anomaly is wrong indeed"});
  AddJudge(*noun, session, "dismiss", v1::VERDICT_DISMISSED,
           {"排除异常", "Say that an anomaly is explained"});
  AddAnomalyRules(*noun, session);
}

void AddReverse(CLI::App& noun, Session& session) {
  CLI::App* verb = AddVerb(
      noun, session, "reverse",
      {"冲正一条投放或清运；原条目保留",
       "Undo the postings of a drop or clearance; the entry itself stays"},
      "greenledger entry reverse 42 --by 委员3 --why 袋中有石块 "
      "--book 310101001001\n"
      "greenledger entry reverse 42 --anomaly 57 --by 委员3 --why 重复投放 "
      "--book 310101001001");
  auto statement = AddStatement(*verb, session,
                                session.Say("条目序号", "the entry's index"));
  verb->add_option("--anomaly", statement->anomaly,
                   session.Say("所依据的异常的条目序号",
                               "index of the anomaly it follows from"));
  DoInBook(*verb, session, [&session, statement] {
    v1::ReverseEntryRequest request;
    request.mutable_reversed()->set_reversed_index(statement->index);
    request.mutable_reversed()->set_by(statement->by);
    request.mutable_reversed()->set_why(statement->why);
    request.mutable_reversed()->set_anomaly_index(statement->anomaly);
    return SendCommand(session, &Client::Oversight::ReverseEntry, request,
                       session.Say("已冲正", "entry reversed"));
  });
}

}  // namespace greenledger::cli
