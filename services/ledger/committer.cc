#include "services/ledger/committer.h"

#include <algorithm>
#include <utility>

#include "services/common/logging.h"
#include "services/ledger/state_rows.h"
#include "storage/failpoint.h"

namespace greenledger::ledger {

Committer::Committer(storage::Store* store, Books* books, common::Clock* clock,
                     Options options)
    : store_(store),
      books_(books),
      clock_(clock),
      options_(std::move(options)),
      prepare_thread_([this] { PrepareLoop(); }),
      commit_thread_([this] { CommitLoop(); }) {}

Committer::~Committer() { Stop(); }

bool Committer::Submit(std::unique_ptr<Task>& task, size_t bytes) {
  common::MutexLock lock(mu_);
  if (stopping_ || queued_bytes_ + bytes > options_.queue_bytes_max) {
    return false;
  }
  queued_bytes_ += bytes;
  queue_.push_back(Queued{std::move(task), bytes});
  if (queue_.size() == 1) changed_.NotifyAll();
  return true;
}

void Committer::Stop() {
  common::MutexLock stop_lock(stop_mu_);
  {
    common::MutexLock lock(mu_);
    stopping_ = true;
    changed_.NotifyAll();
  }
  if (prepare_thread_.joinable()) prepare_thread_.join();
  if (commit_thread_.joinable()) commit_thread_.join();
}

size_t Committer::queued_bytes() const {
  common::MutexLock lock(mu_);
  return queued_bytes_;
}

bool Committer::FillGroup(Group* group) {
  while (true) {
    Queued next;
    {
      common::MutexLock lock(mu_);
      // An empty group waits for work. One with work takes what there is, and
      // what comes in as long as it could not be handed over anyway.
      while (queue_.empty() && !stopping_ &&
             (group->tasks.empty() || ready_ != nullptr)) {
        changed_.Wait(mu_);
      }
      if (queue_.empty()) return !group->tasks.empty();
      next = std::move(queue_.front());
      queue_.pop_front();
      queued_bytes_ -= next.bytes;
    }
    if (group->tasks.empty()) group->set_now_us(clock_->NowMicros());
    next.task->Prepare(group);
    group->tasks.push_back(std::move(next.task));
    if (std::max(group->entries(), group->tasks.size()) >=
        options_.group_entries_max) {
      return true;
    }
  }
}

void Committer::PrepareLoop() {
  while (true) {
    auto group = std::make_unique<Group>();
    if (!FillGroup(group.get())) break;
    group->Close();
    TakeRows(/*all=*/false, group.get());
    HandOver(std::move(group));
  }
  auto last = std::make_unique<Group>();
  TakeRows(/*all=*/true, last.get());
  HandOver(std::move(last));
  common::MutexLock lock(mu_);
  prepared_all_ = true;
  changed_.NotifyAll();
}

void Committer::HandOver(std::unique_ptr<Group> group) {
  common::MutexLock lock(mu_);
  while (ready_ != nullptr) changed_.Wait(mu_);
  ready_ = std::move(group);
  changed_.NotifyAll();
}

void Committer::TakeRows(bool all, Group* group) {
  uint64_t grown_together = 0;
  uint64_t grown_most = 0;
  LiveBook* largest = nullptr;
  for (LiveBook* book : books_->All()) {
    common::MutexLock lock(book->mu);
    const uint64_t grown = book->state.size() - book->rows_size;
    grown_together += grown;
    if (all && grown > 0) TakeRowsOf(book, group);
    if (grown > grown_most && !book->rows_in_flight) {
      grown_most = grown;
      largest = book;
    }
  }
  if (all || grown_together < options_.rows_every || largest == nullptr) return;
  common::MutexLock lock(largest->mu);
  TakeRowsOf(largest, group);
}

void Committer::TakeRowsOf(LiveBook* book, Group* group) {
  book->rows_in_flight = true;
  book->rows_size = book->state.size();
  storage::RowBatch rows;
  rules::StateRows::TakeChanged(
      &book->state,
      [&](uint8_t table, std::string_view key, std::string_view value) {
        rows.Put(book->code, table, key, value);
      });
  book->tree.TakeRows(&rows);
  book->index.TakeRows(&rows);
  group->rows.emplace_back(book, std::move(rows));
}

void Committer::CommitLoop() {
  while (true) {
    std::unique_ptr<Group> group;
    {
      common::MutexLock lock(mu_);
      while (ready_ == nullptr && !prepared_all_) changed_.Wait(mu_);
      if (ready_ == nullptr) break;
      group = std::move(ready_);
      changed_.NotifyAll();
    }
    Commit(group.get());
  }
  FlushLastRows();
}

void Committer::FlushLastRows() {
  const absl::Status flushed = store_->FlushRows();
  if (flushed.ok()) return;
  // Every entry is in the log: the next start replays what rows do not have.
  // That must not need room on a disk that has none.
  if (absl::IsResourceExhausted(flushed)) {
    common::LogWarning("rows_not_kept",
                       {{"status", std::string(flushed.message())}});
    return;
  }
  options_.fatal(flushed);
}

void Committer::Commit(Group* group) {
  GroupStats stats{group->tasks.size(), group->entries(), 0};
  if (group->entries() > 0) {
    const int64_t begin_us = clock_->NowMicros();
    absl::Status committed = store_->Commit(group->chunks());
    if (!committed.ok()) options_.fatal(committed);
    stats.commit_us = clock_->NowMicros() - begin_us;
    for (const storage::Chunk& chunk : group->chunks()) {
      books_->Find(chunk.book)
          ->PublishDurable(chunk.first_index + chunk.entries.size());
    }
  }
  GREENLEDGER_FAILPOINT("answer_before");
  for (const std::unique_ptr<Task>& task : group->tasks) task->Complete(*group);
  GREENLEDGER_FAILPOINT("answer_after");
  for (auto& [book, rows] : group->rows) {
    absl::Status written = store_->WriteRows(std::move(rows));
    if (!written.ok()) options_.fatal(written);
    common::MutexLock lock(book->mu);
    book->index.RowsWritten();
    book->rows_in_flight = false;
  }
  if (options_.on_group) options_.on_group(stats);
}

}  // namespace greenledger::ledger
