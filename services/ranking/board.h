// Contestants in the order of their scores: rank, place and the nth in a
// logarithm of their number.
#ifndef GREENLEDGER_SERVICES_RANKING_BOARD_H_
#define GREENLEDGER_SERVICES_RANKING_BOARD_H_

#include <boost/multi_index/identity.hpp>
#include <boost/multi_index/ranked_index.hpp>
#include <boost/multi_index_container.hpp>
#include <cstddef>
#include <cstdint>
#include <tuple>
#include <vector>

namespace greenledger::ranking {

// A contestant of a board's kind with its score.
struct Placed {
  int64_t score = 0;
  uint32_t number = 0;
  uint32_t member = 0;

  friend bool operator==(const Placed&, const Placed&) = default;
};

// The higher score first; of equal ones the lower number and member.
struct BetterFirst {
  bool operator()(const Placed& a, const Placed& b) const {
    return std::tie(b.score, a.number, a.member) <
           std::tie(a.score, b.number, b.member);
  }
};

// Not thread-safe.
class Board {
 public:
  using Order = boost::multi_index_container<
      Placed, boost::multi_index::indexed_by<boost::multi_index::ranked_unique<
                  boost::multi_index::identity<Placed>, BetterFirst>>>;
  using Iterator = Order::const_iterator;

  // Takes contestants in any order, each once.
  explicit Board(std::vector<Placed> all = {});

  void Add(const Placed& placed);
  void Remove(const Placed& placed);

  size_t size() const { return order_.size(); }
  // Of all scores.
  int64_t sum() const { return sum_; }

  // How many have a higher score.
  size_t Better(int64_t score) const;
  // How many have this score or a higher one.
  size_t AtLeast(int64_t score) const;

  Iterator begin() const { return order_.begin(); }
  Iterator end() const { return order_.end(); }
  // The first with this score or a lower one; the first with a lower one.
  Iterator FirstAtMost(int64_t score) const;
  Iterator FirstBelow(int64_t score) const;
  // The first that comes after it, whether or not it is on the board.
  Iterator After(const Placed& placed) const;
  // REQUIRES: nth < size().
  const Placed& Nth(size_t nth) const { return *order_.nth(nth); }

 private:
  Order order_;
  int64_t sum_ = 0;
};

}  // namespace greenledger::ranking

#endif  // GREENLEDGER_SERVICES_RANKING_BOARD_H_
