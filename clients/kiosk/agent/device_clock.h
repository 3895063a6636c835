// What a kiosk knows of the time.
#ifndef GREENLEDGER_CLIENTS_KIOSK_AGENT_DEVICE_CLOCK_H_
#define GREENLEDGER_CLIENTS_KIOSK_AGENT_DEVICE_CLOCK_H_

#include <chrono>
#include <cstdint>

#include "services/common/clock.h"

namespace greenledger::kiosk {

struct DeviceTime {
  // Microseconds since 1970-01-01 UTC; evidence, not truth.
  int64_t now_us = 0;
  // Whether something keeps that right.
  bool synced = false;
  // Microseconds since the program started; never goes back.
  uint64_t monotonic_us = 0;
};

// Thread-safe.
class DeviceClock {
 public:
  virtual ~DeviceClock() = default;
  virtual DeviceTime Now() const = 0;
};

// The machine's: synced if the kernel says so (adjtimex).
class SystemDeviceClock final : public DeviceClock {
 public:
  DeviceTime Now() const override;

 private:
  common::SystemClock clock_;
  std::chrono::steady_clock::time_point start_ =
      std::chrono::steady_clock::now();
};

}  // namespace greenledger::kiosk

#endif  // GREENLEDGER_CLIENTS_KIOSK_AGENT_DEVICE_CLOCK_H_
