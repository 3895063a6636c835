// Says when the disk is so full that new work must be refused, while there is
// still room to finish and to clean up; and keeps a part of that room itself.
//
// The ballast is a file of no content in the data folder whose space is taken.
// It is given up when the disk is full, so that work under way, compaction,
// checkpoints and the next start find room even if others filled the disk in
// the meantime, and is made again when there is room for it.
#ifndef GREENLEDGER_SERVICES_LEDGER_DISK_GUARD_H_
#define GREENLEDGER_SERVICES_LEDGER_DISK_GUARD_H_

#include <atomic>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <thread>

#include "services/common/mutex.h"

namespace greenledger::ledger {

// Bytes that this process may still write to the file system of a folder;
// nullopt if it does not say.
std::optional<uint64_t> FreeBytes(const std::string& folder);

// Thread-safe, except for Start and the destructor.
class DiskGuard {
 public:
  struct Options {
    // The data folder; the ballast is `ballast` in it.
    std::string folder;
    // Below so much free space, not counting the ballast, the disk is full. 0:
    // it never is, nothing is looked at, and there is no ballast.
    uint64_t free_bytes_min = 0;
    // 0: there is none.
    uint64_t ballast_bytes = 0;
    std::function<std::optional<uint64_t>(const std::string&)> free_bytes =
        FreeBytes;
  };

  explicit DiskGuard(Options options);
  ~DiskGuard();
  DiskGuard(const DiskGuard&) = delete;
  DiskGuard& operator=(const DiskGuard&) = delete;

  // Before the data are opened: gives up the ballast if the disk is full, since
  // a start writes too.
  void MakeRoom();

  // Looks now, and every second from then on, on a thread of its own. REQUIRES:
  // this process alone has the folder open.
  void Start();

  // As of the last look.
  bool IsFull() const { return full_; }

  // What is done every second.
  void Look();

 private:
  void Run();
  bool HasBallast() const;
  void MakeBallast();
  void Report(bool full, uint64_t free, const std::string& ballast) const;

  const Options options_;
  const std::string ballast_path_;
  std::atomic<bool> full_{false};
  // Only Look uses it: what the last attempt to make the ballast said.
  std::string trouble_;

  common::Mutex mutex_;
  common::CondVar changed_;
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;
  std::thread thread_;
};

}  // namespace greenledger::ledger

#endif  // GREENLEDGER_SERVICES_LEDGER_DISK_GUARD_H_
