#include "services/ledger/admission.h"

#include <chrono>

#include "services/common/errors.h"

namespace greenledger::ledger {

using std::chrono_literals::operator""ms;

grpc::Status Admission::Submit(std::unique_ptr<Task> task, size_t bytes) {
  if (stopped_) {
    return common::RetryLater(common::Reason::kWritesStopped, 60'000ms);
  }
  if (disk_->IsFull()) {
    return common::RetryLater(common::Reason::kDiskFull, 20'000ms);
  }
  if (!committer_->Submit(task, bytes)) {
    return common::RetryLater(common::Reason::kQueueFull, 200ms);
  }
  return grpc::Status::OK;
}

}  // namespace greenledger::ledger
