// What a book knows of its catalogue: a part of BookState. Stocks are accounts;
// what is reserved of them is what is pending there.
#ifndef GREENLEDGER_SERVICES_LEDGER_RULES_REWARDS_STATE_H_
#define GREENLEDGER_SERVICES_LEDGER_RULES_REWARDS_STATE_H_

#include <cstdint>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "greenledger/v1/rewards.pb.h"

namespace greenledger::rules {

// A line of the catalogue.
struct PublishedReward {
  v1::Reward reward;   // without its picture
  uint64_t index = 0;  // of the entry that has the picture
  bool has_picture = false;
};

// What a household had of a reward in the period in which it had it last.
struct RewardUse {
  // The first local day of the period.
  int32_t period = 0;
  // Ordered and not cancelled.
  uint32_t pieces = 0;
};

// Not thread-safe. Rows and Apply change it; everybody else reads.
struct RewardsState {
  using UseKey = std::pair<uint64_t, uint32_t>;  // household, reward

  std::map<uint32_t, PublishedReward> catalogue;
  std::map<UseKey, RewardUse> uses;
  // Changed since rows were last taken.
  std::vector<UseKey> dirty_uses;

  // nullptr if it was never published.
  const PublishedReward* Find(uint32_t number) const;
  // What the household had in the period of that local day.
  uint32_t UsedOn(uint64_t household, const v1::Reward& reward,
                  int32_t day) const;
  // Counts pieces of an order that was placed on `day`.
  void Use(uint64_t household, const v1::Reward& reward, int32_t day,
           uint32_t pieces);
  // Takes back what Use counted, unless another period has begun.
  void Unuse(uint64_t household, const v1::Reward& reward, int32_t day,
             uint32_t pieces);
};

// The first local day of the period that `day` lies in.
int32_t PeriodOf(v1::LimitPeriod period, int32_t day);

// Whether a reward can be ordered on a local day.
bool IsOffered(const v1::Reward& reward, int32_t day);

// Whether it is handed out there.
bool IsAtPlace(const v1::Reward& reward, uint64_t place);

}  // namespace greenledger::rules

#endif  // GREENLEDGER_SERVICES_LEDGER_RULES_REWARDS_STATE_H_
