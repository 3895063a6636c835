// The boards of one book that somebody asked for: built at the first question,
// kept current by what is counted later.
#ifndef GREENLEDGER_SERVICES_RANKING_BOOK_BOARDS_H_
#define GREENLEDGER_SERVICES_RANKING_BOOK_BOARDS_H_

#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "absl/status/statusor.h"
#include "services/ranking/board.h"
#include "services/ranking/board_shelf.h"
#include "services/ranking/book_standings.h"

namespace greenledger::ranking {

// A board of one book.
struct BoardKey {
  PeriodKey period;
  v1::ContestantKind contestants = v1::CONTESTANT_KIND_UNSPECIFIED;
  // BUILDING, GRID or COMMUNITY.
  v1::BoardScope scope = v1::BOARD_SCOPE_COMMUNITY;
  uint64_t scope_number = 0;
  v1::StandingMeasure measure = v1::STANDING_MEASURE_UNSPECIFIED;
  uint32_t class_code = 0;

  auto operator<=>(const BoardKey&) const = default;
};

// Whether a household, or a place, lies in the board's part of the book.
bool IsInScope(const BoardKey& key, const Resident& resident);
bool IsInScope(const BoardKey& key, const v1::Place& place);

// Not thread-safe.
class BookBoards final : public BookStandings::Watcher {
 public:
  // Sums of one contestant in a period, from memory or rows; nothing if it did
  // nothing.
  static absl::StatusOr<Sums> SumsOf(const BookStandings& standings,
                                     const storage::FoldStore* store,
                                     uint64_t book, const PeriodKey& period,
                                     const ContestantId& id);

  // `shelf` must outlive this.
  explicit BookBoards(BoardShelf* shelf) : shelf_(shelf) {}
  ~BookBoards() override { Clear(); }
  BookBoards(const BookBoards&) = delete;
  BookBoards& operator=(const BookBoards&) = delete;

  // The board; valid until the next call that is not const. Errors are those
  // of reading rows.
  absl::StatusOr<const Board*> Get(const BoardKey& key,
                                   const BookStandings& standings,
                                   const storage::FoldStore* store,
                                   uint64_t book);

  // When the board that was not used for the longest time was used; nullopt
  // without boards.
  std::optional<uint64_t> OldestUse() const;
  void DropOldest();
  void Clear();

  void BeforeChange(const OpenPeriod& period, const Contribution& one,
                    const Resident& resident, uint32_t slot) override;
  void AfterChange(const OpenPeriod& period, const Contribution& one,
                   const Resident& resident, uint32_t slot) override;
  void ClassesChanged() override;

 private:
  struct Kept {
    Board board;
    MeasureOf by;
    uint64_t used = 0;
  };
  // A board and its contestant that a contribution is about.
  struct Pending {
    Kept* kept = nullptr;
    ContestantId id;
    std::optional<Placed> before;
  };
  using Boards = std::map<BoardKey, Kept>;

  static absl::StatusOr<std::vector<Placed>> Collect(
      const BoardKey& key, const MeasureOf& by, const BookStandings& standings,
      const storage::FoldStore* store, uint64_t book);
  Boards::iterator Drop(Boards::iterator at);
  static std::optional<Placed> PlacedOf(const MeasureOf& by,
                                        const ContestantId& id,
                                        const Sums* sums);

  BoardShelf* const shelf_;
  Boards boards_;
  std::vector<Pending> pending_;
};

}  // namespace greenledger::ranking

#endif  // GREENLEDGER_SERVICES_RANKING_BOOK_BOARDS_H_
