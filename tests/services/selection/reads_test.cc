// Lists in pages, why somebody is where it is, and what is not there.
#include <gmock/gmock.h>

#include "tests/services/selection/selection_world.h"

namespace greenledger::selection {
namespace {

using points::IsAccepted;
using ::testing::ElementsAre;
using ::testing::SizeIs;
v1::ListCandidatesRequest AskList(int32_t page_size) {
  v1::ListCandidatesRequest request;
  request.set_book(ledger::kBook);
  request.set_campaign_number(kCampaign);
  request.set_page_size(page_size);
  return request;
}

v1::ExplainContestantRequest AskWhy(uint64_t household) {
  v1::ExplainContestantRequest request;
  request.set_book(ledger::kBook);
  request.set_campaign_number(kCampaign);
  *request.mutable_contestant() = Household(household);
  return request;
}

TEST(CandidatesTest, PagesGoThroughTheListOnce) {
  SelectionWorld world;
  world.RunToReview();
  v1::ListCandidatesRequest request = AskList(3);
  const auto first = world.Read(&SelectionWorld::Stub::ListCandidates, request);
  ASSERT_THAT(first.candidates(), SizeIs(3));
  request.set_page_token(first.next_page_token());
  const auto second =
      world.Read(&SelectionWorld::Stub::ListCandidates, request);
  ASSERT_THAT(second.candidates(), SizeIs(1));
  EXPECT_EQ(second.next_page_token(), "");
  EXPECT_EQ(second.candidates(0).row().number(), 4u);
  EXPECT_EQ(second.candidates(0).winner_rank(), 0u);
  request.set_winners_only(true);
  EXPECT_EQ(world.Failure(&SelectionWorld::Stub::ListCandidates, request),
            "BAD_PAGE_TOKEN");
}

TEST(CandidatesTest, AListThatChangedBeginsAgain) {
  SelectionWorld world;
  world.RunToReview();
  v1::ListCandidatesRequest request = AskList(3);
  request.set_page_token(
      world.Read(&SelectionWorld::Stub::ListCandidates, request)
          .next_page_token());
  // Now household 4 is among the winners.
  world.Visit(2, 0);
  world.Visit(3, 0);
  EXPECT_EQ(world.Failure(&SelectionWorld::Stub::ListCandidates, request),
            "BAD_PAGE_TOKEN");
  request.clear_page_token();
  const auto list = world.Read(&SelectionWorld::Stub::ListCandidates, request);
  EXPECT_EQ(list.candidates(1).row().number(), 4u);
  EXPECT_EQ(list.candidates(1).winner_rank(), 2u);
}

TEST(CandidatesTest, BeforeTheEvaluationThereIsNone) {
  SelectionWorld world;
  world.RunToWindowEnd();
  EXPECT_THAT(world.Candidates(false).candidates(), SizeIs(0));
  EXPECT_FALSE(world.Campaign().has_evaluation());
  EXPECT_EQ(world.Campaign().winners_digest(), "");
}

TEST(CampaignsTest, ComeInTheOrderOfTheirNumbers) {
  SelectionWorld world;
  for (const uint32_t number : {3, 1, 2}) {
    v1::CampaignRule rule = HonourRule();
    rule.set_number(number);
    ASSERT_TRUE(IsAccepted(world.Draft(rule)));
  }
  v1::ListCampaignsRequest request;
  request.set_book(ledger::kBook);
  request.set_page_size(2);
  std::vector<uint32_t> numbers;
  do {
    const auto page = world.Read(&SelectionWorld::Stub::ListCampaigns, request);
    for (const v1::CampaignStanding& one : page.campaigns()) {
      numbers.push_back(one.rule().number());
      EXPECT_EQ(one.state(), v1::CAMPAIGN_STATE_DRAFT);
    }
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  EXPECT_THAT(numbers, ElementsAre(1, 2, 3));
}

TEST(ReadsTest, WhatIsNotThereHasAReason) {
  SelectionWorld world;
  v1::GetCampaignRequest campaign;
  campaign.set_book(ledger::kBook);
  campaign.set_campaign_number(kCampaign);
  EXPECT_EQ(world.Failure(&SelectionWorld::Stub::GetCampaign, campaign),
            "CAMPAIGN_UNKNOWN");
  EXPECT_EQ(world.Failure(&SelectionWorld::Stub::ListCandidates, AskList(1)),
            "CAMPAIGN_UNKNOWN");
  EXPECT_EQ(world.Failure(&SelectionWorld::Stub::ExplainContestant, AskWhy(1)),
            "CAMPAIGN_UNKNOWN");
  campaign.set_book(350212009009);
  EXPECT_EQ(world.Failure(&SelectionWorld::Stub::GetCampaign, campaign),
            "BOOK_UNKNOWN");
  ASSERT_TRUE(IsAccepted(world.Draft(HonourRule())));
  EXPECT_EQ(world.Failure(&SelectionWorld::Stub::ExplainContestant, AskWhy(99)),
            "CONTESTANT_UNKNOWN");
}

TEST(ExplainTest, AsThingsStandBeforeAndAsTheListHasItAfter) {
  SelectionWorld world;
  world.RunToWindowEnd();
  auto why = world.Read(&SelectionWorld::Stub::ExplainContestant, AskWhy(2));
  EXPECT_TRUE(why.eligible());
  ASSERT_EQ(why.gates_size(), 1);
  EXPECT_EQ(why.gates(0).value(), 2u);
  EXPECT_EQ(why.row().rank(), 2u);
  EXPECT_EQ(why.size(), world.points.Entries().size());
  ASSERT_TRUE(
      IsAccepted(world.Step(v1::CAMPAIGN_STATE_EVALUATED, kCampaign, Seed())));
  const uint64_t size = world.Campaign().evaluation().size();
  // Later entries change nothing.
  world.points.Earn(5);
  for (const uint64_t household : {2, 5}) {
    why =
        world.Read(&SelectionWorld::Stub::ExplainContestant, AskWhy(household));
    EXPECT_EQ(why.size(), size);
    EXPECT_EQ(why.eligible(), household == 2);
  }
  ASSERT_EQ(why.gates_size(), 1);
  EXPECT_FALSE(why.gates(0).passed());
  EXPECT_EQ(why.measures_size(), 0);
}

TEST(ExplainersTest, KeepsTheLastFew) {
  SelectionWorld world;
  world.RunToWindowEnd();
  const v1::CampaignStanding standing = world.Campaign();
  Explainers explainers(&world.points.ledger.ledger().store(), 2);
  ListTask task;
  task.book = ledger::kBook;
  task.rule = standing.rule();
  task.rule_index = standing.rule_index();
  const uint64_t size = world.points.Entries().size();
  const auto made_for = [&](uint64_t less, const std::string& seed) {
    task.size = size - less;
    task.draw_seed = seed;
    const uint64_t before = explainers.made();
    const auto evaluator = explainers.Get(task, [] { return false; });
    EXPECT_TRUE(evaluator.ok()) << evaluator.status();
    EXPECT_TRUE((*evaluator)->Explain(Household(1)).has_value());
    return explainers.made() - before;
  };
  EXPECT_EQ(made_for(0, ""), 1u);
  EXPECT_EQ(made_for(1, ""), 1u);
  EXPECT_EQ(made_for(0, ""), 0u);
  EXPECT_EQ(made_for(2, ""), 1u);
  EXPECT_EQ(made_for(0, ""), 0u);
  EXPECT_EQ(made_for(1, ""), 1u);
  EXPECT_EQ(made_for(1, Seed()), 1u);
  task.size = size;
  const auto gone = explainers.Get(task, [] { return true; });
  EXPECT_TRUE(absl::IsCancelled(gone.status()));
}

TEST(TitlesTest, OfAHouseholdOrACampaign) {
  SelectionWorld world;
  world.RunToEnd();
  const auto all = world.Titles();
  ASSERT_THAT(all, SizeIs(2));
  v1::ListTitlesRequest request;
  request.set_book(ledger::kBook);
  request.set_household_number(1);
  request.set_campaign_number(kCampaign);
  auto page = world.Read(&SelectionWorld::Stub::ListTitles, request);
  ASSERT_EQ(page.titles_size(), 1);
  EXPECT_EQ(page.titles(0).index(), all[0].index());
  request.set_campaign_number(kCampaign + 1);
  EXPECT_EQ(
      world.Read(&SelectionWorld::Stub::ListTitles, request).titles_size(), 0);
  request.set_household_number(0);
  request.set_campaign_number(kCampaign);
  request.set_page_size(1);
  page = world.Read(&SelectionWorld::Stub::ListTitles, request);
  ASSERT_EQ(page.titles_size(), 1);
  request.set_page_token(page.next_page_token());
  page = world.Read(&SelectionWorld::Stub::ListTitles, request);
  ASSERT_EQ(page.titles_size(), 1);
  EXPECT_EQ(page.titles(0).index(), all[1].index());
}

}  // namespace
}  // namespace greenledger::selection
