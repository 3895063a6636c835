// Hands out snapshots of the data folder: one at a time, each for a limited
// time, so that a client that goes away cannot keep old tables on the disk.
#ifndef GREENLEDGER_SERVICES_LEDGER_SNAPSHOT_KEEPER_H_
#define GREENLEDGER_SERVICES_LEDGER_SNAPSHOT_KEEPER_H_

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <thread>

#include "greenledger/v1/operations_service.pb.h"
#include "grpcpp/support/status.h"
#include "services/common/clock.h"
#include "services/common/mutex.h"
#include "storage/store.h"

namespace greenledger::ledger {

// Thread-safe. The statuses are answers for callers.
class SnapshotKeeper {
 public:
  // Both must outlive this.
  SnapshotKeeper(storage::Store* store, common::Clock* clock);
  ~SnapshotKeeper();
  SnapshotKeeper(const SnapshotKeeper&) = delete;
  SnapshotKeeper& operator=(const SnapshotKeeper&) = delete;

  // Removes the snapshot and hands out no more.
  void Stop();

  // See the contract.
  grpc::Status Prepare(std::chrono::seconds lease,
                       v1::PrepareSnapshotResponse* response);
  grpc::Status Extend(const std::string& id, std::chrono::seconds lease);
  grpc::Status Release(const std::string& id);

 private:
  struct Lease {
    std::string id;
    int64_t until_us = 0;
  };

  // Ends the lease that is over.
  void DropExpired() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  absl::Status Drop() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void Run();

  storage::Store* const store_;
  common::Clock* const clock_;

  common::Mutex mutex_;
  common::CondVar changed_;
  std::optional<Lease> lease_ ABSL_GUARDED_BY(mutex_);
  uint64_t taken_ ABSL_GUARDED_BY(mutex_) = 0;
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;
  std::thread thread_;
};

}  // namespace greenledger::ledger

#endif  // GREENLEDGER_SERVICES_LEDGER_SNAPSHOT_KEEPER_H_
