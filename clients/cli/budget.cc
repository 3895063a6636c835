// greenledger budget publish|change|list, greenledger prize
// reserve|grant|release|list
#include <map>
#include <memory>
#include <string>

#include "clients/cli/command_fields.h"
#include "clients/cli/nouns.h"
#include "clients/cli/points_figures.h"

namespace greenledger::cli {
namespace {

constexpr Text kBudget = {"预算编号", "the budget's number"};
constexpr Text kPool = {"奖池编号", "the prize pool's number"};
constexpr Text kPoints = {"积分数", "how many points"};
constexpr Text kFor = {"用途", "what for"};

void AddPublishBudget(CLI::App& noun, Session& session) {
  CLI::App* verb =
      AddVerb(noun, session, "publish",
              {"发布预算：一段时期最多发行多少积分",
               "Publish a budget: how many points may be issued in a period"},
              "greenledger budget publish 2 --title 2027 --from 2027-01-01 "
              "--to 2027-12-31 \\\n  --points 500000 --rule refuse --by C-01 "
              "--book 310101001001");
  auto request = std::make_shared<v1::PublishBudgetRequest>();
  v1::Budget* budget = request->mutable_budget();
  Fields(*verb, session, budget)
      .Need("number", kBudget, &v1::Budget::set_number)
      .Need("--title", {"名称", "what people read"}, budget->mutable_title())
      .Need("--from", {"第一天 YYYY-MM-DD", "first local day, YYYY-MM-DD"},
            budget->mutable_from_day())
      .Need("--to", {"最后一天 YYYY-MM-DD", "last local day, YYYY-MM-DD"},
            budget->mutable_to_day())
      .NeedPoints("--points", kPoints, &v1::Budget::set_milli_points)
      .By(budget->mutable_by());
  static const std::map<std::string, v1::BudgetRule> kRules = {
      {"refuse", v1::BUDGET_RULE_REFUSE}, {"report", v1::BUDGET_RULE_REPORT}};
  verb->add_option_function<std::string>(
          "--rule",
          [budget](const std::string& rule) {
            budget->set_rule(kRules.at(rule));
          },
          session.Say("用完时：refuse 不再发积分，report 照发并显示超支",
                      "when it is used up: refuse to issue points, or report "
                      "by how much it is exceeded"))
      ->check(CLI::IsMember({"refuse", "report"}))
      ->required();
  SendsCommand(*verb, session, &Client::Points::PublishBudget, request,
               {"预算已发布", "budget published"});
}

void AddChange(CLI::App& noun, Session& session) {
  CLI::App* verb = AddVerb(
      noun, session, "change", {"增减预算", "Make a budget larger or smaller"},
      "greenledger budget change 2 --points 20000 --why 'street grant' "
      "\\\n  --by C-01 --book 310101001001\n"
      "greenledger budget change 2 --points -5000 --why unused \\\n"
      "  --by C-01 --book 310101001001");
  auto request = std::make_shared<v1::ChangeBudgetRequest>();
  v1::BudgetChanged* change = request->mutable_change();
  Fields(*verb, session, change)
      .Need("number", kBudget, &v1::BudgetChanged::set_budget_number)
      .NeedPoints("--points", {"增加多少；可带负号", "points more, or less"},
                  &v1::BudgetChanged::set_milli_points)
      .Why(change->mutable_why())
      .By(change->mutable_by());
  SendsCommand(*verb, session, &Client::Points::ChangeBudget, request,
               {"预算已变更", "budget changed"});
}

void AddReserve(CLI::App& noun, Session& session) {
  CLI::App* verb = AddVerb(
      noun, session, "reserve",
      {"从预算划出奖励积分，先有钱后许诺",
       "Set points of a budget aside for prizes, before they are promised"},
      "greenledger prize reserve 1 --budget 2 --points 3000 \\\n"
      "  --for 'model households' --by C-01 --book 310101001001");
  auto request = std::make_shared<v1::ReservePrizesRequest>();
  v1::PrizesReserved* prizes = request->mutable_prizes();
  Fields(*verb, session, prizes)
      .Need("pool", kPool, &v1::PrizesReserved::set_pool_number)
      .Need("--budget", kBudget, &v1::PrizesReserved::set_budget_number)
      .NeedPoints("--points", kPoints, &v1::PrizesReserved::set_milli_points)
      .Need("--for", kFor, prizes->mutable_purpose())
      .By(prizes->mutable_by());
  SendsCommand(*verb, session, &Client::Points::ReservePrizes, request,
               {"奖励积分已划出", "prizes set aside"});
}

void AddGrant(CLI::App& noun, Session& session) {
  CLI::App* verb = AddVerb(
      noun, session, "grant",
      {"从奖池给住户发奖励积分", "Give a household a prize out of a pool"},
      "greenledger prize grant 1 --household 12 --points 50 \\\n"
      "  --for 'model household, May' --by C-01 --book 310101001001");
  auto request = std::make_shared<v1::GrantPrizeRequest>();
  v1::PrizeGranted* prize = request->mutable_prize();
  Fields(*verb, session, prize)
      .Need("pool", kPool, &v1::PrizeGranted::set_pool_number)
      .Need("--household", {"住户编号", "the household's number"},
            &v1::PrizeGranted::set_household_number)
      .NeedPoints("--points", kPoints, &v1::PrizeGranted::set_milli_points)
      .Need("--for", kFor, prize->mutable_purpose())
      .By(prize->mutable_by());
  SendsCommand(*verb, session, &Client::Points::GrantPrize, request,
               {"奖励已发放", "prize granted"});
}

void AddRelease(CLI::App& noun, Session& session) {
  CLI::App* verb = AddVerb(
      noun, session, "release",
      {"关闭奖池，余额退回预算", "Close a pool: what is left goes back"},
      "greenledger prize release 1 --by C-01 --book 310101001001");
  auto request = std::make_shared<v1::ReleasePrizesRequest>();
  v1::PrizesReleased* release = request->mutable_release();
  Fields(*verb, session, release)
      .Need("pool", kPool, &v1::PrizesReleased::set_pool_number)
      .By(release->mutable_by());
  SendsCommand(*verb, session, &Client::Points::ReleasePrizes, request,
               {"奖池已关闭", "pool closed"});
}

// A verb `list` that prints a part of the figures.
template <typename Print>
void AddList(CLI::App& noun, Session& session, const Text& description,
             const std::string& example, const Print& print) {
  CLI::App* verb = AddVerb(noun, session, "list", description, example);
  DoInBook(*verb, session, [&session, print] {
    v1::GetPointsFiguresResponse figures;
    const ExitCode code = GetPointsFigures(session, &figures);
    if (code == ExitCode::kOk) print(session, figures);
    return code;
  });
}

}  // namespace

void AddBudget(CLI::App& app, Session& session) {
  CLI::App* noun = AddNoun(app, session, "budget",
                           {"积分预算", "How many points may be issued"});
  AddPublishBudget(*noun, session);
  AddChange(*noun, session);
  AddList(*noun, session, {"列出预算和剩余", "List budgets and what is left"},
          "greenledger budget list --book 310101001001", PrintBudgets);
}

void AddPrize(CLI::App& app, Session& session) {
  CLI::App* noun =
      AddNoun(app, session, "prize", {"奖励积分", "Points given as prizes"});
  AddReserve(*noun, session);
  AddGrant(*noun, session);
  AddRelease(*noun, session);
  AddList(*noun, session, {"列出奖池和余额", "List pools and what is left"},
          "greenledger prize list --book 310101001001", PrintPools);
}

}  // namespace greenledger::cli
