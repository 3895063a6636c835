// The standings of all books of a server: follows what becomes durable, on a
// thread of its own, and keeps what it folded in a store of its own.
//
// Nothing here is anything but a fold of the log. Several of these may follow
// the same ledger, each with its own folder.
#ifndef GREENLEDGER_SERVICES_RANKING_RANKED_BOOKS_H_
#define GREENLEDGER_SERVICES_RANKING_RANKED_BOOKS_H_

#include <atomic>
#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "absl/status/statusor.h"
#include "prometheus/gauge.h"
#include "prometheus/registry.h"
#include "services/common/clock.h"
#include "services/common/mutex.h"
#include "services/ledger/ledger.h"
#include "services/ranking/ranked_book.h"
#include "storage/fold_store.h"

namespace greenledger::ranking {

class RankedBooks {
 public:
  struct Options {
    // Of the store.
    storage::FoldStore::Options store = {};
    // Throws the store away and folds everything again.
    bool rebuild = false;
    BoardShelf::Limits boards = {};
    // Time between two looks while nothing happens, and between two writes.
    std::chrono::microseconds look_every = std::chrono::milliseconds(50);
    std::chrono::microseconds write_every = std::chrono::seconds(60);
    // Rows that changed, above which they are written sooner.
    size_t changed_max = 500'000;
  };

  // Opens the store and takes what is in it; a damaged one is thrown away. All
  // must outlive this. Errors as FoldStore::Open but DATA_LOSS.
  static absl::StatusOr<std::unique_ptr<RankedBooks>> Open(
      Options options, ledger::Ledger* ledger, const common::Clock* clock,
      prometheus::Registry* registry);
  ~RankedBooks();
  RankedBooks(const RankedBooks&) = delete;
  RankedBooks& operator=(const RankedBooks&) = delete;

  // Begins the thread. Call once.
  void Start();
  // Ends the thread and makes what was folded durable. Call before the ledger
  // is stopped.
  void Stop();
  // Folds all that is durable now. Thread-safe.
  void FoldNow();

  // nullptr if nothing of the book was folded yet; valid as long as this.
  RankedBook* Find(uint64_t code);
  // In the order of their codes.
  std::vector<RankedBook*> All();
  // Drops boards that were not used for long while there are too many. Call
  // without any book's lock.
  void MakeRoom();
  // A row could not be read: the thread throws the store away.
  void ReportDamage();

 private:
  // One book as the fold sees it.
  struct Followed {
    explicit Followed(std::unique_ptr<RankedBook> one)
        : ranked(std::move(one)) {}
    std::unique_ptr<RankedBook> ranked;
    // Whether it has the store's rows.
    bool loaded = false;
    // Entries that are folded.
    uint64_t applied = 0;
    // An entry cannot be folded.
    bool stuck = false;
    // The store could not be read at the last look; said once.
    bool unreadable = false;
    // Since when it is behind.
    std::optional<int64_t> behind_since_us;
    // Rows that are not written because writing failed.
    std::vector<storage::FoldStore::Change> unwritten;
  };

  RankedBooks(Options options, ledger::Ledger* ledger,
              const common::Clock* clock, prometheus::Registry* registry);

  absl::Status OpenStore() ABSL_EXCLUSIVE_LOCKS_REQUIRED(fold_mutex_);
  absl::Status LoadAll() ABSL_EXCLUSIVE_LOCKS_REQUIRED(fold_mutex_);
  absl::Status Load(Followed* followed)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(fold_mutex_);
  // Throws everything away and begins again.
  absl::Status Again() ABSL_EXCLUSIVE_LOCKS_REQUIRED(fold_mutex_);
  Followed* FollowedOf(ledger::LiveBook* book)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(fold_mutex_);
  void Run();
  // Begins again if the store is damaged; false if it cannot be had.
  bool Recover() ABSL_EXCLUSIVE_LOCKS_REQUIRED(fold_mutex_);
  // Each returns whether there may be more to do at once.
  bool Look() ABSL_EXCLUSIVE_LOCKS_REQUIRED(fold_mutex_);
  bool Follow(ledger::LiveBook* book, Followed* followed)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(fold_mutex_);
  bool ApplyAll(Followed* followed, size_t count)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(fold_mutex_);
  bool IsTimeToWrite() ABSL_EXCLUSIVE_LOCKS_REQUIRED(fold_mutex_);
  void WriteAll() ABSL_EXCLUSIVE_LOCKS_REQUIRED(fold_mutex_);
  void Write(Followed* followed) ABSL_EXCLUSIVE_LOCKS_REQUIRED(fold_mutex_);

  const Options options_;
  ledger::Ledger* const ledger_;
  const common::Clock* const clock_;
  prometheus::Gauge* behind_entries_;
  prometheus::Gauge* behind_seconds_;
  BoardShelf shelf_;

  // Whoever folds or writes. Taken before a book's lock.
  common::Mutex fold_mutex_;
  std::unique_ptr<storage::FoldStore> store_ ABSL_GUARDED_BY(fold_mutex_);
  // Entries that were read; kept to be parsed into again.
  std::vector<v1::Entry> batch_ ABSL_GUARDED_BY(fold_mutex_);
  std::chrono::steady_clock::time_point written_ ABSL_GUARDED_BY(fold_mutex_);
  std::atomic<bool> damaged_{false};

  // Books are never removed.
  common::Mutex books_mutex_;
  std::map<uint64_t, std::unique_ptr<Followed>> books_
      ABSL_GUARDED_BY(books_mutex_);

  common::Mutex mutex_;
  common::CondVar changed_;
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;
  std::thread thread_;
};

}  // namespace greenledger::ranking

#endif  // GREENLEDGER_SERVICES_RANKING_RANKED_BOOKS_H_
