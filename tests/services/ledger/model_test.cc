// Random days on the real ledger, checked by the verifier, by an independent
// sum over all postings, and by folding the rows again.
#include <gtest/gtest.h>

#include <map>
#include <random>
#include <tuple>

#include "services/ledger/state_rows.h"
#include "services/ledger/verify/book_verifier.h"
#include "tests/services/ledger/ledger_world.h"

namespace greenledger::ledger {
namespace {

constexpr uint64_t kHouseholds = 20;

v1::Record RandomRecord(uint64_t sequence, int64_t now_us,
                        std::mt19937_64& random) {
  const auto pick = [&](uint64_t n) { return random() % n; };
  v1::Record record =
      DropRecord(sequence, now_us - static_cast<int64_t>(pick(3)) * kMinuteUs,
                 static_cast<uint32_t>(pick(4000)));
  record.set_clock_synced(pick(20) != 0);
  if (pick(30) == 0) record.set_device_time_us(now_us - 9 * 86'400'000'000LL);
  v1::Drop* drop = record.mutable_drop();
  // A few cards more than there are households: suspense.
  drop->set_card_hash(CardOf(1 + pick(kHouseholds + 3)));
  drop->set_quality(static_cast<v1::Quality>(1 + pick(3)));
  switch (pick(10)) {
    case 0:
      drop->set_bin(2);
      drop->set_class_code(23);
      drop->set_pieces(static_cast<uint32_t>(pick(60)));
      break;
    case 1: {
      v1::Clearance* clearance = record.mutable_clearance();
      clearance->set_bin(1 + static_cast<uint32_t>(pick(2)));
      clearance->set_class_code(clearance->bin() == 1 ? 3 : 2);
      clearance->set_grams(static_cast<uint32_t>(pick(20000)));
      clearance->set_collector(5);
      break;
    }
    case 2:
      record.mutable_scale_test()->set_bin(1);
      break;
    default:
      break;
  }
  return record;
}

// Uploads of random size until `count` records are booked; one in five is sent
// again.
void PlayRecords(uint64_t count, LedgerWorld* world, std::mt19937_64& random) {
  uint64_t sequence = 0;
  while (sequence < count) {
    world->clock.Advance(static_cast<int64_t>(random() % 10) * kMinuteUs);
    std::vector<v1::Record> records;
    const uint64_t size = 1 + random() % 30;
    for (uint64_t i = 0; i < size; ++i) {
      records.push_back(
          RandomRecord(++sequence, world->clock.NowMicros(), random));
    }
    v1::SubmitRecordsResponse response;
    ASSERT_TRUE(world->Submit(records, &response).ok());
    EXPECT_EQ(response.watermark(), sequence);
    if (random() % 5 == 0) {
      ASSERT_TRUE(world->Submit(records, &response).ok());
      for (const auto& result : response.results()) {
        EXPECT_EQ(result.code(), v1::RECORD_RESULT_CODE_DUPLICATE);
      }
    }
  }
}

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

std::map<std::string, std::string> RowsOf(const rules::BookState& state) {
  std::map<std::string, std::string> rows;
  rules::StateRows::ForEach(state, [&](uint8_t table, std::string_view key,
                                       std::string_view value) {
    rows[std::string(1, static_cast<char>(table)) + std::string(key)] = value;
  });
  return rows;
}

std::map<std::string, std::string> RowsOf(LedgerWorld* world) {
  LiveBook* book = world->ledger().books().Find(kBook);
  common::MutexLock lock(book->mu);
  return RowsOf(book->state);
}

class ModelTest : public ::testing::TestWithParam<uint64_t> {};

TEST_P(ModelTest, EveryFigureIsExplainedByTheEntries) {
  SCOPED_TRACE("seed " + std::to_string(GetParam()));
  std::mt19937_64 random(GetParam());
  LedgerWorld world(LedgerWorld::Options{nullptr, /*rows_every=*/97});
  world.Populate(kHouseholds);
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
  for (uint64_t n = 1; n <= kHouseholds; ++n) {
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
