// How many boards are kept, and how many contestants they have, over all books.
#ifndef GREENLEDGER_SERVICES_RANKING_BOARD_SHELF_H_
#define GREENLEDGER_SERVICES_RANKING_BOARD_SHELF_H_

#include <atomic>
#include <cstdint>

namespace greenledger::ranking {

// Thread-safe.
class BoardShelf {
 public:
  struct Limits {
    int64_t boards = 1024;
    // 48 bytes each.
    int64_t contestants = 20'000'000;
  };

  explicit BoardShelf(Limits limits) : limits_(limits) {}

  // Counts boards and contestants that came or, below 0, went.
  void Count(int64_t boards, int64_t contestants) {
    boards_ += boards;
    contestants_ += contestants;
  }
  // Whether some must go.
  bool IsOver() const {
    return boards_ > limits_.boards || contestants_ > limits_.contestants;
  }
  // Rises with every call: when a board was used last.
  uint64_t Tick() { return ++tick_; }

  int64_t boards() const { return boards_; }
  int64_t contestants() const { return contestants_; }

 private:
  const Limits limits_;
  std::atomic<int64_t> boards_{0};
  std::atomic<int64_t> contestants_{0};
  std::atomic<uint64_t> tick_{0};
};

}  // namespace greenledger::ranking

#endif  // GREENLEDGER_SERVICES_RANKING_BOARD_SHELF_H_
