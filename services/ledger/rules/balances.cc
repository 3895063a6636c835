#include "services/ledger/rules/balances.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <limits>

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

// Orders by asset, then class.
uint64_t Key(v1::Asset asset, uint32_t class_code) {
  return uint64_t{static_cast<uint32_t>(asset)} << 32 | class_code;
}

uint64_t KeyOf(const AssetSums& sums) {
  return Key(sums.asset, sums.class_code);
}

}  // namespace

void Balances::Post(v1::Asset asset, uint32_t class_code, int64_t amount) {
  const uint64_t key = Key(asset, class_code);
  auto at = sums_.begin();
  while (at != sums_.end() && KeyOf(*at) < key) ++at;
  if (at == sums_.end() || KeyOf(*at) != key) {
    at = sums_.insert(at, AssetSums{asset, class_code, 0, 0});
  }
  if (amount >= 0) {
    AddChecked(static_cast<uint64_t>(amount), &at->credits);
  } else {
    AddChecked(~static_cast<uint64_t>(amount) + 1, &at->debits);
  }
}

bool Balances::Unpost(v1::Asset asset, uint32_t class_code, int64_t amount) {
  for (AssetSums& sums : sums_) {
    if (KeyOf(sums) != Key(asset, class_code)) continue;
    uint64_t& sum = amount >= 0 ? sums.credits : sums.debits;
    const uint64_t size = amount >= 0 ? static_cast<uint64_t>(amount)
                                      : ~static_cast<uint64_t>(amount) + 1;
    if (sum < size) return false;
    sum -= size;
    return true;
  }
  return amount == 0;
}

bool Balances::IsZero() const {
  return std::all_of(sums_.begin(), sums_.end(), [](const AssetSums& sums) {
    return sums.credits == 0 && sums.debits == 0;
  });
}

AssetSums Balances::Of(v1::Asset asset, uint32_t class_code) const {
  for (const AssetSums& sums : sums_) {
    if (KeyOf(sums) == Key(asset, class_code)) return sums;
  }
  return AssetSums{asset, class_code, 0, 0};
}

int64_t Balances::Net(v1::Asset asset, uint32_t class_code) const {
  const AssetSums sums = Of(asset, class_code);
  return static_cast<int64_t>(sums.credits) - static_cast<int64_t>(sums.debits);
}

}  // namespace greenledger::rules
