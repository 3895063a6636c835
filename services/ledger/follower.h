// One caller of FollowEntries: sends entries as they become durable.
#ifndef GREENLEDGER_SERVICES_LEDGER_FOLLOWER_H_
#define GREENLEDGER_SERVICES_LEDGER_FOLLOWER_H_

#include <atomic>
#include <cstdint>
#include <memory>

#include "greenledger/v1/ledger_service.grpc.pb.h"
#include "services/common/mutex.h"
#include "services/ledger/books.h"
#include "storage/store.h"

namespace greenledger::ledger {

// Deletes itself when the call is over.
class Follower final
    : public grpc::ServerWriteReactor<v1::FollowEntriesResponse> {
 public:
  // `followers` counts those alive; it, book and store must outlive this.
  Follower(LiveBook* book, const storage::Store* store,
           std::atomic<int>* followers, uint64_t from_index, bool stop_at_end);

  void OnWriteDone(bool ok) override;
  void OnCancel() override;
  void OnDone() override;

 private:
  // What a waiting callback may still find when the call is over.
  struct Link {
    common::Mutex mu;
    Follower* follower ABSL_GUARDED_BY(mu) = nullptr;
  };

  ~Follower() override = default;
  void Next();
  void Wait();
  void End(const grpc::Status& status);
  void EndCancelled();
  grpc::Status Fill();

  LiveBook* book_;
  const storage::Store* store_;
  std::atomic<int>* followers_;
  uint64_t next_index_;
  const bool stop_at_end_;
  v1::FollowEntriesResponse response_;
  std::shared_ptr<Link> link_ = std::make_shared<Link>();
  // Guarded by link_->mu: a cancellation and a new entry may come together.
  bool ended_ = false;
  bool waiting_ = false;
  bool cancelled_ = false;
};

}  // namespace greenledger::ledger

#endif  // GREENLEDGER_SERVICES_LEDGER_FOLLOWER_H_
