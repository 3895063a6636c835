#include "services/statements/statement_now.h"

#include <algorithm>

#include "services/statements/messages.h"
#include "services/statements/wording.h"

namespace greenledger::statements {
namespace {

// Most pieces of one order.
constexpr uint64_t kPiecesMax = 100;

void AddLot(int32_t last_day, uint64_t milli_points, v1::StatementNow* now) {
  v1::PointsLot* lot = now->add_lots();
  lot->set_last_day(last_day);
  lot->set_milli_points(milli_points);
}

void FillLots(const rules::Lots& lots, uint64_t free, v1::Language language,
              v1::StatementNow* now) {
  for (const rules::Lot& lot : lots) {
    AddLot(lot.last_day, lot.milli_points, now);
  }
  if (!lots.empty()) {
    *now->mutable_next_expiry() = now->lots(0);
    now->set_next_expiry_text(
        Fill(Message::kNextExpiry, language,
             {{"points", PointsText(lots.front().milli_points, language)},
              {"day", DayText(lots.front().last_day, language)}}));
  }
  const uint64_t ends = rules::SumOf(lots);
  if (free > ends) AddLot(rules::kNeverEnds, free - ends, now);
}

std::string PlaceName(const rules::BookState& state, uint64_t number,
                      v1::Language language) {
  if (number == 0) return Fill(Message::kCounter, language);
  const v1::Place* place = state.FindPlace(number);
  return place == nullptr ? "" : place->name();
}

// Places that have any; returns the most that one of them has.
uint64_t FillPlaces(const rules::BookState& state, const v1::Reward& reward,
                    v1::Language language, v1::AffordableReward* out) {
  uint64_t most = 0;
  for (const v1::PickUpPlace& place : reward.places()) {
    const int64_t free =
        state.FreeOf(v1::ACCOUNT_OWNER_STOCK, place.place_number(),
                     v1::ASSET_GOODS, reward.number());
    if (free <= 0) continue;
    v1::AffordablePlace* offered = out->add_places();
    offered->set_place_number(place.place_number());
    offered->set_name(PlaceName(state, place.place_number(), language));
    offered->set_hours(place.hours());
    offered->set_free_pieces(static_cast<uint64_t>(free));
    most = std::max(most, offered->free_pieces());
  }
  return most;
}

// Pieces that price and limit allow.
uint64_t Allowed(const rules::BookState& state, const v1::Reward& reward,
                 uint64_t household, uint64_t free, int32_t today) {
  uint64_t most = std::min(kPiecesMax, free / reward.milli_points());
  if (reward.limit_pieces() == 0) return most;
  const uint32_t had = state.rewards().UsedOn(household, reward, today);
  return std::min<uint64_t>(
      most, reward.limit_pieces() - std::min(reward.limit_pieces(), had));
}

void FillRewards(const rules::BookState& state, uint64_t household,
                 uint64_t free, int32_t today, v1::Language language,
                 v1::StatementNow* now) {
  for (const auto& [number, line] : state.rewards().catalogue) {
    const v1::Reward& reward = line.reward;
    if (now->rewards_size() == kRewardsMax) return;
    if (reward.kind() != v1::REWARD_KIND_REWARD ||
        !rules::IsOffered(reward, today)) {
      continue;
    }
    v1::AffordableReward offered;
    const uint64_t most =
        std::min(Allowed(state, reward, household, free, today),
                 FillPlaces(state, reward, language, &offered));
    if (most == 0) continue;
    offered.set_reward_number(number);
    offered.set_name(language == v1::LANGUAGE_EN ? reward.name_en()
                                                 : reward.name_zh());
    offered.set_milli_points(reward.milli_points());
    offered.set_most_pieces(static_cast<uint32_t>(most));
    *now->add_rewards() = std::move(offered);
  }
}

}  // namespace

void FillNow(const rules::BookState& state,
             const rules::HouseholdState& household, int32_t today,
             v1::Language language, v1::StatementNow* now) {
  const rules::Balances& balances = household.earner.balances;
  const int64_t has = balances.Net(v1::ASSET_POINTS);
  const int64_t free = state.FreePoints(household.number);
  now->set_milli_points(has);
  now->set_held_milli_points(has - free);
  now->set_milli_merit(balances.Net(v1::ASSET_MERIT));
  const uint64_t to_spend = static_cast<uint64_t>(std::max<int64_t>(free, 0));
  FillLots(household.lots, to_spend, language, now);
  if (household.state != v1::HOUSEHOLD_STATE_ACTIVE) return;
  FillRewards(state, household.number, to_spend, today, language, now);
}

}  // namespace greenledger::statements
