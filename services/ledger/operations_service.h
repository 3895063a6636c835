// OperationsService: snapshots of the data folder and its scrub.
#ifndef GREENLEDGER_SERVICES_LEDGER_OPERATIONS_SERVICE_H_
#define GREENLEDGER_SERVICES_LEDGER_OPERATIONS_SERVICE_H_

#include "greenledger/v1/operations_service.grpc.pb.h"
#include "services/ledger/disk_guard.h"
#include "services/ledger/scrubber.h"
#include "services/ledger/snapshot_keeper.h"

namespace greenledger::ledger {

class OperationsServiceImpl final
    : public v1::OperationsService::CallbackService {
 public:
  // All must outlive this.
  OperationsServiceImpl(SnapshotKeeper* snapshots, Scrubber* scrubber,
                        DiskGuard* disk)
      : snapshots_(snapshots), scrubber_(scrubber), disk_(disk) {}

  grpc::ServerUnaryReactor* PrepareSnapshot(
      grpc::CallbackServerContext* context,
      const v1::PrepareSnapshotRequest* request,
      v1::PrepareSnapshotResponse* response) override;
  grpc::ServerUnaryReactor* ExtendSnapshot(
      grpc::CallbackServerContext* context,
      const v1::ExtendSnapshotRequest* request,
      v1::ExtendSnapshotResponse* response) override;
  grpc::ServerUnaryReactor* ReleaseSnapshot(
      grpc::CallbackServerContext* context,
      const v1::ReleaseSnapshotRequest* request,
      v1::ReleaseSnapshotResponse* response) override;
  grpc::ServerUnaryReactor* StartScrub(
      grpc::CallbackServerContext* context,
      const v1::StartScrubRequest* request,
      v1::StartScrubResponse* response) override;
  grpc::ServerUnaryReactor* GetScrub(grpc::CallbackServerContext* context,
                                     const v1::GetScrubRequest* request,
                                     v1::GetScrubResponse* response) override;

 private:
  SnapshotKeeper* snapshots_;
  Scrubber* scrubber_;
  DiskGuard* disk_;
};

}  // namespace greenledger::ledger

#endif  // GREENLEDGER_SERVICES_LEDGER_OPERATIONS_SERVICE_H_
