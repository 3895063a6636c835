// Says when the disk is so full that new work must be refused, while there is
// still room to finish and to clean up.
#ifndef GREENLEDGER_SERVICES_LEDGER_DISK_GUARD_H_
#define GREENLEDGER_SERVICES_LEDGER_DISK_GUARD_H_

#include <atomic>
#include <cstdint>
#include <string>

#include "services/common/clock.h"

namespace greenledger::ledger {

// Thread-safe.
class DiskGuard {
 public:
  // Watches the file system of `path`; `clock` must outlive this. With
  // `free_bytes_min` 0 it never refuses.
  DiskGuard(std::string path, uint64_t free_bytes_min, common::Clock* clock)
      : path_(std::move(path)),
        free_bytes_min_(free_bytes_min),
        clock_(clock) {}

  // Looks at most once a second.
  bool IsFull();

 private:
  std::string path_;
  uint64_t free_bytes_min_;
  common::Clock* clock_;
  std::atomic<int64_t> next_look_us_{0};
  std::atomic<bool> full_{false};
};

}  // namespace greenledger::ledger

#endif  // GREENLEDGER_SERVICES_LEDGER_DISK_GUARD_H_
