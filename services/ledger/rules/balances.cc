#include "services/ledger/rules/balances.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <tuple>

namespace greenledger::rules {
namespace {

constexpr uint64_t kSumMax = std::numeric_limits<int64_t>::max();

void AddChecked(uint64_t amount, uint64_t* sum) {
  if (amount > kSumMax - *sum) {
    std::fputs("greenledger: a sum of an account passed 2^63 - 1\n", stderr);
    std::abort();
  }
  *sum += amount;
}

bool Before(const AssetSums& sums, std::pair<v1::Asset, uint32_t> key) {
  return std::tie(sums.asset, sums.class_code) <
         std::tie(key.first, key.second);
}

}  // namespace

void Balances::Post(v1::Asset asset, uint32_t class_code, int64_t amount) {
  auto at = std::lower_bound(sums_.begin(), sums_.end(),
                             std::pair(asset, class_code), Before);
  if (at == sums_.end() || at->asset != asset || at->class_code != class_code) {
    at = sums_.insert(at, AssetSums{asset, class_code, 0, 0});
  }
  if (amount >= 0) {
    AddChecked(static_cast<uint64_t>(amount), &at->credits);
  } else {
    AddChecked(~static_cast<uint64_t>(amount) + 1, &at->debits);
  }
}

AssetSums Balances::Of(v1::Asset asset, uint32_t class_code) const {
  auto at = std::lower_bound(sums_.begin(), sums_.end(),
                             std::pair(asset, class_code), Before);
  if (at == sums_.end() || at->asset != asset || at->class_code != class_code) {
    return AssetSums{asset, class_code, 0, 0};
  }
  return *at;
}

int64_t Balances::Net(v1::Asset asset, uint32_t class_code) const {
  const AssetSums sums = Of(asset, class_code);
  return static_cast<int64_t>(sums.credits) - static_cast<int64_t>(sums.debits);
}

}  // namespace greenledger::rules
