// Evaluations that were asked about last, so that asking again is cheap.
#ifndef GREENLEDGER_SERVICES_SELECTION_EXPLAINERS_H_
#define GREENLEDGER_SERVICES_SELECTION_EXPLAINERS_H_

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "services/selection/list_making.h"
#include "storage/store.h"

namespace greenledger::selection {

// Used by one thread.
class Explainers {
 public:
  // `store` must outlive this. Keeps at most `most` evaluations.
  Explainers(const storage::Store* store, size_t most)
      : store_(store), most_(most) {}

  // The evaluation of the task; valid until the next call. Errors as MakeList.
  absl::StatusOr<const evaluation::Evaluator*> Get(
      const ListTask& task, const std::function<bool()>& is_gone);

  // How many lists were made.
  uint64_t made() const { return made_; }

 private:
  struct Kept {
    uint64_t book = 0;
    uint32_t campaign = 0;
    uint64_t size = 0;
    std::string draw_seed;
    std::unique_ptr<evaluation::Evaluator> evaluator;
  };

  const storage::Store* store_;
  const size_t most_;
  uint64_t made_ = 0;
  // The one that was asked for last is in front.
  std::deque<Kept> kept_;
};

}  // namespace greenledger::selection

#endif  // GREENLEDGER_SERVICES_SELECTION_EXPLAINERS_H_
