#include "services/common/desk.h"

#include <utility>

namespace greenledger::common {

Desk::Desk(size_t waiting_max)
    : waiting_max_(waiting_max), thread_([this] { Run(); }) {}

Desk::~Desk() {
  {
    MutexLock lock(mutex_);
    stopping_ = true;
    changed_.NotifyAll();
  }
  thread_.join();
}

bool Desk::Take(Job job) {
  MutexLock lock(mutex_);
  if (waiting_.size() >= waiting_max_) return false;
  waiting_.push_back(std::move(job));
  changed_.NotifyOne();
  return true;
}

void Desk::Run() {
  while (true) {
    Job job;
    {
      MutexLock lock(mutex_);
      while (waiting_.empty() && !stopping_) changed_.Wait(mutex_);
      if (waiting_.empty()) return;
      job = std::move(waiting_.front());
      waiting_.pop_front();
    }
    job();
  }
}

}  // namespace greenledger::common
