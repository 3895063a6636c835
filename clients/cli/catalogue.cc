#include "clients/cli/catalogue.h"

#include <fmt/format.h>

#include <algorithm>

#include "clients/cli/names.h"

namespace greenledger::cli {

grpc::Status GetCatalogue(Session& session, uint64_t household,
                          v1::ListRewardsResponse* catalogue) {
  v1::ListRewardsRequest request;
  request.set_book(session.book);
  request.set_household(household);
  return session.client().Call(&Client::Rewards::ListRewards, request,
                               catalogue);
}

const v1::CatalogueLine* FindLine(const v1::ListRewardsResponse& catalogue,
                                  uint32_t reward) {
  const auto& lines = catalogue.lines();
  const auto at = std::find_if(
      lines.begin(), lines.end(),
      [&](const auto& line) { return line.reward().number() == reward; });
  return at == lines.end() ? nullptr : &*at;
}

std::string RewardName(const v1::ListRewardsResponse& catalogue,
                       uint32_t reward, Language language) {
  const v1::CatalogueLine* line = FindLine(catalogue, reward);
  if (line == nullptr) return std::to_string(reward);
  return In(language, {line->reward().name_zh(), line->reward().name_en()});
}

uint64_t FreePieces(const v1::CatalogueLine& line) {
  uint64_t free = 0;
  for (const v1::PlaceStock& stock : line.stocks()) {
    free += stock.pieces() - std::min(stock.pieces(), stock.reserved_pieces());
  }
  return free;
}

bool CouldHave(const v1::CatalogueLine& line, uint64_t free_milli_points) {
  const v1::Reward& reward = line.reward();
  const bool within_limit =
      reward.limit_pieces() == 0 || line.had_pieces() < reward.limit_pieces();
  return reward.kind() == v1::REWARD_KIND_REWARD && line.offered() &&
         within_limit && FreePieces(line) > 0 &&
         reward.milli_points() <= free_milli_points;
}

std::string StockText(const v1::CatalogueLine& line, Language language) {
  std::string text;
  for (const v1::PlaceStock& stock : line.stocks()) {
    if (!text.empty()) text += In(language, {"；", "; "});
    text +=
        fmt::format(fmt::runtime(In(language, {"地点 {}：{}", "place {}: {}"})),
                    stock.place_number(), stock.pieces());
    if (stock.reserved_pieces() == 0) continue;
    text += fmt::format(
        fmt::runtime(In(language, {"（已预留 {}）", " ({} reserved)"})),
        stock.reserved_pieces());
  }
  return text;
}

std::string LimitText(const v1::Reward& reward, Language language) {
  if (reward.limit_pieces() == 0) return "";
  return fmt::format(fmt::runtime(In(language, {"{1} {0} 件", "{0} {1}"})),
                     reward.limit_pieces(),
                     In(language, NameOf(reward.limit_period())));
}

}  // namespace greenledger::cli
