// greenledger survey book
#include <memory>

#include "clients/cli/choice_option.h"
#include "clients/cli/command_fields.h"
#include "clients/cli/nouns.h"

namespace greenledger::cli {

void AddSurvey(CLI::App& app, Session& session) {
  CLI::App* noun =
      AddNoun(app, session, "survey", {"问卷调查", "Results of surveys"});
  CLI::App* verb =
      AddVerb(*noun, session, "book",
              {"登记调查结果：发出、收回、肯定的份数",
               "Book a result: how many were asked, answered, said yes"},
              "greenledger survey book --kind satisfaction --from 2026-06-01 "
              "--to 2026-06-07 \\\n  --asked 300 --answered 240 --positive 221 "
              "\\\n  --method '入户问卷' --by S-07 --book 310101001001");
  auto request = std::make_shared<v1::BookSurveyRequest>();
  v1::SurveyBooked* survey = request->mutable_survey();
  AddChoice<v1::SurveyKind>(
      *verb, session, "--kind", {"调查什么", "what was asked for"},
      ChoicesOf<v1::SurveyKind>("SURVEY_KIND_"),
      [survey](v1::SurveyKind kind) { survey->set_kind(kind); })
      ->required();
  Fields(*verb, session, survey)
      .Need("--from", {"第一天 YYYY-MM-DD", "first local day, YYYY-MM-DD"},
            survey->mutable_from_day())
      .Need("--to", {"最后一天 YYYY-MM-DD", "last local day, YYYY-MM-DD"},
            survey->mutable_to_day())
      .Need("--asked", {"发出多少份", "how many were asked"},
            &v1::SurveyBooked::set_asked)
      .Need("--answered", {"收回多少份", "how many answered"},
            &v1::SurveyBooked::set_answered)
      .Need("--positive", {"其中肯定多少份", "how many of these said yes"},
            &v1::SurveyBooked::set_positive)
      .Need("--method", {"怎样调查", "how it was done"},
            survey->mutable_method())
      .By(survey->mutable_by());
  SendsCommand(*verb, session, &Client::Evidence::BookSurvey, request,
               {"调查已登记", "survey booked"});
}

}  // namespace greenledger::cli
