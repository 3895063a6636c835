// A campaign from its draft to its titles, through the service.
#include <gmock/gmock.h>

#include "services/ledger/command_sender.h"
#include "services/ledger/rules/local_day.h"
#include "services/ledger/rules/winners.h"
#include "services/ledger/service_command.h"
#include "services/selection/evaluation/evaluator.h"
#include "storage/proof/frontier.h"
#include "tests/services/selection/selection_world.h"

namespace greenledger::selection {
namespace {

using points::IsAccepted;
using points::ReasonOf;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
std::vector<uint64_t> NumbersOf(const v1::ListCandidatesResponse& response) {
  std::vector<uint64_t> numbers;
  for (const v1::Candidate& candidate : response.candidates()) {
    numbers.push_back(candidate.row().number());
  }
  return numbers;
}

// What the entries alone say of the list, and of the book at that size.
void ExpectRecomputed(SelectionWorld* world,
                      const v1::CampaignStanding& standing) {
  const std::vector<std::string> stored = world->points.ledger.Entries();
  std::vector<v1::Entry> entries(stored.size());
  for (size_t i = 0; i < stored.size(); ++i) {
    ASSERT_TRUE(entries[i].ParseFromString(stored[i]));
  }
  const v1::Evaluation& evaluation = standing.evaluation();
  ASSERT_TRUE(entries[evaluation.rule_index()].has_campaign_drafted());
  evaluation::Evaluator evaluator(
      ledger::kBook, entries[evaluation.rule_index()].campaign_drafted(),
      evaluation.rule_index(), [&](uint64_t index, v1::Entry* entry) {
        *entry = entries.at(index);
        return absl::OkStatus();
      });
  proof::Frontier tree;
  for (uint64_t i = 0; i < evaluation.size(); ++i) {
    ASSERT_TRUE(evaluator.Add(entries[i]).ok());
    tree.Append(proof::LeafHash(stored[i]));
  }
  EXPECT_EQ(evaluation.root(), proof::AsBytes(tree.Root()));
  const auto list = evaluator.Evaluate(evaluation.draw_seed());
  ASSERT_TRUE(list.ok()) << list.status();
  EXPECT_EQ(rules::DigestOf(rules::ListText(
                ledger::kBook, kCampaign, evaluation, list->rows, list->seats)),
            evaluation.list_digest());
}

class WholeCampaignTest : public ::testing::TestWithParam<bool> {
 protected:
  void SetUp() override { world_.restarts = GetParam(); }

  // The two who share the second place before the draw, as drawn.
  void Evaluate() {
    world_.RunToWindowEnd();
    ASSERT_TRUE(IsAccepted(
        world_.Step(v1::CAMPAIGN_STATE_EVALUATED, kCampaign, Seed())));
    const v1::CampaignStanding standing = world_.Campaign();
    EXPECT_EQ(standing.evaluation().contestants(), 6u);
    EXPECT_EQ(standing.evaluation().eligible(), 4u);
    EXPECT_EQ(standing.evaluation().seats(), 2u);
    EXPECT_EQ(standing.to_visit(), 4u);
    EXPECT_EQ(standing.visited(), 0u);
    EXPECT_EQ(standing.winners(), 0u);
    ExpectRecomputed(&world_, standing);
    const v1::ListCandidatesResponse list = world_.Candidates(false);
    ASSERT_THAT(list.candidates(), SizeIs(4));
    EXPECT_EQ(list.candidates(0).row().number(), 1u);
    EXPECT_EQ(list.candidates(0).row().score_millionths(), 1'000'000u);
    EXPECT_EQ(list.candidates(3).row().number(), 4u);
    EXPECT_EQ(list.candidates(0).building_number(), ledger::kBuilding);
    second_ = list.candidates(1).row().number();
    third_ = list.candidates(2).row().number();
    EXPECT_EQ(list.candidates(1).row().rank(), 2u);
    EXPECT_EQ(second_ + third_, 5u);
  }

  void Review() {
    ASSERT_TRUE(IsAccepted(world_.Step(v1::CAMPAIGN_STATE_ON_SITE)));
    world_.Visit(1, 800);
    EXPECT_THAT(NumbersOf(world_.Candidates(true)), ElementsAre(1));
    EXPECT_EQ(ReasonOf(world_.Step(v1::CAMPAIGN_STATE_REVIEWED)),
              v1::REFUSAL_REASON_VISITS_MISSING);
    world_.Visit(2, 600);
    world_.Visit(3, 600);
    world_.Visit(4, 900);
    EXPECT_EQ(world_.Campaign().visited(), 4u);
    EXPECT_EQ(world_.Campaign().prizes_milli_points(), 15'000u);
    EXPECT_THAT(NumbersOf(world_.Candidates(true)), ElementsAre(1, second_));
    EXPECT_THAT(NumbersOf(world_.Candidates(false)),
                ElementsAre(1, second_, third_, 4));
    EXPECT_EQ(world_.Candidates(true).candidates(0).final_score_millionths(),
              900'000u);
    world_.Agree();
    EXPECT_THAT(world_.Campaign().agreed_by(),
                ElementsAre("member 1", "member 2"));
    ASSERT_TRUE(IsAccepted(world_.Step(v1::CAMPAIGN_STATE_REVIEWED)));
    EXPECT_EQ(Pool(), 15'000);
  }

  // Household 1 is struck off, so the one behind the second moves up.
  void Notice() {
    ASSERT_TRUE(IsAccepted(world_.Step(v1::CAMPAIGN_STATE_NOTICE)));
    EXPECT_EQ(world_.Campaign().notice_until(), *rules::ParseDay("2026-07-08"));
    world_.GoTo("2026-07-03");
    const v1::CommandResult filed = world_.Run(
        &SelectionWorld::Stub::FileObjection, world_.ObjectionTo(1, "sealed"));
    ASSERT_TRUE(IsAccepted(filed));
    EXPECT_EQ(world_.Campaign().objections_open(), 1u);
    ASSERT_TRUE(IsAccepted(
        world_.Answer(filed.first_index(), v1::OBJECTION_EFFECT_STRIKE)));
    EXPECT_EQ(world_.Campaign().objections_open(), 0u);
    const auto winners = NumbersOf(world_.Candidates(true));
    EXPECT_THAT(winners, ElementsAre(second_, third_));
    EXPECT_THAT(NumbersOf(world_.Candidates(false)),
                ElementsAre(second_, third_, 1, 4));
    EXPECT_TRUE(world_.Candidates(false).candidates(2).struck());
    EXPECT_EQ(ReasonOf(world_.Step(v1::CAMPAIGN_STATE_DECIDED)),
              v1::REFUSAL_REASON_NOTICE_RUNS);
  }

  void Award() {
    world_.GoTo("2026-07-09");
    ASSERT_TRUE(IsAccepted(world_.Step(v1::CAMPAIGN_STATE_DECIDED)));
    const int64_t before = world_.points.ledger.Points(2);
    ASSERT_TRUE(IsAccepted(world_.Step(v1::CAMPAIGN_STATE_AWARDED)));
    // Both are first, and it is the first's prize.
    EXPECT_EQ(world_.points.ledger.Points(2), before + 10'000);
    EXPECT_EQ(Pool(), 0);
    EXPECT_EQ(world_.Campaign().state(), v1::CAMPAIGN_STATE_AWARDED);
    EXPECT_EQ(world_.Campaign().titles(), 2u);
    const std::vector<v1::TitleStanding> titles = world_.Titles();
    ASSERT_THAT(titles, SizeIs(2));
    EXPECT_EQ(titles[0].granted().contestant().number(), second_);
    EXPECT_EQ(titles[1].granted().contestant().number(), third_);
    EXPECT_EQ(titles[1].granted().rank(), 1u);
    EXPECT_TRUE(titles[0].stands());
    EXPECT_FALSE(titles[0].row_flagged());
    EXPECT_GT(titles[0].check_due(), titles[0].granted().from_day());
    EXPECT_EQ(world_.Candidates(true).candidates(0).title_index(),
              titles[0].index());
  }

  int64_t Pool() {
    return world_.points.Net(v1::ACCOUNT_OWNER_PRIZE_POOL,
                             rules::kCampaignPoolBase + kCampaign,
                             v1::ASSET_POINTS);
  }

  SelectionWorld world_;
  uint64_t second_ = 0;
  uint64_t third_ = 0;
};

TEST_P(WholeCampaignTest, FromDraftToTitles) {
  Evaluate();
  Review();
  Notice();
  Award();
  v1::CheckTitleRequest check;
  check.mutable_check()->set_title_index(world_.Titles()[0].index());
  check.mutable_check()->set_check(v1::TITLE_CHECK_KEPT);
  check.mutable_check()->set_by("member 1");
  EXPECT_TRUE(IsAccepted(world_.Run(&SelectionWorld::Stub::CheckTitle, check)));
  EXPECT_EQ(world_.Titles()[0].check(), v1::TITLE_CHECK_KEPT);
  EXPECT_TRUE(world_.points.Verify().ok()) << world_.points.Verify();
  ExpectRecomputed(&world_, world_.Campaign());
}

INSTANTIATE_TEST_SUITE_P(WithoutAndWithRestarts, WholeCampaignTest,
                         ::testing::Bool());

TEST(SelectionServiceTest, NobodyOnTheListIsRefused) {
  SelectionWorld world;
  ASSERT_TRUE(IsAccepted(world.Draft(HonourRule())));
  ASSERT_TRUE(IsAccepted(world.Step(v1::CAMPAIGN_STATE_ANNOUNCED)));
  ASSERT_TRUE(IsAccepted(world.Step(v1::CAMPAIGN_STATE_RUNNING)));
  EXPECT_EQ(
      ReasonOf(world.Step(v1::CAMPAIGN_STATE_EVALUATED, kCampaign, Seed())),
      v1::REFUSAL_REASON_WINDOW_OPEN);
  world.GoTo("2026-07-01");
  EXPECT_EQ(
      ReasonOf(world.Step(v1::CAMPAIGN_STATE_EVALUATED, kCampaign, Seed())),
      v1::REFUSAL_REASON_LIST_EMPTY);
  EXPECT_EQ(world.Campaign().state(), v1::CAMPAIGN_STATE_RUNNING);
}

TEST(SelectionServiceTest, TheSeedMustBeTheOneThatWasFixed) {
  SelectionWorld world;
  world.RunToWindowEnd();
  const v1::CommandResult result =
      world.Step(v1::CAMPAIGN_STATE_EVALUATED, kCampaign, std::string(32, 'x'));
  ASSERT_GT(result.refusals_size(), 0);
  EXPECT_EQ(result.refusals(0).field(), "step.evaluation.draw_seed");
  EXPECT_EQ(ReasonOf(result), v1::REFUSAL_REASON_SEED_WRONG);
  EXPECT_THAT(world.points.EntriesOf(v1::Entry::kListPart), IsEmpty());
}

TEST(SelectionServiceTest, AnIdIsForOneRequest) {
  SelectionWorld world;
  world.RunToWindowEnd();
  v1::StepCampaignRequest request =
      world.StepOf(v1::CAMPAIGN_STATE_EVALUATED, kCampaign, Seed());
  *request.mutable_header() = world.points.ledger.Header();
  EXPECT_TRUE(
      IsAccepted(world.Run(&SelectionWorld::Stub::StepCampaign, request)));
  request.mutable_step()->set_why("another one");
  EXPECT_EQ(
      world.Read(&SelectionWorld::Stub::StepCampaign, request).result().code(),
      v1::COMMAND_RESULT_CODE_ID_REUSED);
}

TEST(SelectionServiceTest, NothingIsGrantedBeforeItIsDecided) {
  SelectionWorld world;
  world.RunToReview();
  EXPECT_EQ(ReasonOf(world.Step(v1::CAMPAIGN_STATE_AWARDED)),
            v1::REFUSAL_REASON_CAMPAIGN_STATE_WRONG);
  EXPECT_THAT(world.Titles(), IsEmpty());
}

// A campaign of all 250 households that is DECIDED.
void DecideForAll(SelectionWorld* world) {
  ASSERT_TRUE(IsAccepted(world->Draft(StandardRule())));
  ASSERT_TRUE(IsAccepted(world->Step(v1::CAMPAIGN_STATE_ANNOUNCED)));
  ASSERT_TRUE(IsAccepted(world->Step(v1::CAMPAIGN_STATE_RUNNING)));
  world->GoTo("2026-07-01");
  ASSERT_TRUE(IsAccepted(world->Step(v1::CAMPAIGN_STATE_EVALUATED)));
  world->Agree();
  ASSERT_TRUE(IsAccepted(world->Step(v1::CAMPAIGN_STATE_REVIEWED)));
  ASSERT_TRUE(IsAccepted(world->Step(v1::CAMPAIGN_STATE_NOTICE)));
  world->GoTo("2026-07-09");
  ASSERT_TRUE(IsAccepted(world->Step(v1::CAMPAIGN_STATE_DECIDED)));
}

// The first 200 titles, as a process grants them that ends after that.
void GrantSome(SelectionWorld* world) {
  v1::ListCandidatesRequest request;
  request.set_book(ledger::kBook);
  request.set_campaign_number(kCampaign);
  request.set_page_size(200);
  std::vector<v1::Entry> entries;
  const auto list = world->Read(&SelectionWorld::Stub::ListCandidates, request);
  for (const v1::Candidate& candidate : list.candidates()) {
    v1::TitleGranted* title = entries.emplace_back().mutable_title_granted();
    title->set_campaign_number(kCampaign);
    *title->mutable_contestant() = Household(candidate.row().number());
  }
  ledger::Ledger& to = world->points.ledger.ledger();
  ledger::CommandSender sender(&to.store(), &to.admission());
  ASSERT_TRUE(sender.Send(
      to.books().Find(ledger::kBook),
      ledger::MakeCommand(
          ledger::RequestIdOf({"title", std::to_string(ledger::kBook),
                               std::to_string(kCampaign), "0"}),
          "selection", std::move(entries))));
}

TEST(SelectionServiceTest, AwardingGoesOnWhereItEnded) {
  SelectionWorld world(250);
  DecideForAll(&world);
  GrantSome(&world);
  world.Restart();
  EXPECT_EQ(world.Campaign().titles(), 200u);
  EXPECT_TRUE(IsAccepted(world.Step(v1::CAMPAIGN_STATE_AWARDED)));
  const auto titles = world.points.EntriesOf(v1::Entry::kTitleGranted);
  EXPECT_THAT(titles, SizeIs(250));
  std::set<uint64_t> households;
  std::set<std::string> commands;
  for (const v1::Entry& entry : titles) {
    households.insert(entry.title_granted().contestant().number());
    commands.insert(entry.request_id());
  }
  EXPECT_THAT(households, SizeIs(250));
  EXPECT_THAT(commands, SizeIs(2));
  EXPECT_TRUE(world.points.Verify().ok()) << world.points.Verify();
}

}  // namespace
}  // namespace greenledger::selection
