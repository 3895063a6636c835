// In which order the eligible are listed.
#ifndef GREENLEDGER_SERVICES_SELECTION_EVALUATION_ORDER_H_
#define GREENLEDGER_SERVICES_SELECTION_EVALUATION_ORDER_H_

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "services/selection/evaluation/subjects.h"

namespace greenledger::evaluation {

// What TIE_BREAK_DRAW is made of: the seed, empty without a draw, and when the
// entry with the rule was booked.
struct Draw {
  std::string_view seed;
  int64_t rule_time_us = 0;
};

// Adds what tells the subject apart from others of the same score, in the order
// of the rule's tie-breaks, as numbers of which the lower are better: as many
// for everybody. Nothing for a STANDARD, nor for a draw without a seed.
void AppendTies(const v1::CampaignRule& rule, const Subject& subject,
                const Draw& draw, std::vector<uint64_t>* ties);

struct Placing {
  uint32_t candidate = 0;
  uint32_t rank = 0;
};

// Candidates 0, 1, 2 … by score, the highest first, then by their ties, which
// are `ties.size() / scores.size()` numbers each; equal ones stay in their
// order. Competition ranks: equal where score and ties are.
std::vector<Placing> PlaceAll(const std::vector<uint32_t>& scores,
                              const std::vector<uint64_t>& ties);

}  // namespace greenledger::evaluation

#endif  // GREENLEDGER_SERVICES_SELECTION_EVALUATION_ORDER_H_
