#include "services/oversight/window.h"

#include <string_view>

#include "absl/container/flat_hash_set.h"
#include "services/oversight/detector.h"

namespace greenledger::oversight {

void Window::ForgetOldest() {
  const auto key = keys_.find(order_.front().second);
  key->second.pop_front();
  if (key->second.empty()) keys_.erase(key);
  order_.pop_front();
}

void Window::Forget(int64_t received_us) {
  while (!order_.empty() &&
         (order_.front().first < received_us - kRetentionUs ||
          order_.size() >= kAllMax)) {
    ForgetOldest();
  }
}

WindowSums Window::Add(const Counted& thing) {
  Forget(thing.received_us);
  std::deque<Kept>& kept = keys_[thing.key];
  WindowSums sums;
  absl::flat_hash_set<std::string_view> marks;
  size_t looked_at = 0;
  for (auto at = kept.rbegin(); at != kept.rend() && looked_at < kPerKeyMax;
       ++at, ++looked_at) {
    if (at->at_us <= thing.at_us - length_us_ || at->at_us > thing.at_us) {
      continue;
    }
    if (at->mark.empty() || marks.insert(at->mark).second) {
      sums.before += at->amount;
    }
  }
  sums.after = sums.before + (marks.contains(thing.mark) ? 0 : thing.amount);
  kept.push_back({thing.at_us, thing.amount, thing.mark});
  order_.emplace_back(thing.received_us, thing.key);
  return sums;
}

}  // namespace greenledger::oversight
