#include "services/ledger/rules/fault_list.h"
#include "services/ledger/rules/request_check.h"

namespace greenledger::rules {
namespace {

constexpr uint64_t kLeaseSecondsMin = 10;
constexpr uint64_t kLeaseSecondsMax = 86'400;
constexpr size_t kIdBytesMax = 64;

}  // namespace

common::Faults Check(const v1::PrepareSnapshotRequest& request) {
  FaultList faults;
  faults.CheckRange({}, "lease_seconds", request.lease_seconds(),
                    kLeaseSecondsMin, kLeaseSecondsMax);
  return faults.Take();
}

common::Faults Check(const v1::ExtendSnapshotRequest& request) {
  FaultList faults;
  faults.CheckText({}, "snapshot_id", request.snapshot_id(), 1, kIdBytesMax);
  faults.CheckRange({}, "lease_seconds", request.lease_seconds(),
                    kLeaseSecondsMin, kLeaseSecondsMax);
  return faults.Take();
}

common::Faults Check(const v1::ReleaseSnapshotRequest& request) {
  FaultList faults;
  faults.CheckText({}, "snapshot_id", request.snapshot_id(), 1, kIdBytesMax);
  return faults.Take();
}

common::Faults Check(const v1::StartScrubRequest&) { return {}; }

common::Faults Check(const v1::GetScrubRequest&) { return {}; }

}  // namespace greenledger::rules
