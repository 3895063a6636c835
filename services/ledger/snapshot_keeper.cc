#include "services/ledger/snapshot_keeper.h"

#include <filesystem>
#include <utility>

#include "services/common/errors.h"
#include "services/common/logging.h"
#include "services/common/shorten.h"

namespace greenledger::ledger {
namespace {

using common::Reason;

constexpr std::string_view kName = "backup";

grpc::Status Unknown(const std::string& id) {
  return common::Error(Reason::kSnapshotUnknown,
                       {{"snapshot", common::Shorten(id)}});
}

void FillSnapshot(const storage::Snapshot& snapshot,
                  v1::PrepareSnapshotResponse* response) {
  response->set_path(std::filesystem::absolute(snapshot.path).string());
  response->set_commit(snapshot.commit);
  for (const storage::BookHead& head : snapshot.heads) {
    v1::SnapshotBook* book = response->add_books();
    book->set_book(head.book);
    book->set_entries(head.size);
    book->set_root(std::string(proof::AsBytes(head.root)));
  }
}

}  // namespace

SnapshotKeeper::SnapshotKeeper(storage::Store* store, common::Clock* clock)
    : store_(store), clock_(clock), thread_([this] { Run(); }) {}

SnapshotKeeper::~SnapshotKeeper() { Stop(); }

void SnapshotKeeper::Stop() {
  {
    common::MutexLock lock(mutex_);
    stopping_ = true;
  }
  changed_.NotifyAll();
  if (thread_.joinable()) thread_.join();
}

grpc::Status SnapshotKeeper::Prepare(std::chrono::seconds lease,
                                     v1::PrepareSnapshotResponse* response) {
  common::MutexLock lock(mutex_);
  if (stopping_) return common::Error(Reason::kShuttingDown);
  DropExpired();
  const int64_t now_us = clock_->NowMicros();
  if (lease_) {
    const int64_t left_s = (lease_->until_us - now_us + 999'999) / 1'000'000;
    return common::Error(Reason::kSnapshotInUse,
                         {{"seconds", std::to_string(left_s)}});
  }
  auto snapshot = store_->TakeSnapshot(kName);
  if (!snapshot.ok()) {
    store_->DropSnapshot(kName).IgnoreError();
    return common::ToGrpc(snapshot.status());
  }
  FillSnapshot(*snapshot, response);
  const std::chrono::microseconds lease_us = lease;
  // Unlike those of a server before this one.
  lease_ = Lease{std::to_string(now_us) + "-" + std::to_string(++taken_),
                 clock_->NowMicros() + lease_us.count()};
  response->set_snapshot_id(lease_->id);
  common::LogInfo("snapshot_taken",
                  {{"snapshot", lease_->id},
                   {"commit", std::to_string(snapshot->commit)},
                   {"us", std::to_string(clock_->NowMicros() - now_us)}});
  changed_.NotifyAll();
  return grpc::Status::OK;
}

grpc::Status SnapshotKeeper::Extend(const std::string& id,
                                    std::chrono::seconds lease) {
  common::MutexLock lock(mutex_);
  DropExpired();
  if (!lease_ || lease_->id != id) return Unknown(id);
  const std::chrono::microseconds lease_us = lease;
  lease_->until_us = clock_->NowMicros() + lease_us.count();
  return grpc::Status::OK;
}

grpc::Status SnapshotKeeper::Release(const std::string& id) {
  common::MutexLock lock(mutex_);
  if (!lease_ || lease_->id != id) return grpc::Status::OK;
  return common::ToGrpc(Drop());
}

absl::Status SnapshotKeeper::Drop() {
  lease_.reset();
  return store_->DropSnapshot(kName);
}

void SnapshotKeeper::DropExpired() {
  if (!lease_ || clock_->NowMicros() < lease_->until_us) return;
  common::LogWarning("snapshot_expired", {{"snapshot", lease_->id}});
  absl::Status dropped = Drop();
  if (dropped.ok()) return;
  common::LogError("snapshot_not_removed",
                   {{"status", std::string(dropped.message())}});
}

void SnapshotKeeper::Run() {
  common::MutexLock lock(mutex_);
  while (!stopping_) {
    DropExpired();
    if (lease_) {
      changed_.WaitFor(mutex_, std::chrono::seconds(1));
    } else {
      changed_.Wait(mutex_);
    }
  }
  if (!lease_) return;
  Drop().IgnoreError();  // the next start removes what is left
}

}  // namespace greenledger::ledger
