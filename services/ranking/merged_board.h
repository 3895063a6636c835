// Boards of several books as one: that of a street or district. With one book
// it is that book's.
#ifndef GREENLEDGER_SERVICES_RANKING_MERGED_BOARD_H_
#define GREENLEDGER_SERVICES_RANKING_MERGED_BOARD_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "services/ranking/board.h"

namespace greenledger::ranking {

// A contestant of one of the books.
struct PlacedIn {
  uint64_t book = 0;
  Placed placed;
};

// A view: the boards must outlive it and must not change.
class MergedBoard {
 public:
  // Boards of different books.
  struct Part {
    uint64_t book = 0;
    const Board* board = nullptr;
  };

  // Takes the parts in the order of their books.
  explicit MergedBoard(std::vector<Part> parts) : parts_(std::move(parts)) {}

  uint64_t size() const;
  int64_t sum() const;
  // Competition rank of a score that is on the board.
  uint64_t RankOf(int64_t score) const;
  // The next better score than this one; nullopt if there is none.
  std::optional<int64_t> NextBetter(int64_t score) const;
  // The nth best score. REQUIRES: nth < size().
  int64_t ScoreAt(uint64_t nth) const;

  // At most `count` from the best on, or after one that need not be on the
  // board any more.
  std::vector<PlacedIn> Top(size_t count) const;
  std::vector<PlacedIn> After(const PlacedIn& one, size_t count) const;
  // At most `count` just before one that is on the board, in their order.
  std::vector<PlacedIn> Before(const PlacedIn& one, size_t count) const;

 private:
  // Where each part goes on.
  std::vector<Board::Iterator> Cursors(const PlacedIn& after) const;
  std::vector<PlacedIn> Take(std::vector<Board::Iterator> cursors,
                             size_t count) const;

  std::vector<Part> parts_;
};

}  // namespace greenledger::ranking

#endif  // GREENLEDGER_SERVICES_RANKING_MERGED_BOARD_H_
