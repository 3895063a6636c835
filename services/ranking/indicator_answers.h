// Indicators that were answered last: the same days of a book of the same size
// have the same answer.
#ifndef GREENLEDGER_SERVICES_RANKING_INDICATOR_ANSWERS_H_
#define GREENLEDGER_SERVICES_RANKING_INDICATOR_ANSWERS_H_

#include <cstdint>
#include <deque>
#include <optional>
#include <utility>

#include "greenledger/v1/ranking_service.pb.h"
#include "services/common/mutex.h"
#include "services/ranking/fold/period.h"

namespace greenledger::ranking {

// Thread-safe. Keeps at most 64.
class IndicatorAnswers {
 public:
  struct Key {
    uint64_t book = 0;
    uint64_t size = 0;
    DaySpan span;
    friend bool operator==(const Key&, const Key&) = default;
  };

  std::optional<v1::GetIndicatorsResponse> Find(const Key& key) const
      ABSL_LOCKS_EXCLUDED(mutex_);
  void Keep(const Key& key, const v1::GetIndicatorsResponse& answer)
      ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  mutable common::Mutex mutex_;
  // The newest last.
  std::deque<std::pair<Key, v1::GetIndicatorsResponse>> kept_
      ABSL_GUARDED_BY(mutex_);
};

}  // namespace greenledger::ranking

#endif  // GREENLEDGER_SERVICES_RANKING_INDICATOR_ANSWERS_H_
