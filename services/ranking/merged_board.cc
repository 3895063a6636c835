#include "services/ranking/merged_board.h"

#include <algorithm>
#include <iterator>
#include <limits>

namespace greenledger::ranking {

uint64_t MergedBoard::size() const {
  uint64_t sum = 0;
  for (const Part& part : parts_) sum += part.board->size();
  return sum;
}

int64_t MergedBoard::sum() const {
  int64_t sum = 0;
  for (const Part& part : parts_) sum += part.board->sum();
  return sum;
}

uint64_t MergedBoard::RankOf(int64_t score) const {
  uint64_t better = 0;
  for (const Part& part : parts_) better += part.board->Better(score);
  return better + 1;
}

std::optional<int64_t> MergedBoard::NextBetter(int64_t score) const {
  std::optional<int64_t> best;
  for (const Part& part : parts_) {
    const Board::Iterator at = part.board->FirstAtMost(score);
    if (at == part.board->begin()) continue;
    const int64_t better = std::prev(at)->score;
    best = std::min(best.value_or(better), better);
  }
  return best;
}

int64_t MergedBoard::ScoreAt(uint64_t nth) const {
  if (parts_.size() == 1) return parts_[0].board->Nth(nth).score;
  int64_t low = std::numeric_limits<int64_t>::max();
  int64_t high = std::numeric_limits<int64_t>::min();
  for (const Part& part : parts_) {
    if (part.board->size() == 0) continue;
    high = std::max(high, part.board->begin()->score);
    low = std::min(low, std::prev(part.board->end())->score);
  }
  // The highest score that more than `nth` reach.
  while (low < high) {
    // Rounded up; what lies between fits into 64 bits without a sign.
    const uint64_t between =
        static_cast<uint64_t>(high) - static_cast<uint64_t>(low);
    const auto middle = static_cast<int64_t>(static_cast<uint64_t>(low) +
                                             between / 2 + between % 2);
    uint64_t reached = 0;
    for (const Part& part : parts_) reached += part.board->AtLeast(middle);
    if (reached > nth) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  return low;
}

std::vector<Board::Iterator> MergedBoard::Cursors(const PlacedIn& after) const {
  std::vector<Board::Iterator> cursors;
  for (const Part& part : parts_) {
    if (part.book == after.book) {
      cursors.push_back(part.board->After(after.placed));
    } else if (part.book < after.book) {
      cursors.push_back(part.board->FirstBelow(after.placed.score));
    } else {
      cursors.push_back(part.board->FirstAtMost(after.placed.score));
    }
  }
  return cursors;
}

std::vector<PlacedIn> MergedBoard::Take(std::vector<Board::Iterator> cursors,
                                        size_t count) const {
  std::vector<PlacedIn> taken;
  while (taken.size() < count) {
    size_t best = parts_.size();
    for (size_t i = 0; i < parts_.size(); ++i) {
      if (cursors[i] == parts_[i].board->end()) continue;
      // Of equal scores the lower book's comes first.
      if (best == parts_.size() || cursors[i]->score > cursors[best]->score) {
        best = i;
      }
    }
    if (best == parts_.size()) break;
    taken.push_back({parts_[best].book, *cursors[best]++});
  }
  return taken;
}

std::vector<PlacedIn> MergedBoard::Top(size_t count) const {
  std::vector<Board::Iterator> cursors;
  for (const Part& part : parts_) cursors.push_back(part.board->begin());
  return Take(std::move(cursors), count);
}

std::vector<PlacedIn> MergedBoard::After(const PlacedIn& one,
                                         size_t count) const {
  return Take(Cursors(one), count);
}

std::vector<PlacedIn> MergedBoard::Before(const PlacedIn& one,
                                          size_t count) const {
  std::vector<Board::Iterator> cursors = Cursors(one);
  for (size_t i = 0; i < parts_.size(); ++i) {
    // The one itself is the last before its own cursor.
    if (parts_[i].book == one.book && cursors[i] != parts_[i].board->begin()) {
      --cursors[i];
    }
  }
  std::vector<PlacedIn> taken;
  while (taken.size() < count) {
    size_t best = parts_.size();
    for (size_t i = 0; i < parts_.size(); ++i) {
      if (cursors[i] == parts_[i].board->begin()) continue;
      if (best == parts_.size() ||
          std::prev(cursors[i])->score <= std::prev(cursors[best])->score) {
        best = i;
      }
    }
    if (best == parts_.size()) break;
    taken.push_back({parts_[best].book, *--cursors[best]});
  }
  std::reverse(taken.begin(), taken.end());
  return taken;
}

}  // namespace greenledger::ranking
