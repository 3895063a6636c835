// Notices when somebody sets the machine's clock: it moved by more or less than
// the time that went by.
#ifndef GREENLEDGER_SERVICES_COMMON_CLOCK_WATCH_H_
#define GREENLEDGER_SERVICES_COMMON_CLOCK_WATCH_H_

#include <cstdint>
#include <cstdlib>
#include <optional>

namespace greenledger::common {

// Steps up to this are a clock that is being kept right.
inline constexpr int64_t kClockStepUsMax = 5LL * 60 * 1'000'000;

// Not thread-safe.
class ClockWatch {
 public:
  // By how much the clock was set since the last look, in microseconds; nullopt
  // if by no more than kClockStepUsMax, and at the first look. `steady_us` is
  // of a clock that nobody can set.
  std::optional<int64_t> Look(int64_t wall_us, int64_t steady_us) {
    const int64_t ahead_us = wall_us - steady_us;
    const std::optional<int64_t> before_us = ahead_us_;
    ahead_us_ = ahead_us;
    if (!before_us) return std::nullopt;
    const int64_t step_us = ahead_us - *before_us;
    if (std::llabs(step_us) <= kClockStepUsMax) return std::nullopt;
    return step_us;
  }

 private:
  std::optional<int64_t> ahead_us_;
};

}  // namespace greenledger::common

#endif  // GREENLEDGER_SERVICES_COMMON_CLOCK_WATCH_H_
