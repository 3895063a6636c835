// Bounds how often something may happen, for any number of callers in bounded
// memory.
#ifndef GREENLEDGER_SERVICES_COMMON_TOKEN_BUCKETS_H_
#define GREENLEDGER_SERVICES_COMMON_TOKEN_BUCKETS_H_

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/hash/hash.h"
#include "services/common/mutex.h"

namespace greenledger::common {

// Each key has a bucket of `burst` tokens, one of which comes back every
// `refill`. Keys are spread over `slots` buckets, so that two may share one:
// then they are bounded together. Thread-safe.
class TokenBuckets {
 public:
  using Steady = std::chrono::steady_clock::time_point;

  // REQUIRES: slots >= 1, burst >= 1, refill above zero.
  TokenBuckets(size_t slots, int burst, std::chrono::microseconds refill)
      : full_after_(refill * burst), refill_(refill), full_at_(slots) {}

  // Takes a token. Zero if there was one, else how long to wait for the next.
  // `now` is of a clock that nobody sets.
  template <typename Key>
  std::chrono::microseconds Take(const Key& key, Steady now) {
    common::MutexLock lock(mu_);
    // When the bucket would be full if nothing more was taken.
    Steady& full_at = full_at_[absl::HashOf(key) % full_at_.size()];
    const Steady next = std::max(full_at, now) + refill_;
    if (next - now > full_after_) {
      return std::chrono::ceil<std::chrono::microseconds>(next - now -
                                                          full_after_);
    }
    full_at = next;
    return std::chrono::microseconds(0);
  }

 private:
  const std::chrono::microseconds full_after_;
  const std::chrono::microseconds refill_;
  common::Mutex mu_;
  std::vector<Steady> full_at_ ABSL_GUARDED_BY(mu_);
};

}  // namespace greenledger::common

#endif  // GREENLEDGER_SERVICES_COMMON_TOKEN_BUCKETS_H_
