// Random days on the real ledger, checked by the verifier, by an independent
// sum over all postings, and by folding the rows again.
#include <gtest/gtest.h>

#include <map>
#include <random>
#include <tuple>

#include "services/ledger/verify/book_verifier.h"
#include "tests/services/ledger/ledger_world.h"
#include "tests/services/ledger/random_days.h"

namespace greenledger::ledger {
namespace {

using Key = std::tuple<int, uint64_t, int, uint32_t>;

// Balances as anybody would sum them up from the entries.
std::map<Key, int64_t> SumPostings(const std::vector<std::string>& entries) {
  std::map<Key, int64_t> sums;
  for (const std::string& bytes : entries) {
    v1::Entry entry;
    EXPECT_TRUE(entry.ParseFromString(bytes));
    for (const v1::Posting& leg : entry.postings()) {
      sums[{leg.owner(), leg.owner_number(), leg.asset(), leg.class_code()}] +=
          leg.amount();
    }
  }
  return sums;
}

void ExpectConserved(const std::map<Key, int64_t>& sums) {
  std::map<std::pair<int, uint32_t>, int64_t> per_asset;
  for (const auto& [key, sum] : sums) {
    per_asset[{std::get<2>(key), std::get<3>(key)}] += sum;
  }
  for (const auto& [asset, sum] : per_asset) EXPECT_EQ(sum, 0);
  EXPECT_GE(per_asset.size(), 4u) << "points, merit, mass, pieces";
}

class ModelTest : public ::testing::TestWithParam<uint64_t> {};

TEST_P(ModelTest, EveryFigureIsExplainedByTheEntries) {
  SCOPED_TRACE("seed " + std::to_string(GetParam()));
  std::mt19937_64 random(GetParam());
  LedgerWorld world(LedgerWorld::Options{nullptr, /*rows_every=*/97});
  world.Populate(kRandomHouseholds);
  PlayRecords(800, &world, random);

  const std::vector<std::string> entries = world.Entries();
  verify::BookVerifier verifier(kBook);
  for (const std::string& bytes : entries) {
    const absl::Status checked = verifier.Add(bytes);
    ASSERT_TRUE(checked.ok()) << checked;
  }
  EXPECT_TRUE(verifier.Finish().ok());
  const auto sums = SumPostings(entries);
  ExpectConserved(sums);
  for (uint64_t n = 1; n <= kRandomHouseholds; ++n) {
    auto at = sums.find({v1::ACCOUNT_OWNER_HOUSEHOLD, n, v1::ASSET_POINTS, 0});
    EXPECT_EQ(world.Points(n), at == sums.end() ? 0 : at->second);
  }

  const auto live = RowsOf(&world);
  EXPECT_EQ(RowsOf(verifier.state()), live) << "the verifier's fold";
  world.Restart();
  EXPECT_EQ(RowsOf(&world), live) << "rows and the entries after them";
  world.Restart(/*rebuild=*/true);
  EXPECT_EQ(RowsOf(&world), live) << "rows built again from all entries";
}

INSTANTIATE_TEST_SUITE_P(Seeds, ModelTest,
                         ::testing::Range(uint64_t{1}, uint64_t{9}));

}  // namespace
}  // namespace greenledger::ledger
