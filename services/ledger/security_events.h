// What kiosks did that is no entry and that somebody should know: a small queue
// from the kiosk service to whoever watches.
#ifndef GREENLEDGER_SERVICES_LEDGER_SECURITY_EVENTS_H_
#define GREENLEDGER_SERVICES_LEDGER_SECURITY_EVENTS_H_

#include <cstdint>
#include <utility>
#include <vector>

#include "services/common/mutex.h"

namespace greenledger::ledger {

// A record identity with two contents, a broken chain, or one certificate on
// two connections.
struct KioskEvent {
  uint64_t book = 0;
  uint64_t kiosk = 0;
  int64_t time_us = 0;
};

// Thread-safe.
class SecurityEvents {
 public:
  // Events that wait; the log and the metrics have those beyond.
  static constexpr size_t kWaitingMax = 1000;

  void Add(const KioskEvent& event) {
    common::MutexLock lock(mutex_);
    if (waiting_.size() < kWaitingMax) waiting_.push_back(event);
  }

  // All that wait, the oldest first.
  std::vector<KioskEvent> Take() {
    common::MutexLock lock(mutex_);
    return std::exchange(waiting_, {});
  }

 private:
  common::Mutex mutex_;
  std::vector<KioskEvent> waiting_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace greenledger::ledger

#endif  // GREENLEDGER_SERVICES_LEDGER_SECURITY_EVENTS_H_
