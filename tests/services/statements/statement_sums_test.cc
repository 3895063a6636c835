// Sums add up, whatever happened.
#include <gtest/gtest.h>

#include <random>

#include "tests/services/ledger/random_days.h"
#include "tests/services/points/points_world.h"
#include "tests/services/statements/statement_world.h"
#include "tests/testing/seeds.h"

namespace greenledger::statements {
namespace {

using points::IsAccepted;
using points::kDayUs;

TEST(StatementSums, OfRandomDays) {
  testing::ForEachSeed(1, [](uint64_t seed) {
    std::mt19937_64 random(seed);
    ledger::LedgerWorld world;
    world.Populate(ledger::kRandomHouseholds);
    ledger::PlayRecords(1500, &world, random, [&](uint64_t) {
      world.clock.Advance(static_cast<int64_t>(random() % 3) * kDayUs / 2);
    });
    StatementWorld statements(&world);
    ExpectStatementsAreRight(world.Entries(), &statements);
  });
}

// Points that are earned, held, spent, given and taken by hand, over months.
class RandomPoints {
 public:
  explicit RandomPoints(uint64_t seed) : random_(seed) {}

  void Step() {
    world.ledger.clock.Advance(static_cast<int64_t>(Pick(40)) * kDayUs / 8);
    const uint64_t household = 1 + Pick(3);
    const uint64_t amount = 1 + Pick(9'000);
    switch (Pick(14)) {
      case 0:
        return Keep(world.Place(household, amount, 20 * kDayUs), &holds_);
      case 1:
        world.Commit(NewestOf(holds_), Pick(2) * (1 + Pick(500)));
        return;
      case 2:
        world.Void(NewestOf(holds_));
        return;
      case 3:
        return Keep(world.Propose(household, SignedAmount(), SignedAmount()),
                    &proposals_);
      case 4:
        world.Decide(NewestOf(proposals_), Pick(3) != 0);
        return;
      case 5:
        world.Penalise(household, amount, Pick(3'000));
        return;
      case 6:
        world.Reverse(AnyOf(drops_));
        return;
      case 7:
        return world.Look();
      default:
        drops_.push_back(
            world.Earn(household, 1 + static_cast<uint32_t>(Pick(15))));
    }
  }

  points::PointsWorld world{
      {.households = 3, .expiry = points::RollingMonths(1)}};

 private:
  uint64_t Pick(uint64_t n) { return random_() % n; }
  int64_t SignedAmount() {
    return static_cast<int64_t>(1 + Pick(4'000)) * (Pick(3) == 0 ? -1 : 1);
  }
  uint64_t AnyOf(const std::vector<uint64_t>& all) {
    return all.empty() ? 1 : all[Pick(all.size())];
  }
  // Older ones have mostly ended.
  static uint64_t NewestOf(const std::vector<uint64_t>& all) {
    return all.empty() ? 1 : all.back();
  }
  static void Keep(const v1::CommandResult& result,
                   std::vector<uint64_t>* indices) {
    if (IsAccepted(result)) indices->push_back(result.first_index());
  }

  std::mt19937_64 random_;
  std::vector<uint64_t> holds_;
  std::vector<uint64_t> proposals_;
  std::vector<uint64_t> drops_;
};

TEST(StatementSums, OfRandomPoints) {
  testing::ForEachSeed(1, [](uint64_t seed) {
    RandomPoints play(seed);
    for (int step = 0; step < 200; ++step) play.Step();
    play.world.Look();
    StatementWorld statements(&play.world.ledger);
    ExpectStatementsAreRight(play.world.ledger.Entries(), &statements);
  });
}

}  // namespace
}  // namespace greenledger::statements
