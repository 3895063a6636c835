#include "services/ranking/board.h"

#include <algorithm>

namespace greenledger::ranking {
namespace {

// By the score alone.
struct HigherFirst {
  bool operator()(const Placed& a, int64_t score) const {
    return a.score > score;
  }
  bool operator()(int64_t score, const Placed& a) const {
    return score > a.score;
  }
};

}  // namespace

Board::Board(std::vector<Placed> all) {
  std::sort(all.begin(), all.end(), BetterFirst());
  for (const Placed& placed : all) {
    order_.insert(order_.end(), placed);
    sum_ += placed.score;
  }
}

void Board::Add(const Placed& placed) {
  if (order_.insert(placed).second) sum_ += placed.score;
}

void Board::Remove(const Placed& placed) {
  if (order_.erase(placed) > 0) sum_ -= placed.score;
}

size_t Board::Better(int64_t score) const {
  return order_.lower_bound_rank(score, HigherFirst());
}

size_t Board::AtLeast(int64_t score) const {
  return order_.upper_bound_rank(score, HigherFirst());
}

Board::Iterator Board::FirstAtMost(int64_t score) const {
  return order_.lower_bound(score, HigherFirst());
}

Board::Iterator Board::FirstBelow(int64_t score) const {
  return order_.upper_bound(score, HigherFirst());
}

Board::Iterator Board::After(const Placed& placed) const {
  return order_.upper_bound(placed);
}

}  // namespace greenledger::ranking
