#include "services/selection/explainers.h"

#include <algorithm>
#include <utility>

namespace greenledger::selection {

absl::StatusOr<const evaluation::Evaluator*> Explainers::Get(
    const ListTask& task, const std::function<bool()>& is_gone) {
  const auto found =
      std::find_if(kept_.begin(), kept_.end(), [&](const Kept& kept) {
        return kept.book == task.book && kept.campaign == task.rule.number() &&
               kept.size == task.size && kept.draw_seed == task.draw_seed;
      });
  if (found != kept_.end()) {
    Kept kept = std::move(*found);
    kept_.erase(found);
    kept_.push_front(std::move(kept));
    return kept_.front().evaluator.get();
  }
  auto made = MakeList(*store_, task, is_gone);
  if (!made.ok()) return made.status();
  ++made_;
  kept_.push_front({task.book, task.rule.number(), task.size, task.draw_seed,
                    std::move(made->evaluator)});
  if (kept_.size() > most_) kept_.pop_back();
  return kept_.front().evaluator.get();
}

}  // namespace greenledger::selection
