// greenledger campaign declare|nominate
#include <memory>

#include "clients/cli/campaign_verbs.h"
#include "clients/cli/command_fields.h"
#include "clients/cli/contestant_option.h"

namespace greenledger::cli {
namespace {

constexpr Text kCampaign = {"评选编号", "the campaign's number"};

void AddDeclare(CLI::App& noun, Session& session) {
  CLI::App* verb = AddVerb(
      noun, session, "declare",
      {"记下申报", "Take down that somebody takes part"},
      "greenledger campaign declare 1 --household 12 --self-score 930 \\\n"
      "  --statement '全年分类投放' --by S-07 --book 310101001001");
  auto request = std::make_shared<v1::FileDeclarationRequest>();
  v1::DeclarationFiled* declaration = request->mutable_declaration();
  Fields(*verb, session, declaration)
      .Need("campaign", kCampaign, &v1::DeclarationFiled::set_campaign_number)
      .May("--self-score",
           {"自评分，0 至 1000", "its score of itself, 0 to 1000"},
           &v1::DeclarationFiled::set_self_score_permille)
      .May("--statement", {"申报理由，不写姓名", "what for, without names"},
           declaration->mutable_statement())
      .By(declaration->mutable_by());
  AddContestantOptions(*verb, session, declaration->mutable_contestant());
  SendsCommand(*verb, session, &Client::Selection::FileDeclaration, request,
               {"申报已记下", "declaration filed"});
}

void AddNominate(CLI::App& noun, Session& session) {
  CLI::App* verb = AddVerb(
      noun, session, "nominate",
      {"把下一级账本已授予的称号推荐到本级评选",
       "Put a title of another book of this server forward to a campaign of "
       "this one"},
      "greenledger campaign nominate 5 --from-book 310101001001 "
      "--from-campaign 1 \\\n  --household 12 --by C-01 --book 310101001000");
  auto request = std::make_shared<v1::NominateRequest>();
  v1::NominationReceived* nomination = request->mutable_nomination();
  Fields(*verb, session, nomination)
      .Need("campaign", kCampaign, &v1::NominationReceived::set_campaign_number)
      .Need("--from-campaign",
            {"那一账本的评选编号", "the campaign of that book"},
            &v1::NominationReceived::set_from_campaign)
      .By(nomination->mutable_by());
  v1::Contestant* contestant = nomination->mutable_contestant();
  Fields(*verb, session, contestant)
      .Need("--from-book",
            {"授予称号的账本", "the book that granted the title"},
            &v1::Contestant::set_book);
  AddContestantOptions(*verb, session, contestant);
  SendsCommand(*verb, session, &Client::Selection::Nominate, request,
               {"推荐已记入", "put forward"});
}

}  // namespace

void AddCampaignPeople(CLI::App& noun, Session& session) {
  AddDeclare(noun, session);
  AddNominate(noun, session);
}

}  // namespace greenledger::cli
