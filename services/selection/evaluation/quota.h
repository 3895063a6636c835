// How many seats there are, and where.
#ifndef GREENLEDGER_SERVICES_SELECTION_EVALUATION_QUOTA_H_
#define GREENLEDGER_SERVICES_SELECTION_EVALUATION_QUOTA_H_

#include <cstdint>
#include <map>
#include <vector>

#include "greenledger/v1/selection.pb.h"

namespace greenledger::evaluation {

// A scope in which somebody is eligible.
struct ScopeShare {
  uint64_t eligible = 0;
  // What its share is in proportion to.
  uint64_t weight = 0;
};

struct Seats {
  // In the order of their scopes; what REMAINDER_RULE_BEST leaves is of scope
  // 0.
  std::vector<v1::ScopeSeats> scopes;
  // In all, also those that REMAINDER_RULE_NONE leaves empty.
  uint32_t total = 0;
};

// `scopes` has one with number 0 for QUOTA_SCOPE_ALL; of another scope, those
// that take part. Never more seats than eligible, in a scope and in all.
Seats ShareOut(const v1::Quota& quota,
               const std::map<uint64_t, ScopeShare>& scopes);

}  // namespace greenledger::evaluation

#endif  // GREENLEDGER_SERVICES_SELECTION_EVALUATION_QUOTA_H_
