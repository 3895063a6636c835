#include "services/ledger/rules/device_clock.h"

#include <cstdlib>

namespace greenledger::rules {
namespace {

constexpr int64_t kJumpUs = 10LL * 60 * 1'000'000;
// Longer than any program runs; keeps the differences within 64 bits.
constexpr uint64_t kRunUsMax = 100ULL * 366 * 86400 * 1'000'000;

}  // namespace

bool ClockJumped(const KioskState& kiosk, const v1::Record& record) {
  const bool first = kiosk.last_device_time_us == 0;
  const bool new_run = record.monotonic_us() < kiosk.last_monotonic_us;
  if (first || new_run || !IsPlausibleTime(record)) return false;
  const uint64_t run_us = record.monotonic_us() - kiosk.last_monotonic_us;
  if (run_us > kRunUsMax) return true;
  const int64_t device_us = record.device_time_us() - kiosk.last_device_time_us;
  return std::llabs(device_us - static_cast<int64_t>(run_us)) > kJumpUs;
}

}  // namespace greenledger::rules
