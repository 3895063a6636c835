#include "services/ledger/operations_service.h"

#include <chrono>

#include "services/common/errors.h"
#include "services/ledger/reads.h"

namespace greenledger::ledger {
namespace {

// Answers with what `fill()` says.
template <typename Request, typename Fill>
grpc::ServerUnaryReactor* ServeNow(grpc::CallbackServerContext* context,
                                   const Request& request, Fill fill) {
  return Serve(context, request, [&](grpc::ServerUnaryReactor* reactor) {
    const grpc::Status status = fill();
    if (status.ok()) reactor->Finish(grpc::Status::OK);
    return status;
  });
}

}  // namespace

grpc::ServerUnaryReactor* OperationsServiceImpl::PrepareSnapshot(
    grpc::CallbackServerContext* context,
    const v1::PrepareSnapshotRequest* request,
    v1::PrepareSnapshotResponse* response) {
  return ServeNow(context, *request, [&]() -> grpc::Status {
    // Tables that a snapshot holds cannot be removed.
    if (disk_->IsFull()) {
      return common::RetryLater(common::Reason::kDiskFull,
                                std::chrono::seconds(60));
    }
    return snapshots_->Prepare(std::chrono::seconds(request->lease_seconds()),
                               response);
  });
}

grpc::ServerUnaryReactor* OperationsServiceImpl::ExtendSnapshot(
    grpc::CallbackServerContext* context,
    const v1::ExtendSnapshotRequest* request, v1::ExtendSnapshotResponse*) {
  return ServeNow(context, *request, [&] {
    return snapshots_->Extend(request->snapshot_id(),
                              std::chrono::seconds(request->lease_seconds()));
  });
}

grpc::ServerUnaryReactor* OperationsServiceImpl::ReleaseSnapshot(
    grpc::CallbackServerContext* context,
    const v1::ReleaseSnapshotRequest* request, v1::ReleaseSnapshotResponse*) {
  return ServeNow(context, *request,
                  [&] { return snapshots_->Release(request->snapshot_id()); });
}

grpc::ServerUnaryReactor* OperationsServiceImpl::StartScrub(
    grpc::CallbackServerContext* context, const v1::StartScrubRequest* request,
    v1::StartScrubResponse* response) {
  return ServeNow(context, *request, [&] {
    response->set_started(scrubber_->Start());
    return grpc::Status::OK;
  });
}

grpc::ServerUnaryReactor* OperationsServiceImpl::GetScrub(
    grpc::CallbackServerContext* context, const v1::GetScrubRequest* request,
    v1::GetScrubResponse* response) {
  return ServeNow(context, *request, [&] {
    scrubber_->Fill(response);
    return grpc::Status::OK;
  });
}

}  // namespace greenledger::ledger
