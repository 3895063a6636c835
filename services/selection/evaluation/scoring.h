// How much of a campaign's score each of a contestant's values is worth.
#ifndef GREENLEDGER_SERVICES_SELECTION_EVALUATION_SCORING_H_
#define GREENLEDGER_SERVICES_SELECTION_EVALUATION_SCORING_H_

#include <cstdint>
#include <span>
#include <vector>

#include "greenledger/v1/selection.pb.h"
#include "greenledger/v1/selection_service.pb.h"

namespace greenledger::evaluation {

class Scoring {
 public:
  // `values` are those of all the eligible, one of each measure of the rule
  // after the other. `rule` must outlive this.
  Scoring(const v1::CampaignRule& rule, std::span<const uint64_t> values);

  // Millionths. A STANDARD gives everybody all of it.
  uint32_t ScoreOf(std::span<const uint64_t> values) const;
  // One result for each measure.
  void Explain(std::span<const uint64_t> values,
               v1::ExplainContestantResponse* response) const;

 private:
  uint32_t PointsOf(int measure, uint64_t value) const;

  const v1::CampaignRule& rule_;
  // The value of each measure that is worth all of its weight.
  std::vector<uint64_t> full_;
};

}  // namespace greenledger::evaluation

#endif  // GREENLEDGER_SERVICES_SELECTION_EVALUATION_SCORING_H_
