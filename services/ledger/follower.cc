#include "services/ledger/follower.h"

#include <string>

#include "services/common/errors.h"

namespace greenledger::ledger {
namespace {

constexpr size_t kMessageBytesMax = 512 << 10;
constexpr int kMessageEntriesMax = 4096;

}  // namespace

Follower::Follower(LiveBook* book, const storage::Store* store,
                   std::atomic<int>* followers, uint64_t from_index,
                   bool stop_at_end)
    : book_(book),
      store_(store),
      followers_(followers),
      next_index_(from_index),
      stop_at_end_(stop_at_end) {
  {
    common::MutexLock lock(link_->mu);
    link_->follower = this;
  }
  Next();
}

grpc::Status Follower::Fill() {
  response_.Clear();
  response_.set_first_index(next_index_);
  size_t bytes_total = 0;
  absl::Status read = store_->ReadEntries(
      book_->code, next_index_, [&](uint64_t, std::string_view bytes) {
        if (bytes_total > 0 && bytes_total + bytes.size() > kMessageBytesMax) {
          return false;
        }
        bytes_total += bytes.size();
        response_.add_entries(bytes.data(), bytes.size());
        return response_.entries_size() < kMessageEntriesMax;
      });
  return common::ToGrpc(read);
}

void Follower::Next() {
  uint64_t durable = 0;
  {
    common::MutexLock lock(book_->mu);
    durable = book_->durable_size;
  }
  if (next_index_ >= durable) {
    if (stop_at_end_) return End(grpc::Status::OK);
    return Wait();
  }
  grpc::Status filled = Fill();
  if (!filled.ok()) return End(filled);
  next_index_ += static_cast<uint64_t>(response_.entries_size());
  StartWrite(&response_);
}

void Follower::Wait() {
  bool cancelled = false;
  {
    common::MutexLock lock(link_->mu);
    if (ended_) return;
    waiting_ = true;
    cancelled = cancelled_;
  }
  if (cancelled) return EndCancelled();
  book_->WhenDurable(next_index_ + 1, [link = link_] {
    Follower* follower = nullptr;
    {
      common::MutexLock lock(link->mu);
      // Cancelled meanwhile: End has been or will be called by OnCancel.
      if (link->follower == nullptr || link->follower->ended_) return;
      follower = link->follower;
      follower->waiting_ = false;
    }
    follower->Next();
  });
}

void Follower::End(const grpc::Status& status) {
  {
    common::MutexLock lock(link_->mu);
    if (ended_) return;
    ended_ = true;
  }
  Finish(status);
}

void Follower::OnWriteDone(bool ok) {
  if (ok) return Next();
  EndCancelled();
}

void Follower::OnCancel() {
  bool waiting = false;
  {
    common::MutexLock lock(link_->mu);
    cancelled_ = true;
    waiting = waiting_;
  }
  // Otherwise a write is under way, or Next is about to wait: they end it.
  if (waiting) EndCancelled();
}

void Follower::EndCancelled() {
  End(grpc::Status(grpc::StatusCode::CANCELLED, "the caller has gone"));
}

void Follower::OnDone() {
  {
    common::MutexLock lock(link_->mu);
    link_->follower = nullptr;
  }
  --*followers_;
  delete this;
}

}  // namespace greenledger::ledger
