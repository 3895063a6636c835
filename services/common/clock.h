// The one place that reads the wall clock.
#ifndef GREENLEDGER_SERVICES_COMMON_CLOCK_H_
#define GREENLEDGER_SERVICES_COMMON_CLOCK_H_

#include <atomic>
#include <chrono>
#include <cstdint>

namespace greenledger::common {

// Thread-safe.
class Clock {
 public:
  virtual ~Clock() = default;
  // Microseconds since 1970-01-01 UTC. May stand still or go back when somebody
  // sets the machine's clock.
  virtual int64_t NowMicros() const = 0;
};

// The machine's clock.
class SystemClock final : public Clock {
 public:
  int64_t NowMicros() const override {
    return std::chrono::duration_cast<std::chrono::microseconds>(
               std::chrono::system_clock::now().time_since_epoch())
        .count();
  }
};

// A clock that moves only when it is told to.
class ManualClock final : public Clock {
 public:
  explicit ManualClock(int64_t now_micros) : now_micros_(now_micros) {}
  int64_t NowMicros() const override { return now_micros_; }
  void Set(int64_t now_micros) { now_micros_ = now_micros; }
  void Advance(int64_t micros) { now_micros_ += micros; }

 private:
  std::atomic<int64_t> now_micros_;
};

}  // namespace greenledger::common

#endif  // GREENLEDGER_SERVICES_COMMON_CLOCK_H_
