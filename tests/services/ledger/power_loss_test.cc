// The power goes at a random moment of random days: after the next start the
// book holds a beginning of what it would have become, with everything that was
// acknowledged, and every figure is the fold of its entries.
#include <gtest/gtest.h>

#include <atomic>
#include <memory>
#include <random>

#include "services/ledger/verify/book_verifier.h"
#include "tests/services/ledger/ledger_world.h"
#include "tests/services/ledger/random_days.h"
#include "tests/testing/fault_env.h"
#include "tests/testing/seeds.h"

namespace greenledger::ledger {
namespace {

using ::greenledger::testing::FaultEnv;

constexpr char kFolder[] = "/ledger";
constexpr uint64_t kRecords = 300;

// The disk at the moment of the cut, and what had been acknowledged before it.
struct Cut {
  std::unique_ptr<FaultEnv> disk;
  uint64_t entries = 0;
};

// Plays random days, with the power going at a random operation of the disk,
// and goes on; all entries the book has in the end.
std::vector<std::string> PlayWithCut(std::mt19937_64& random, Cut* cut) {
  FaultEnv disk;
  LedgerWorld world({disk.env(), /*rows_every=*/37, kFolder});
  world.Populate(kRandomHouseholds);
  std::atomic<uint64_t> acknowledged = world.Entries().size();
  const uint64_t commands = acknowledged;
  disk.files().Before(1 + random() % 150, [&] {
    cut->entries = acknowledged;
    cut->disk = disk.Copy(kFolder);
  });
  PlayRecords(kRecords, &world, random, [&](uint64_t watermark) {
    acknowledged = commands + watermark;
    if (random() % 4 == 0) {
      EXPECT_TRUE(world.ledger().store().FlushRows().ok());
    }
  });
  disk.files().Before(0, nullptr);
  if (cut->disk == nullptr) {
    cut->entries = acknowledged;
    cut->disk = disk.Copy(kFolder);
  }
  return world.Entries();
}

void ExpectSound(const Cut& cut, const std::vector<std::string>& all) {
  LedgerWorld world({cut.disk->env(), /*rows_every=*/37, kFolder});
  const std::vector<std::string> found = world.Entries();
  EXPECT_GE(found.size(), cut.entries);
  ASSERT_LE(found.size(), all.size());
  EXPECT_TRUE(std::equal(found.begin(), found.end(), all.begin()));
  verify::BookVerifier verifier(kBook);
  for (const std::string& bytes : found) {
    const absl::Status right = verifier.Add(bytes);
    ASSERT_TRUE(right.ok()) << right;
  }
  EXPECT_TRUE(verifier.Finish().ok());
  const auto rows = RowsOf(verifier.state());
  EXPECT_EQ(RowsOf(&world), rows) << "rows and the entries after them";
  world.Restart(/*rebuild=*/true);
  EXPECT_EQ(RowsOf(&world), rows) << "rows built again from all entries";
}

TEST(LedgerPowerLoss, TheBookIsSoundAndHasAllThatWasAcknowledged) {
  const testing::Seeds seeds = testing::SeedsFor(100);
  for (uint64_t i = 0; i < seeds.count && !::testing::Test::HasFailure(); ++i) {
    SCOPED_TRACE(testing::Reproduce(seeds.first + i));
    std::mt19937_64 random(seeds.first + i);
    Cut cut;
    const std::vector<std::string> all = PlayWithCut(random, &cut);
    cut.disk->files().LosePower(random);
    ExpectSound(cut, all);
  }
}

}  // namespace
}  // namespace greenledger::ledger
