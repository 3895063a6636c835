// The way into the committer, with the reasons not to be let in.
#ifndef GREENLEDGER_SERVICES_LEDGER_ADMISSION_H_
#define GREENLEDGER_SERVICES_LEDGER_ADMISSION_H_

#include <atomic>
#include <memory>

#include "grpcpp/support/status.h"
#include "services/ledger/committer.h"
#include "services/ledger/disk_guard.h"

namespace greenledger::ledger {

// Thread-safe.
class Admission {
 public:
  // Both must outlive this.
  Admission(Committer* committer, DiskGuard* disk)
      : committer_(committer), disk_(disk) {}

  // OK: the task will be completed. WRITES_STOPPED, DISK_FULL or QUEUE_FULL
  // with a time to wait: it will not.
  grpc::Status Submit(std::unique_ptr<Task> task, size_t bytes);

  // Whether StopWrites is in force.
  bool stopped() const { return stopped_; }

  // Lets nothing in (WRITES_STOPPED) until told otherwise.
  void StopWrites(bool stop) { stopped_ = stop; }

 private:
  Committer* committer_;
  DiskGuard* disk_;
  std::atomic<bool> stopped_{false};
};

}  // namespace greenledger::ledger

#endif  // GREENLEDGER_SERVICES_LEDGER_ADMISSION_H_
