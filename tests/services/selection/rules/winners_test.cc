// Who wins, against a small model that goes through the text of winners.h line
// by line, over random lists.
#include "services/ledger/rules/winners.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>

#include "tests/services/selection/rules/selection_entries.h"
#include "tests/testing/seeds.h"

namespace greenledger::rules {
namespace {

using Random = std::mt19937_64;

uint64_t Below(Random& random, uint64_t limit) { return random() % limit; }

// A campaign with a random list, seats, visits and strikes.
CampaignRecord RandomCampaign(Random& random) {
  CampaignRecord campaign;
  campaign.rule = VisitedRule();
  v1::OnSiteRule* on_site = campaign.rule.mutable_on_site();
  on_site->set_weight_permille(static_cast<uint32_t>(Below(random, 1001)));
  on_site->set_visited_permille(
      static_cast<uint32_t>(1000 + Below(random, 2000)));
  if (Below(random, 3) == 0) campaign.rule.clear_on_site();
  if (Below(random, 5) == 0) {
    campaign.rule.set_layer(v1::CAMPAIGN_LAYER_STANDARD);
  }
  const bool scoped = Below(random, 2) == 0;
  const uint64_t scopes = scoped ? 1 + Below(random, 3) : 0;
  if (!scoped || Below(random, 2) == 0) {
    campaign.seats.emplace_back().set_seats(
        static_cast<uint32_t>(Below(random, 6)));
  }
  for (uint64_t scope = 1; scope <= scopes; ++scope) {
    campaign.seats.emplace_back().set_scope(scope);
    campaign.seats.back().set_seats(static_cast<uint32_t>(Below(random, 4)));
  }
  const uint64_t rows = Below(random, 20);
  uint32_t score = 1'000'000;
  for (uint64_t i = 0; i < rows; ++i) {
    score -= static_cast<uint32_t>(Below(random, 3) * 20'000);
    ListedContestant& listed = campaign.list.emplace_back();
    listed.row.set_number(i + 1);
    listed.row.set_score_millionths(score);
    // Now and then a scope that has no seats of its own.
    listed.row.set_scope(scoped ? 1 + Below(random, scopes + 1) : 0);
    listed.visits = static_cast<uint32_t>(Below(random, 3));
    listed.visit_score_sum = listed.visits * (500 + Below(random, 501));
    if (listed.visits == 2) listed.visit_score_sum -= Below(random, 2);
    listed.struck = Below(random, 8) == 0;
  }
  return campaign;
}

// Half up, by doubling.
uint64_t Rounded(uint64_t value, uint64_t by) {
  return (2 * value + by) / (2 * by);
}

struct Model {
  explicit Model(const CampaignRecord& of) : campaign(of) {}

  bool standard() const {
    return campaign.rule.layer() == v1::CAMPAIGN_LAYER_STANDARD;
  }
  uint64_t Final(size_t place) const {
    const ListedContestant& one = campaign.list[place];
    const uint64_t own = one.row.score_millionths();
    if (!campaign.rule.has_on_site() || one.visits == 0) return own;
    const uint64_t weight = campaign.rule.on_site().weight_permille();
    const uint64_t mean = Rounded(one.visit_score_sum * 1000, one.visits);
    return Rounded(own * (1000 - weight) + mean * weight, 1000);
  }
  bool CanWin(size_t place) const {
    const ListedContestant& one = campaign.list[place];
    if (one.struck) return false;
    if (!campaign.rule.has_on_site()) return true;
    return one.visits > 0 && Rounded(one.visit_score_sum, one.visits) >=
                                 campaign.rule.on_site().least_score_permille();
  }
  // The first of `order` in each scope, then the first left for scope 0.
  std::set<size_t> Pick(const std::vector<size_t>& order,
                        uint64_t permille) const {
    if (standard()) return {order.begin(), order.end()};
    std::set<size_t> picked;
    for (const bool rest : {false, true}) {
      for (const v1::ScopeSeats& one : campaign.seats) {
        if (rest && one.scope() != 0) continue;
        uint64_t room = (one.seats() * permille + 999) / 1000;
        for (const size_t place : order) {
          const bool own = campaign.list[place].row.scope() == one.scope();
          if (own && picked.contains(place)) room -= room > 0;
        }
        for (const size_t place : order) {
          const bool own = campaign.list[place].row.scope() == one.scope();
          if (room == 0 || picked.contains(place) || (!rest && !own)) continue;
          picked.insert(place);
          --room;
        }
      }
    }
    return picked;
  }

  const CampaignRecord& campaign;
};

void Compare(const CampaignRecord& campaign) {
  const Model model(campaign);
  const Winners winners = SelectWinners(campaign);
  ASSERT_EQ(winners.outcomes.size(), campaign.list.size());
  std::vector<size_t> all;
  std::vector<size_t> able;
  for (size_t place = 0; place < campaign.list.size(); ++place) {
    all.push_back(place);
    if (model.CanWin(place)) able.push_back(place);
    EXPECT_EQ(winners.outcomes[place].final_score_millionths,
              model.Final(place));
  }
  std::stable_sort(able.begin(), able.end(), [&](size_t a, size_t b) {
    return model.Final(a) > model.Final(b);
  });
  const std::set<size_t> win = model.Pick(able, 1000);
  std::set<size_t> visit;
  if (campaign.rule.has_on_site()) {
    visit = model.Pick(all, campaign.rule.on_site().visited_permille());
  }
  EXPECT_EQ(winners.order.size(), win.size());
  EXPECT_EQ(winners.to_visit, visit.size());
  uint64_t visited = 0;
  for (size_t place = 0; place < campaign.list.size(); ++place) {
    const Outcome& outcome = winners.outcomes[place];
    EXPECT_EQ(outcome.to_visit, visit.contains(place));
    EXPECT_EQ(outcome.wins, win.contains(place));
    visited += outcome.to_visit && campaign.list[place].visits > 0;
    const auto better = std::count_if(win.begin(), win.end(), [&](size_t one) {
      return model.Final(one) > model.Final(place);
    });
    EXPECT_EQ(outcome.winner_rank, outcome.wins ? better + 1 : 0);
    const uint64_t prize = outcome.winner_rank == 1   ? 50'000
                           : outcome.winner_rank == 2 ? 20'000
                                                      : 0;
    EXPECT_EQ(outcome.milli_points, prize);
  }
  EXPECT_EQ(winners.visited, visited);
  for (size_t i = 1; i < winners.order.size(); ++i) {
    const size_t before = winners.order[i - 1];
    const size_t place = winners.order[i];
    EXPECT_TRUE(model.Final(before) > model.Final(place) ||
                (model.Final(before) == model.Final(place) && before < place));
  }
}

TEST(WinnersModelTest, RandomListsHaveTheModelsWinners) {
  greenledger::testing::ForEachSeed(2'000, [](uint64_t seed) {
    SCOPED_TRACE(seed);
    Random random(seed);
    Compare(RandomCampaign(random));
  });
}

CampaignRecord Listed(const v1::CampaignRule& rule,
                      const std::vector<uint32_t>& scores, uint32_t seats) {
  CampaignRecord campaign;
  campaign.rule = rule;
  campaign.seats.emplace_back().set_seats(seats);
  for (size_t i = 0; i < scores.size(); ++i) {
    v1::ListRow& row = campaign.list.emplace_back().row;
    row.set_number(i + 1);
    row.set_score_millionths(scores[i]);
  }
  return campaign;
}

TEST(WinnersTest, AVisitCanTurnTheList) {
  CampaignRecord campaign = Listed(VisitedRule(), {900'000, 800'000}, 1);
  campaign.list[0].visits = 2;
  campaign.list[0].visit_score_sum = 601 + 600;
  campaign.list[1].visits = 1;
  campaign.list[1].visit_score_sum = 1000;
  const Winners winners = SelectWinners(campaign);
  EXPECT_EQ(winners.outcomes[0].visit_score_permille, 601u);
  EXPECT_EQ(winners.outcomes[0].final_score_millionths, 750'250u);
  EXPECT_EQ(winners.outcomes[1].final_score_millionths, 900'000u);
  EXPECT_EQ(winners.order, std::vector<uint32_t>{1});
  EXPECT_EQ(winners.to_visit, 2u) << "one and a half seats, rounded up";
}

TEST(WinnersTest, NobodyWinsUnvisitedWhereVisitsAreMade) {
  CampaignRecord campaign =
      Listed(VisitedRule(), {900'000, 800'000, 700'000}, 1);
  campaign.list[1].visits = 1;
  campaign.list[1].visit_score_sum = 599;
  EXPECT_TRUE(SelectWinners(campaign).order.empty());
  campaign.list[1].visit_score_sum = 600;
  EXPECT_EQ(SelectWinners(campaign).order, std::vector<uint32_t>{1});
}

TEST(WinnersTest, WhatIsNotedIsWhatWasSelected) {
  CampaignRecord campaign = Listed(HonourRule(), {9, 8, 8, 7}, 3);
  NoteWinners(&campaign);
  const std::vector<uint32_t> ranks = {1, 2, 2, 0};
  for (size_t i = 0; i < ranks.size(); ++i) {
    EXPECT_EQ(campaign.list[i].winner_rank, ranks[i]);
    EXPECT_EQ(campaign.list[i].milli_points, i == 0  ? 50'000u
                                             : i < 3 ? 20'000u
                                                     : 0u);
  }
}

}  // namespace
}  // namespace greenledger::rules
