// A thread for what takes long, such as reading a whole history: it must keep
// neither the threads that answer calls nor the committer waiting.
#ifndef GREENLEDGER_SERVICES_COMMON_DESK_H_
#define GREENLEDGER_SERVICES_COMMON_DESK_H_

#include <cstddef>
#include <deque>
#include <functional>
#include <thread>

#include "services/common/mutex.h"

namespace greenledger::common {

// Thread-safe, except for the destructor.
class Desk {
 public:
  using Job = std::function<void()>;

  // At most `waiting_max` jobs wait besides the one being done.
  explicit Desk(size_t waiting_max);
  // Does what waits, then ends the thread.
  ~Desk();
  Desk(const Desk&) = delete;
  Desk& operator=(const Desk&) = delete;

  // False, and the job is not taken, if too many wait.
  bool Take(Job job) ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  void Run();

  const size_t waiting_max_;
  Mutex mutex_;
  CondVar changed_;
  std::deque<Job> waiting_ ABSL_GUARDED_BY(mutex_);
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;
  std::thread thread_;
};

}  // namespace greenledger::common

#endif  // GREENLEDGER_SERVICES_COMMON_DESK_H_
