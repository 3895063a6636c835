// Moves between books balance, or the pair that does not is named.
#include "clients/cli/cross_book.h"

#include "gmock/gmock.h"

namespace greenledger::cli {
namespace {

using ::testing::HasSubstr;

constexpr Moved kLeft{.milli_points = 5000, .milli_merit = 200};
constexpr Moved kCame{.milli_points = -5000, .milli_merit = -200};

// Book 1, from which entry 9 left for book 2.
MovesOfBook From(bool ended) {
  MovesOfBook moves;
  moves.book = 1;
  moves.transit[2] = kLeft;
  if (!ended) moves.open[{2, 9}] = kLeft;
  return moves;
}

MovesOfBook To(bool arrived) {
  MovesOfBook moves;
  moves.book = 2;
  if (!arrived) return moves;
  moves.transit[1] = kCame;
  moves.arrived.insert({1, 9});
  return moves;
}

TEST(CrossBookTest, AMoveBalancesAtEachOfItsSteps) {
  EXPECT_TRUE(CheckMoves({From(false), To(false)}).ok());
  EXPECT_TRUE(CheckMoves({From(false), To(true)}).ok());
  EXPECT_TRUE(CheckMoves({From(true), To(true)}).ok());
}

TEST(CrossBookTest, WhatLeftForABookThatIsNotHereIsOnTheWay) {
  EXPECT_TRUE(CheckMoves({From(false)}).ok());
  EXPECT_FALSE(CheckMoves({From(true)}).ok());
}

TEST(CrossBookTest, WhatNeverArrivedOrCameFromNowhereIsNamed) {
  const absl::Status lost = CheckMoves({From(true), To(false)});
  EXPECT_TRUE(absl::IsDataLoss(lost));
  EXPECT_THAT(std::string(lost.message()),
              HasSubstr("books 1 and 2: their transit accounts hold 5 points "
                        "and 0.2 merit, and 0 points and 0 merit"));
  MovesOfBook nobody;
  nobody.book = 1;
  EXPECT_TRUE(absl::IsDataLoss(CheckMoves({nobody, To(true)})));
}

TEST(CrossBookTest, AnAmountThatChangedOnTheWayIsNamed) {
  MovesOfBook to = To(true);
  to.transit[1].milli_points = -5001;
  EXPECT_TRUE(absl::IsDataLoss(CheckMoves({From(true), to})));
}

}  // namespace
}  // namespace greenledger::cli
