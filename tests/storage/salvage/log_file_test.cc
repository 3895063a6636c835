// The reader of RocksDB's log format, on files that RocksDB wrote.
#include "storage/log_file.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "storage/store.h"
#include "tests/testing/memory_folder.h"
#include "tests/testing/seeds.h"

namespace greenledger::storage {
namespace {

using ::greenledger::testing::MemoryFolder;

constexpr size_t kCommits = 40;

// The write-ahead log of commits with entries of all sizes: records within a
// block, over two and over several.
std::string LogOfAllSizes() {
  const MemoryFolder folder;
  auto store = Store::Open({.path = folder.path(), .env = folder.env()});
  EXPECT_TRUE(store.ok()) << store.status();
  for (uint64_t i = 0; i < kCommits; ++i) {
    const std::string entry((i * 1719) % 65'536, 'e');
    const Chunk chunk{.book = 1, .first_index = i, .entries = {entry}};
    EXPECT_TRUE((*store)->Commit({&chunk, 1}).ok());
  }
  std::string log;
  for (const auto& [name, bytes] : folder.Image()) {
    if (name.ends_with(".log")) log = bytes;
  }
  return log;
}

std::vector<std::string> Records(const std::string& file, uint64_t* intact) {
  std::vector<std::string> records;
  *intact = ReadLogFile(
      file, [&](std::string_view record) { records.emplace_back(record); });
  return records;
}

class LogFileTest : public ::testing::Test {
 protected:
  LogFileTest() { records_ = Records(log_, &intact_); }

  const std::string log_ = LogOfAllSizes();
  uint64_t intact_ = 0;
  std::vector<std::string> records_;
};

TEST_F(LogFileTest, ReadsWhatRocksDbWrote) {
  EXPECT_EQ(records_.size(), kCommits);
  EXPECT_EQ(intact_, log_.size());
}

TEST_F(LogFileTest, NothingAndGarbage) {
  uint64_t intact = 1;
  EXPECT_TRUE(Records("", &intact).empty());
  EXPECT_EQ(intact, 0u);
  EXPECT_TRUE(Records(std::string(100'000, '\0'), &intact).empty());
  EXPECT_TRUE(Records(std::string(100'000, '\x01'), &intact).empty());
  EXPECT_EQ(intact, 0u);
}

TEST_F(LogFileTest, DamageCostsRecordsAndInventsNone) {
  const testing::Seeds seeds = testing::SeedsFor(200);
  for (uint64_t i = 0; i < seeds.count && !HasFailure(); ++i) {
    SCOPED_TRACE(testing::Reproduce(seeds.first + i));
    std::mt19937_64 random(seeds.first + i);
    std::string damaged = log_;
    const size_t at = random() % damaged.size();
    if (random() % 2 == 0) {
      damaged.resize(at);
    } else {
      damaged[at] = static_cast<char>(damaged[at] ^ (1 << random() % 8));
    }
    uint64_t intact = 0;
    const std::vector<std::string> left = Records(damaged, &intact);
    EXPECT_LE(intact, at);
    EXPECT_LT(left.size(), records_.size());
    size_t next = 0;
    for (const std::string& record : left) {
      while (next < records_.size() && records_[next] != record) ++next;
      EXPECT_LT(next, records_.size()) << "a record that was never written";
    }
  }
}

}  // namespace
}  // namespace greenledger::storage
