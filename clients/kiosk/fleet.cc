#include <algorithm>
#include <thread>

#include "clients/kiosk/uploader.h"
#include "services/common/mutex.h"

namespace greenledger::kiosk {
namespace {

// Hands out jobs and collects results.
class Fleet {
 public:
  Fleet(std::span<const std::function<UploadResult()>> jobs,
        const std::function<void(const FleetProgress&)>& progress)
      : jobs_(jobs), report_(progress), results_(jobs.size()) {
    progress_.total = jobs.size();
  }

  // Takes jobs until none is left.
  void Work() {
    for (size_t job; Take(job);) Finish(job, jobs_[job]());
  }

  std::vector<UploadResult> Results() {
    common::MutexLock lock(mutex_);
    return results_;
  }

 private:
  bool Take(size_t& job) {
    common::MutexLock lock(mutex_);
    if (next_ == jobs_.size()) return false;
    job = next_++;
    return true;
  }

  void Finish(size_t job, const UploadResult& result) {
    common::MutexLock lock(mutex_);
    results_[job] = result;
    ++progress_.done;
    if (!result.status.ok()) ++progress_.failures;
    progress_.sum.Add(result);
    if (report_) report_(progress_);
  }

  const std::span<const std::function<UploadResult()>> jobs_;
  const std::function<void(const FleetProgress&)>& report_;
  common::Mutex mutex_;
  size_t next_ ABSL_GUARDED_BY(mutex_) = 0;
  FleetProgress progress_ ABSL_GUARDED_BY(mutex_);
  std::vector<UploadResult> results_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace

std::vector<UploadResult> RunUploads(
    std::span<const std::function<UploadResult()>> jobs, size_t workers,
    const std::function<void(const FleetProgress&)>& progress) {
  Fleet fleet(jobs, progress);
  std::vector<std::thread> threads(std::clamp<size_t>(workers, 1, 64));
  for (std::thread& thread : threads) {
    thread = std::thread([&fleet] { fleet.Work(); });
  }
  for (std::thread& thread : threads) thread.join();
  return fleet.Results();
}

}  // namespace greenledger::kiosk
