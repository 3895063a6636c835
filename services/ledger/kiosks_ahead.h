// Which kiosks were told of more than the books here hold: the sign of a data
// folder that came back from an older copy. They give back what is missing.
#ifndef GREENLEDGER_SERVICES_LEDGER_KIOSKS_AHEAD_H_
#define GREENLEDGER_SERVICES_LEDGER_KIOSKS_AHEAD_H_

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <set>
#include <utility>

#include "services/common/mutex.h"

namespace greenledger::ledger {

// Thread-safe.
class KiosksAhead {
 public:
  // What a kiosk says it was told, and how far its records are booked. True if
  // it is ahead and was not before.
  bool Note(uint64_t book, uint64_t kiosk, uint64_t acknowledged,
            uint64_t watermark) {
    const bool ahead = acknowledged > watermark;
    // So for every upload, but after a restore.
    if (!ahead && count_ == 0) return false;
    common::MutexLock lock(mu_);
    const bool changed = ahead ? ahead_.emplace(book, kiosk).second
                               : ahead_.erase({book, kiosk}) > 0;
    count_ = ahead_.size();
    return ahead && changed;
  }

 private:
  std::atomic<size_t> count_{0};
  common::Mutex mu_;
  // Book and kiosk; registered ones alone.
  std::set<std::pair<uint64_t, uint64_t>> ahead_ ABSL_GUARDED_BY(mu_);
};

}  // namespace greenledger::ledger

#endif  // GREENLEDGER_SERVICES_LEDGER_KIOSKS_AHEAD_H_
