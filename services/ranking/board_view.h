// A board that somebody asks about: which books it is over, which days, and its
// order. Holds the locks of its books as long as it lives.
#ifndef GREENLEDGER_SERVICES_RANKING_BOARD_VIEW_H_
#define GREENLEDGER_SERVICES_RANKING_BOARD_VIEW_H_

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <vector>

#include "absl/status/statusor.h"
#include "grpcpp/support/status.h"
#include "services/common/clock.h"
#include "services/ranking/merged_board.h"
#include "services/ranking/ranked_books.h"

namespace greenledger::ranking {

// One thread makes, uses and destroys it.
class BoardView {
 public:
  // The board of a request, `back` periods before the one that it names.
  // NOT_FOUND (BOOK_UNKNOWN, CAMPAIGN_UNKNOWN); DATA_LOSS, which is reported to
  // `books`.
  static grpc::Status Open(const v1::Board& board, int32_t back,
                           RankedBooks* books, const common::Clock& clock,
                           std::unique_ptr<BoardView>* view);
  ~BoardView();
  BoardView(const BoardView&) = delete;
  BoardView& operator=(const BoardView&) = delete;

  const MergedBoard& order() const { return *order_; }
  const DaySpan& days() const { return days_; }
  // Whether it lies before the first entry of the book.
  bool IsBeforeBook() const;
  void FillTime(v1::BoardTime* time) const;

  // Where a contestant stands. NOT_FOUND (CONTESTANT_UNKNOWN).
  grpc::Status StandingOf(const v1::Contestant& contestant,
                          v1::Standing* standing);
  // Those that follow one another on the board, with their ranks.
  void Fill(const std::vector<PlacedIn>& all,
            google::protobuf::RepeatedPtrField<v1::Standing>* standings) const;

 private:
  BoardView(const v1::Board& board, RankedBooks* books)
      : board_(board), books_(books) {}

  grpc::Status Lock();
  void LockNeighbours(const v1::BookOpened& own);
  grpc::Status Resolve(int32_t back, const common::Clock& clock);
  grpc::Status Merge();
  absl::StatusOr<const Board*> BoardOf(RankedBook* book);
  RankedBook* BookOf(const v1::Contestant& contestant) const;
  bool IsKnown(RankedBook* book, const v1::Contestant& contestant,
               const Sums& sums) const;
  // All but the rank.
  void FillOne(const PlacedIn& placed, v1::Standing* standing) const;
  grpc::Status Damaged(const absl::Status& status) const;

  const v1::Board board_;
  RankedBooks* const books_;
  RankedBook* own_ = nullptr;
  // Whose lock is held, in the order of their codes.
  std::vector<RankedBook*> locked_;
  BoardKey key_;
  DaySpan days_;
  // Of communities, which are no board of any book.
  std::deque<Board> communities_;
  std::optional<MergedBoard> order_;
};

}  // namespace greenledger::ranking

#endif  // GREENLEDGER_SERVICES_RANKING_BOARD_VIEW_H_
