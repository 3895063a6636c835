#include "services/selection/evaluation/scoring.h"

#include <algorithm>

#include "services/selection/evaluation/share.h"

namespace greenledger::evaluation {
namespace {

constexpr uint32_t kAll = 1'000'000;

// The full value where it does not depend on the best.
uint64_t FixedFull(const v1::WeightedMeasure& measure) {
  if (measure.measure() == v1::STANDING_MEASURE_NOMINATION) return kAll;
  if (measure.scaling() != v1::SCALING_FULL_AT) return 0;
  return measure.per_head() ? measure.full_at() * 1000 : measure.full_at();
}

}  // namespace

Scoring::Scoring(const v1::CampaignRule& rule, std::span<const uint64_t> values)
    : rule_(rule) {
  const auto count = static_cast<size_t>(rule.measures_size());
  for (size_t i = 0; i < count; ++i) {
    uint64_t full = FixedFull(rule.measures(static_cast<int>(i)));
    if (full == 0) {
      for (size_t at = i; at < values.size(); at += count) {
        full = std::max(full, values[at]);
      }
    }
    full_.push_back(full);
  }
}

uint32_t Scoring::PointsOf(int measure, uint64_t value) const {
  const uint64_t full = full_[static_cast<size_t>(measure)];
  const uint64_t weight = rule_.measures(measure).weight_permille();
  return static_cast<uint32_t>(
      ShareHalfUp(std::min(value, full), weight * 1000, full));
}

uint32_t Scoring::ScoreOf(std::span<const uint64_t> values) const {
  if (rule_.layer() == v1::CAMPAIGN_LAYER_STANDARD) return kAll;
  uint32_t score = 0;
  for (int i = 0; i < rule_.measures_size(); ++i) {
    score += PointsOf(i, values[static_cast<size_t>(i)]);
  }
  return score;
}

void Scoring::Explain(std::span<const uint64_t> values,
                      v1::ExplainContestantResponse* response) const {
  for (int i = 0; i < rule_.measures_size(); ++i) {
    v1::MeasureResult* result = response->add_measures();
    *result->mutable_measure() = rule_.measures(i);
    result->set_value(values[static_cast<size_t>(i)]);
    result->set_full_value(full_[static_cast<size_t>(i)]);
    result->set_score_millionths(PointsOf(i, result->value()));
  }
}

}  // namespace greenledger::evaluation
