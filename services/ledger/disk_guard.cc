#include "services/ledger/disk_guard.h"

#include <sys/statvfs.h>

namespace greenledger::ledger {

bool DiskGuard::IsFull() {
  if (free_bytes_min_ == 0) return false;
  const int64_t now_us = clock_->NowMicros();
  int64_t next_us = next_look_us_.load();
  if (now_us >= next_us &&
      next_look_us_.compare_exchange_strong(next_us, now_us + 1'000'000)) {
    struct statvfs fs {};
    // If the file system does not answer, the write will, and stop the process.
    if (statvfs(path_.c_str(), &fs) == 0) {
      full_ = uint64_t{fs.f_bavail} * fs.f_frsize < free_bytes_min_;
    }
  }
  return full_;
}

}  // namespace greenledger::ledger
