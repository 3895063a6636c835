// Households that moved between books, held against each other: what left one
// book is in the other, or still on its way.
#ifndef GREENLEDGER_CLIENTS_CLI_CROSS_BOOK_H_
#define GREENLEDGER_CLIENTS_CLI_CROSS_BOOK_H_

#include <cstdint>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "services/ledger/rules/state.h"

namespace greenledger::cli {

// Points and merit together, both in thousandths.
struct Moved {
  int64_t milli_points = 0;
  int64_t milli_merit = 0;
  friend bool operator==(const Moved&, const Moved&) = default;
};

// What one book says about moves.
struct MovesOfBook {
  uint64_t book = 0;
  // Other book -> what this book's transit account for it holds.
  std::map<uint64_t, Moved> transit;
  // Other book and index of the entry here -> what left and has not ended.
  std::map<std::pair<uint64_t, uint64_t>, Moved> open;
  // Other book and index of the entry there -> came here.
  std::set<std::pair<uint64_t, uint64_t>> arrived;
};

MovesOfBook MovesOf(const rules::BookState& state);

// Whether, for each pair of books, their transit accounts sum to what left one
// and did not arrive in the other yet. REQUIRES: all books of a server, each as
// of the same moment. DATA_LOSS names the first pair that does not balance.
absl::Status CheckMoves(const std::vector<MovesOfBook>& books);

}  // namespace greenledger::cli

#endif  // GREENLEDGER_CLIENTS_CLI_CROSS_BOOK_H_
