// Draws, against values that another program computed.
#include "services/ledger/rules/draw.h"

#include <numeric>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace greenledger::rules {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAreArray;

constexpr uint64_t kDrawnBook = 350212002001;
constexpr uint64_t kSize = 17;
constexpr int64_t kDrawnUs = 1'780'624'800'000'001;

// Bytes 0 to 31.
std::string Seed() {
  std::string seed(32, '\0');
  std::iota(seed.begin(), seed.end(), '\0');
  return seed;
}

std::vector<uint64_t> OneTo(uint64_t last) {
  std::vector<uint64_t> items(last);
  std::iota(items.begin(), items.end(), uint64_t{1});
  return items;
}

// The values are Python's:
//   key = lambda i: sha256(bytes(range(32)) + b"".join(
//       n.to_bytes(8, "big") for n in (book, size, time_us, i))).digest()
//   sorted(range(1, 21), key=key)[:6]
TEST(DrawTest, IsWhatAnotherProgramDraws) {
  EXPECT_THAT(Draw(Seed(), kDrawnBook, kSize, kDrawnUs, OneTo(20), 6),
              ElementsAre(16, 10, 19, 8, 6, 12));
}

TEST(DrawTest, EverythingThatNobodyKnewBeforeChangesIt) {
  EXPECT_THAT(Draw(Seed(), kDrawnBook, kSize + 1, kDrawnUs, OneTo(20), 6),
              ElementsAre(4, 10, 5, 11, 14, 12));
  EXPECT_THAT(Draw(Seed(), kDrawnBook, kSize, kDrawnUs + 1, OneTo(20), 6),
              ElementsAre(3, 17, 9, 18, 13, 1));
  EXPECT_THAT(Draw(Seed(), kDrawnBook + 1, kSize, kDrawnUs, OneTo(20), 6),
              ElementsAre(5, 12, 3, 9, 11, 7));
  EXPECT_THAT(
      Draw(std::string(32, 's'), kDrawnBook, kSize, kDrawnUs, OneTo(20), 6),
      ::testing::Not(ElementsAre(16, 10, 19, 8, 6, 12)));
}

TEST(DrawTest, ASmallPopulationIsDrawnWhole) {
  EXPECT_THAT(Draw(Seed(), kDrawnBook, kSize, kDrawnUs, OneTo(5), 500),
              UnorderedElementsAreArray(OneTo(5)));
  EXPECT_THAT(Draw(Seed(), kDrawnBook, kSize, kDrawnUs, {}, 500), IsEmpty());
}

TEST(DrawTest, WhoIsDrawnDoesNotHangOnHowManyAre) {
  std::vector<uint64_t> all =
      Draw(Seed(), kDrawnBook, kSize, kDrawnUs, OneTo(1000), 1000);
  all.resize(7);
  EXPECT_EQ(Draw(Seed(), kDrawnBook, kSize, kDrawnUs, OneTo(1000), 7), all);
}

}  // namespace
}  // namespace greenledger::rules
