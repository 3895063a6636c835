// The books this server holds, in memory.
//
// The committer's first thread changes a book under its lock, entry by entry;
// readers take the lock, copy what they need, and answer when what they saw is
// durable (WhenDurable).
#ifndef GREENLEDGER_SERVICES_LEDGER_BOOKS_H_
#define GREENLEDGER_SERVICES_LEDGER_BOOKS_H_

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/common/mutex.h"
#include "services/ledger/entry_index.h"
#include "services/ledger/rules/state.h"
#include "storage/book_tree.h"
#include "storage/store.h"

namespace greenledger::ledger {

class LiveBook {
 public:
  // An empty book. `store` must outlive it.
  LiveBook(const storage::Store& store, uint64_t code);

  // Rows, then the entries after them. Errors as Store and StateRows give.
  absl::Status Load(const storage::Store& store);

  // Calls `ready` when the first `size` entries are durable: at once, on the
  // caller's thread, or later on the committer's.
  void WhenDurable(uint64_t size, std::function<void()> ready)
      ABSL_LOCKS_EXCLUDED(mu);

  // Says that the first `size` entries are durable; runs what waited for it.
  void PublishDurable(uint64_t size) ABSL_LOCKS_EXCLUDED(mu);

  // The book's tree for its proofs and RootAt, which need no lock.
  const storage::BookTree& proofs() const ABSL_NO_THREAD_SAFETY_ANALYSIS {
    return tree;
  }

  const uint64_t code;
  common::Mutex mu;
  rules::BookState state ABSL_GUARDED_BY(mu);
  storage::BookTree tree ABSL_GUARDED_BY(mu);
  EntryIndex index ABSL_GUARDED_BY(mu);
  uint64_t durable_size ABSL_GUARDED_BY(mu) = 0;
  // Size of the book when its rows were last taken.
  uint64_t rows_size ABSL_GUARDED_BY(mu) = 0;
  // Whether those rows are still on their way to the store.
  bool rows_in_flight ABSL_GUARDED_BY(mu) = false;

 private:
  absl::Status Replay(const storage::Store& store)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mu);

  std::multimap<uint64_t, std::function<void()>> waiting_ ABSL_GUARDED_BY(mu);
};

// Thread-safe. Books are never removed, so pointers stay valid.
class Books {
 public:
  // `store` must outlive this.
  explicit Books(storage::Store* store) : store_(store) {}

  // Loads every book of the store. Drops and rebuilds the rows if they are of
  // another version.
  absl::Status Load();

  // nullptr if there is no such book.
  LiveBook* Find(uint64_t code) const;

  // Adds an empty book if there is none: it becomes visible to readers with
  // its first entry.
  LiveBook* FindOrAdd(uint64_t code);

  // In the order of their codes, empty ones included.
  std::vector<LiveBook*> All() const;

 private:
  storage::Store* store_;
  mutable common::Mutex mu_;
  std::map<uint64_t, std::unique_ptr<LiveBook>> books_ ABSL_GUARDED_BY(mu_);
};

}  // namespace greenledger::ledger

#endif  // GREENLEDGER_SERVICES_LEDGER_BOOKS_H_
