// One book's standings with their boards, as reads and the fold share them.
#ifndef GREENLEDGER_SERVICES_RANKING_RANKED_BOOK_H_
#define GREENLEDGER_SERVICES_RANKING_RANKED_BOOK_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "absl/status/status.h"
#include "services/common/mutex.h"
#include "services/ranking/book_boards.h"
#include "services/ranking/book_standings.h"

namespace greenledger::ranking {

// Whoever reads or folds holds `mu`.
class RankedBook {
 public:
  // `shelf` must outlive this. Without a store nothing is known of the book.
  RankedBook(uint64_t book, EntrySource entries, BoardShelf* shelf)
      : code(book),
        source_(std::move(entries)),
        boards_(shelf),
        standings_(code, source_, &boards_) {}
  RankedBook(const RankedBook&) = delete;
  RankedBook& operator=(const RankedBook&) = delete;

  // Goes on where the store's rows end; must outlive this, or the next call.
  // Errors as BookStandings::Load, and nothing is known then.
  absl::Status UseStore(const storage::FoldStore* store)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mu);
  // Forgets everything, and the store.
  void Forget() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mu);

  absl::StatusOr<const Board*> BoardOf(const BoardKey& key)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mu) {
    return boards_.Get(key, standings_, store_, code);
  }
  absl::StatusOr<Sums> SumsOf(const PeriodKey& period, const ContestantId& id)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mu) {
    return BookBoards::SumsOf(standings_, store_, code, period, id);
  }
  BookStandings& standings() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mu) {
    return standings_;
  }
  BookBoards& boards() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mu) { return boards_; }

  const uint64_t code;
  common::Mutex mu;

 private:
  const EntrySource source_;
  BookBoards boards_ ABSL_GUARDED_BY(mu);
  BookStandings standings_ ABSL_GUARDED_BY(mu);
  const storage::FoldStore* store_ ABSL_GUARDED_BY(mu) = nullptr;
};

}  // namespace greenledger::ranking

#endif  // GREENLEDGER_SERVICES_RANKING_RANKED_BOOK_H_
