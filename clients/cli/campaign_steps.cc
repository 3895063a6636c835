// greenledger campaign announce|run|evaluate|visits|review|notice|decide|award|
// cancel
#include <memory>
#include <string>

#include "clients/cli/campaign_verbs.h"
#include "clients/cli/command_fields.h"
#include "clients/cli/seed_file.h"

namespace greenledger::cli {
namespace {

struct Step {
  const char* verb;
  v1::CampaignState to;
  Text what;
  Text done;
};

constexpr Step kSteps[] = {
    {"announce",
     v1::CAMPAIGN_STATE_ANNOUNCED,
     {"公布评选：规则不再更改", "Announce it: its rule cannot change any more"},
     {"评选已公布", "campaign announced"}},
    {"run",
     v1::CAMPAIGN_STATE_RUNNING,
     {"评选开始", "Its window has begun"},
     {"评选已开始", "campaign running"}},
    {"evaluate",
     v1::CAMPAIGN_STATE_EVALUATED,
     {"由账本算出名单，并固定检查点",
      "Compute the list from the book and pin its checkpoint"},
     {"名单已算出", "campaign evaluated"}},
    {"visits",
     v1::CAMPAIGN_STATE_ON_SITE,
     {"开始实地核查", "Begin the visits"},
     {"实地核查已开始", "visits have begun"}},
    {"review",
     v1::CAMPAIGN_STATE_REVIEWED,
     {"评审通过：需足够人数同意，奖励积分随即划入奖池",
      "The list is reviewed: enough persons agreed; the prizes are set aside"},
     {"评审通过，奖励积分已划出", "list reviewed, prizes set aside"}},
    {"notice",
     v1::CAMPAIGN_STATE_NOTICE,
     {"公示名单", "Put the list up"},
     {"名单已公示", "the list is put up"}},
    {"decide",
     v1::CAMPAIGN_STATE_DECIDED,
     {"公示期满，名单确定", "The notice is over: the list is final"},
     {"名单已确定", "list decided"}},
    {"award",
     v1::CAMPAIGN_STATE_AWARDED,
     {"授予称号并发放奖励", "Grant the titles and the prizes"},
     {"称号已授予，奖励已发放", "titles and prizes granted"}},
    {"cancel",
     v1::CAMPAIGN_STATE_CANCELLED,
     {"取消评选", "Give it up"},
     {"评选已取消", "campaign cancelled"}},
};

std::string Example(const Step& step) {
  std::string example = std::string("greenledger campaign ") + step.verb + " 1";
  if (step.to == v1::CAMPAIGN_STATE_EVALUATED) example += " --seed-file seed";
  if (step.to == v1::CAMPAIGN_STATE_CANCELLED) example += " --why 'no budget'";
  return example + " --by C-01 --book 310101001001";
}

// Reads the seed of the draw, if one is given, and sends the step.
ExitCode SendStep(Session& session, v1::StepCampaignRequest request,
                  const std::string& seed_file, const Text& done) {
  if (!seed_file.empty()) {
    const ExitCode code = ReadSeed(
        session, seed_file,
        request.mutable_step()->mutable_evaluation()->mutable_draw_seed());
    if (code != ExitCode::kOk) return code;
  }
  return SendCommand(session, &Client::Selection::StepCampaign,
                     std::move(request), In(session.language, done));
}

void AddStep(CLI::App& noun, Session& session, const Step& step) {
  CLI::App* verb = AddVerb(noun, session, step.verb, step.what, Example(step));
  auto request = std::make_shared<v1::StepCampaignRequest>();
  auto seed_file = std::make_shared<std::string>();
  v1::CampaignStepped* stepped = request->mutable_step();
  stepped->set_to(step.to);
  Fields<v1::CampaignStepped> fields(*verb, session, stepped);
  fields
      .Need("campaign", {"评选编号", "the campaign's number"},
            &v1::CampaignStepped::set_campaign_number)
      .By(stepped->mutable_by());
  if (step.to == v1::CAMPAIGN_STATE_CANCELLED) {
    fields.Why(stepped->mutable_why());
  } else {
    fields.May("--why", {"说明", "a remark"}, stepped->mutable_why());
  }
  if (step.to == v1::CAMPAIGN_STATE_EVALUATED) {
    verb->add_option("--seed-file", *seed_file,
                     session.Say("抽签的种子文件（规则有抽签时），见 campaign "
                                 "seed",
                                 "file of the draw's seed, where the rule has "
                                 "a draw: see campaign seed"));
  }
  AddCommandOptions(*verb, session);
  DoInBook(*verb, session, [&session, request, seed_file, done = step.done] {
    return SendStep(session, *request, *seed_file, done);
  });
}

}  // namespace

void AddCampaignSteps(CLI::App& noun, Session& session) {
  for (const Step& step : kSteps) AddStep(noun, session, step);
}

}  // namespace greenledger::cli
