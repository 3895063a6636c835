#include "services/ledger/rules/winners.h"

#include <algorithm>
#include <map>

namespace greenledger::rules {
namespace {

constexpr uint64_t kOneEach = 1000;

bool IsStandard(const CampaignRecord& campaign) {
  return campaign.rule.layer() == v1::CAMPAIGN_LAYER_STANDARD;
}

uint64_t HalfUp(uint64_t value, uint64_t by) { return (value + by / 2) / by; }

// Takes contestants of a scope, as they come, while there is room.
class Seats {
 public:
  // So many of each scope: its seats times `permille`, rounded up.
  Seats(const CampaignRecord& campaign, uint64_t permille) {
    for (const v1::ScopeSeats& one : campaign.seats) {
      left_[one.scope()] = (one.seats() * permille + 999) / 1000;
    }
  }

  bool Take(uint64_t scope) {
    const auto at = left_.find(scope);
    if (at == left_.end() || at->second == 0) return false;
    --at->second;
    return true;
  }

 private:
  std::map<uint64_t, uint64_t> left_;
};

// Takes from `places`, in their order, by scope; what is then left of scope 0
// goes to those that were not taken.
template <typename Taken>
void Seat(const CampaignRecord& campaign, uint64_t permille,
          const std::vector<uint32_t>& places, Taken taken) {
  Seats seats(campaign, permille);
  std::vector<uint32_t> left_over;
  for (const uint32_t place : places) {
    if (IsStandard(campaign) || seats.Take(campaign.list[place].row.scope())) {
      taken(place);
    } else {
      left_over.push_back(place);
    }
  }
  for (const uint32_t place : left_over) {
    if (!seats.Take(0)) return;
    taken(place);
  }
}

Outcome ScoreOf(const CampaignRecord& campaign,
                const ListedContestant& listed) {
  Outcome outcome;
  const uint64_t own = listed.row.score_millionths();
  outcome.final_score_millionths = static_cast<uint32_t>(own);
  if (!campaign.rule.has_on_site() || listed.visits == 0) return outcome;
  const uint64_t weight = campaign.rule.on_site().weight_permille();
  const uint64_t mean = HalfUp(listed.visit_score_sum * 1000, listed.visits);
  outcome.visit_score_permille =
      static_cast<uint32_t>(HalfUp(listed.visit_score_sum, listed.visits));
  outcome.final_score_millionths = static_cast<uint32_t>(
      HalfUp(own * (1000 - weight) + mean * weight, 1000));
  return outcome;
}

bool CanWin(const CampaignRecord& campaign, const ListedContestant& listed,
            const Outcome& outcome) {
  if (listed.struck) return false;
  if (!campaign.rule.has_on_site()) return true;
  return listed.visits > 0 &&
         outcome.visit_score_permille >=
             campaign.rule.on_site().least_score_permille();
}

uint64_t PrizeOf(const v1::CampaignRule& rule, uint32_t rank) {
  for (const v1::Prize& prize : rule.prizes()) {
    if (prize.from_rank() <= rank && rank <= prize.to_rank()) {
      return prize.milli_points();
    }
  }
  return 0;
}

// The list's places from the best final score on, equal ones as listed.
void SortByFinalScore(const Winners& winners, std::vector<uint32_t>* places) {
  std::stable_sort(places->begin(), places->end(), [&](uint32_t a, uint32_t b) {
    return winners.outcomes[a].final_score_millionths >
           winners.outcomes[b].final_score_millionths;
  });
}

void FindVisits(const CampaignRecord& campaign, Winners* winners) {
  if (!campaign.rule.has_on_site()) return;
  std::vector<uint32_t> all(campaign.list.size());
  for (uint32_t place = 0; place < all.size(); ++place) all[place] = place;
  const uint64_t permille =
      std::max<uint64_t>(campaign.rule.on_site().visited_permille(), kOneEach);
  Seat(campaign, permille, all, [&](uint32_t place) {
    winners->outcomes[place].to_visit = true;
    ++winners->to_visit;
    if (campaign.list[place].visits > 0) ++winners->visited;
  });
}

void Rank(const CampaignRecord& campaign, Winners* winners) {
  std::sort(winners->order.begin(), winners->order.end());
  SortByFinalScore(*winners, &winners->order);
  uint32_t rank = 0;
  for (uint32_t i = 0; i < winners->order.size(); ++i) {
    Outcome& outcome = winners->outcomes[winners->order[i]];
    const bool equal =
        i > 0 &&
        outcome.final_score_millionths ==
            winners->outcomes[winners->order[i - 1]].final_score_millionths;
    if (!equal) rank = i + 1;
    outcome.wins = true;
    outcome.winner_rank = rank;
    outcome.milli_points = PrizeOf(campaign.rule, rank);
    winners->milli_points += outcome.milli_points;
  }
}

}  // namespace

Winners SelectWinners(const CampaignRecord& campaign) {
  Winners winners;
  winners.outcomes.reserve(campaign.list.size());
  std::vector<uint32_t> able;
  for (uint32_t place = 0; place < campaign.list.size(); ++place) {
    const ListedContestant& listed = campaign.list[place];
    const Outcome& outcome =
        winners.outcomes.emplace_back(ScoreOf(campaign, listed));
    if (CanWin(campaign, listed, outcome)) able.push_back(place);
  }
  FindVisits(campaign, &winners);
  SortByFinalScore(winners, &able);
  Seat(campaign, kOneEach, able,
       [&](uint32_t place) { winners.order.push_back(place); });
  Rank(campaign, &winners);
  return winners;
}

void NoteWinners(CampaignRecord* campaign) {
  const Winners winners = SelectWinners(*campaign);
  for (size_t place = 0; place < campaign->list.size(); ++place) {
    campaign->list[place].winner_rank = winners.outcomes[place].winner_rank;
    campaign->list[place].milli_points = winners.outcomes[place].milli_points;
  }
}

}  // namespace greenledger::rules
