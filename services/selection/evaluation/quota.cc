#include "services/selection/evaluation/quota.h"

#include <algorithm>

#include "services/selection/evaluation/share.h"

namespace greenledger::evaluation {
namespace {

struct Share {
  uint64_t scope = 0;
  uint64_t eligible = 0;
  uint64_t seats = 0;
  uint64_t remainder = 0;
};

uint64_t TotalOf(const v1::Quota& quota, uint64_t eligible) {
  const uint64_t seats =
      quota.seats() > 0
          ? quota.seats()
          : std::max<uint64_t>(1, eligible * quota.share_permille() / 1000);
  return std::min(seats, eligible);
}

// Rounded down, and no more than can be used.
std::vector<Share> SharesOf(uint64_t total,
                            const std::map<uint64_t, ScopeShare>& scopes,
                            uint64_t weights) {
  std::vector<Share> shares;
  for (const auto& [number, one] : scopes) {
    Share& share = shares.emplace_back();
    share.scope = number;
    share.eligible = one.eligible;
    if (weights == 0) continue;
    const Wide product = Wide{total} * one.weight;
    share.seats =
        std::min(static_cast<uint64_t>(product / weights), one.eligible);
    share.remainder = static_cast<uint64_t>(product % weights);
  }
  return shares;
}

// One more to each that can use it, by the largest remainder, over and over
// until nothing is left.
void GiveByRemainder(uint64_t left, std::vector<Share>* shares) {
  std::stable_sort(
      shares->begin(), shares->end(),
      [](const Share& a, const Share& b) { return a.remainder > b.remainder; });
  while (left > 0) {
    for (Share& share : *shares) {
      if (left == 0 || share.seats == share.eligible) continue;
      ++share.seats;
      --left;
    }
  }
  std::sort(shares->begin(), shares->end(),
            [](const Share& a, const Share& b) { return a.scope < b.scope; });
}

}  // namespace

Seats ShareOut(const v1::Quota& quota,
               const std::map<uint64_t, ScopeShare>& scopes) {
  uint64_t eligible = 0;
  uint64_t weights = 0;
  for (const auto& [number, one] : scopes) {
    eligible += one.eligible;
    weights += one.weight;
  }
  const uint64_t total = TotalOf(quota, eligible);
  std::vector<Share> shares = SharesOf(total, scopes, weights);
  uint64_t left = total;
  for (const Share& share : shares) left -= share.seats;
  if (quota.remainder() == v1::REMAINDER_RULE_LARGEST ||
      quota.scope() == v1::QUOTA_SCOPE_ALL) {
    GiveByRemainder(left, &shares);
  } else if (quota.remainder() == v1::REMAINDER_RULE_BEST && left > 0) {
    Share rest;
    rest.seats = left;
    shares.insert(shares.begin(), rest);
  }
  Seats seats;
  seats.total = static_cast<uint32_t>(total);
  for (const Share& share : shares) {
    v1::ScopeSeats& one = seats.scopes.emplace_back();
    one.set_scope(share.scope);
    one.set_seats(static_cast<uint32_t>(share.seats));
  }
  return seats;
}

}  // namespace greenledger::evaluation
