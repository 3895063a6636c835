#include "services/ranking/indicator_answers.h"

namespace greenledger::ranking {
namespace {

constexpr size_t kAnswersMax = 64;

}  // namespace

std::optional<v1::GetIndicatorsResponse> IndicatorAnswers::Find(
    const Key& key) const {
  common::MutexLock lock(mutex_);
  for (const auto& [kept, answer] : kept_) {
    if (kept == key) return answer;
  }
  return std::nullopt;
}

void IndicatorAnswers::Keep(const Key& key,
                            const v1::GetIndicatorsResponse& answer) {
  common::MutexLock lock(mutex_);
  if (kept_.size() == kAnswersMax) kept_.pop_front();
  kept_.emplace_back(key, answer);
}

}  // namespace greenledger::ranking
