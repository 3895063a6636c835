// The one writer of all books: takes all work that has queued up, turns it into
// entries, and makes the whole group durable with one synced write. While the
// disk syncs, the next group is prepared.
//
// Two threads: one prepares (rules, state, leaf hashes), one commits (store,
// then answers). At most one group is being committed and one prepared.
#ifndef GREENLEDGER_SERVICES_LEDGER_COMMITTER_H_
#define GREENLEDGER_SERVICES_LEDGER_COMMITTER_H_

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <thread>
#include <vector>

#include "absl/status/status.h"
#include "services/common/clock.h"
#include "services/common/mutex.h"
#include "services/ledger/books.h"
#include "services/ledger/group.h"
#include "storage/store.h"

namespace greenledger::ledger {

// A request on its way through the committer. Prepare and Complete run once
// each, on the preparing and the committing thread.
class Task {
 public:
  virtual ~Task() = default;
  // Adds its entries to the group.
  virtual void Prepare(Group* group) = 0;
  // Answers: everything it saw and added is durable. `group` is the one it was
  // prepared for.
  virtual void Complete(const Group& group) = 0;
};

// What a group was and took, for metrics.
struct GroupStats {
  size_t tasks = 0;
  size_t entries = 0;
  int64_t commit_us = 0;  // store and anchor, 0 if there was nothing to write
};

class Committer {
 public:
  struct Options {
    // Work that may wait, in bytes of requests; more is refused.
    // Work that may wait, in bytes of requests; more is refused. What waits
    // longer than about half a second had better come back.
    size_t queue_bytes_max = 8 << 20;
    // A group takes no further task once it holds so many entries, or tasks.
    // Larger ones leave callers nothing to send while they are written, smaller
    // ones sync too often: both were slower.
    size_t group_entries_max = 1200;
    // When all books together have grown by so many entries since their rows
    // were written, the rows of the one that grew most are. What is not in
    // rows has to be replayed at the next start.
    uint64_t rows_every = 250'000;
    // Called with the reason when a write fails; must not return.
    std::function<void(const absl::Status&)> fatal;
    // Called after each group on the committing thread; may be empty.
    std::function<void(const GroupStats&)> on_group;
  };

  // All three must outlive this. Starts the threads.
  Committer(storage::Store* store, Books* books, common::Clock* clock,
            Options options);
  // Stops, as Stop().
  ~Committer();

  // Takes the task, which weighs so many bytes of request. False, leaving
  // `task` as it is, if the queue is full or Stop was called.
  bool Submit(std::unique_ptr<Task>& task, size_t bytes);

  // Completes what was submitted, writes the rows, ends the threads. Later
  // calls return at once.
  void Stop();

  size_t queued_bytes() const;

 private:
  struct Queued {
    std::unique_ptr<Task> task;
    size_t bytes;
  };

  void PrepareLoop();
  void CommitLoop();
  void FlushLastRows();
  // Waits for work; false when stopping and nothing is left.
  bool FillGroup(Group* group);
  void HandOver(std::unique_ptr<Group> group);
  void Commit(Group* group);
  // Of every book, or of one if there is enough to write.
  void TakeRows(bool all, Group* group);
  void TakeRowsOf(LiveBook* book, Group* group)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(book->mu);

  storage::Store* store_;
  Books* books_;
  common::Clock* clock_;
  Options options_;

  mutable common::Mutex mu_;
  common::CondVar changed_;
  std::deque<Queued> queue_ ABSL_GUARDED_BY(mu_);
  size_t queued_bytes_ ABSL_GUARDED_BY(mu_) = 0;
  bool stopping_ ABSL_GUARDED_BY(mu_) = false;
  bool prepared_all_ ABSL_GUARDED_BY(mu_) = false;
  std::unique_ptr<Group> ready_ ABSL_GUARDED_BY(mu_);

  common::Mutex stop_mu_;  // serialises Stop
  std::thread prepare_thread_;
  std::thread commit_thread_;
};

}  // namespace greenledger::ledger

#endif  // GREENLEDGER_SERVICES_LEDGER_COMMITTER_H_
