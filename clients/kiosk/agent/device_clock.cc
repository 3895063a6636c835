#include "clients/kiosk/agent/device_clock.h"

#include <sys/timex.h>

namespace greenledger::kiosk {

DeviceTime SystemDeviceClock::Now() const {
  DeviceTime time;
  time.now_us = clock_.NowMicros();
  timex kernel{};
  const int state = adjtimex(&kernel);
  time.synced = state >= 0 && state != TIME_ERROR;
  time.monotonic_us = static_cast<uint64_t>(
      std::chrono::duration_cast<std::chrono::microseconds>(
          std::chrono::steady_clock::now() - start_)
          .count());
  return time;
}

}  // namespace greenledger::kiosk
