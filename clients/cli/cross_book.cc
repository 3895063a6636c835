#include "clients/cli/cross_book.h"

#include <fmt/format.h>

#include <algorithm>

#include "clients/cli/money.h"

namespace greenledger::cli {
namespace {

// The smaller book first.
using Pair = std::pair<uint64_t, uint64_t>;

Pair PairOf(uint64_t a, uint64_t b) { return std::minmax(a, b); }

void Add(const Moved& more, Moved* sum) {
  sum->milli_points += more.milli_points;
  sum->milli_merit += more.milli_merit;
}

}  // namespace

MovesOfBook MovesOf(const rules::BookState& state) {
  MovesOfBook moves;
  moves.book = state.book();
  for (const auto& [key, balances] : state.accounts()) {
    if (key.first != v1::ACCOUNT_OWNER_TRANSIT) continue;
    moves.transit[key.second] = {balances.Net(v1::ASSET_POINTS),
                                 balances.Net(v1::ASSET_MERIT)};
  }
  for (const auto& [index, out] : state.points().moves) {
    Moved& left = moves.open[{out.to_book(), index}];
    left.milli_merit = out.milli_merit();
    for (const v1::PointsLot& lot : out.lots()) {
      left.milli_points += static_cast<int64_t>(lot.milli_points());
    }
  }
  moves.arrived = state.points().moved_in;
  return moves;
}

absl::Status CheckMoves(const std::vector<MovesOfBook>& books) {
  std::map<uint64_t, const MovesOfBook*> by_book;
  for (const MovesOfBook& book : books) by_book[book.book] = &book;
  std::map<Pair, Moved> held;
  std::map<Pair, Moved> on_the_way;
  for (const MovesOfBook& book : books) {
    for (const auto& [other, moved] : book.transit) {
      Add(moved, &held[PairOf(book.book, other)]);
    }
    for (const auto& [to, left] : book.open) {
      const auto there = by_book.find(to.first);
      const bool arrived =
          there != by_book.end() &&
          there->second->arrived.contains({book.book, to.second});
      if (!arrived) Add(left, &on_the_way[PairOf(book.book, to.first)]);
    }
  }
  for (const auto& [pair, moved] : on_the_way) held.try_emplace(pair);
  for (const auto& [pair, moved] : held) {
    const Moved& expected = on_the_way[pair];
    if (moved == expected) continue;
    return absl::DataLossError(fmt::format(
        "books {} and {}: their transit accounts hold {} points and {} merit, "
        "and {} points and {} merit are on the way",
        pair.first, pair.second, SignedThousandths(moved.milli_points),
        SignedThousandths(moved.milli_merit),
        SignedThousandths(expected.milli_points),
        SignedThousandths(expected.milli_merit)));
  }
  return absl::OkStatus();
}

}  // namespace greenledger::cli
