// What a kiosk and the server say to each other: hello, records, lists. One
// call at a time, made again until it is answered; never in a hurry (K1, K5,
// K12, K14, K15, K20).
#ifndef GREENLEDGER_CLIENTS_KIOSK_AGENT_SYNC_H_
#define GREENLEDGER_CLIENTS_KIOSK_AGENT_SYNC_H_

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "clients/kiosk/agent/desk.h"
#include "clients/kiosk/agent/ledger_cache.h"
#include "clients/kiosk/greenledger_kiosk.h"
#include "clients/kiosk/retry.h"
#include "greenledger/v1/kiosk_service.grpc.pb.h"
#include "services/common/mutex.h"
#include "storage/crypto/ed25519.h"

namespace greenledger::kiosk {

// Used by one thread; `mutex` guards desk and cache and is never held during a
// call.
class Sync {
 public:
  using Stub = v1::KioskService::StubInterface;
  struct Options {
    std::string software;
    std::vector<std::string> capabilities;
    RetryPolicy retry;
    std::chrono::microseconds call_timeout = std::chrono::seconds(20);
    uint64_t batch_records_max = 500;
    uint64_t jitter_seed = 0;
    // What became of a record; called without the mutex.
    std::function<void(const Receipt&)> receipt;
  };

  // All must outlive this.
  Sync(const Options& options, const DeviceClock* clock, common::Mutex* mutex,
       Desk* desk, LedgerCache* cache, crypto::Ed25519PrivateKey key);

  // Calls over this connection from now on, beginning with hello.
  void Use(std::unique_ptr<Stub> stub);

  // Makes the call that is due, if any, and says how long nothing will be due
  // unless a record comes.
  std::chrono::microseconds Step();

  // Whether the connection failed: Use another one.
  bool lost() const { return lost_; }

  // How it goes; safe from any thread.
  SyncStatus status() const;

 private:
  using Delay = std::chrono::microseconds;
  enum class Due { kHello, kConfig, kList, kUpload, kNothing };

  Due WhatIsDue() const;
  void Hello();
  void Welcome(const v1::BootResponse& response);
  void FetchConfig();
  void FetchList();
  void Upload();
  absl::StatusOr<v1::SubmitRecordsRequest> NextBatch();
  void Answered(const v1::SubmitRecordsRequest& request,
                const v1::SubmitRecordsResponse& response);
  void Tell(const v1::SubmitRecordsRequest& request,
            const v1::SubmitRecordsResponse& response);
  // Goes on from the record after the ledger's watermark.
  void GoOnAfter(uint64_t watermark);
  void Acknowledge(uint64_t watermark);
  void Failed(const grpc::Status& status);
  // The ledger and this journal do not fit: uploads stop, hello is said again
  // slowly, in case somebody mended it.
  void Fault(const std::string& what);
  void WaitFor(Delay delay);
  uint64_t Now() const { return clock_->Now().monotonic_us; }
  void SetDeadline(grpc::ClientContext* context) const;
  // Changes the status under its own lock.
  template <typename Change>
  void Note(Change change) {
    common::MutexLock lock(status_mutex_);
    change(status_);
  }

  const Options options_;
  const DeviceClock* clock_;
  common::Mutex* mutex_;
  Desk* desk_;
  LedgerCache* cache_;
  crypto::Ed25519PrivateKey key_;
  Random random_;
  std::optional<Backoff> backoff_;
  std::unique_ptr<Stub> stub_;

  bool lost_ = false;
  bool accepted_ = false;
  uint64_t wait_until_us_ = 0;
  uint64_t hello_at_us_ = 0;
  uint64_t next_ = 1;
  // First record of an upload whose outcome is unknown, 0 if there is none.
  uint64_t unanswered_ = 0;
  uint64_t config_version_ = 0;  // the server's
  uint64_t list_version_ = 0;    // the server's
  // Pages of the list that came already.
  std::vector<v1::GetResidentListResponse> pages_;
  uint32_t restarts_ = 0;

  mutable common::Mutex status_mutex_;
  SyncStatus status_ ABSL_GUARDED_BY(status_mutex_);
};

}  // namespace greenledger::kiosk

#endif  // GREENLEDGER_CLIENTS_KIOSK_AGENT_SYNC_H_
