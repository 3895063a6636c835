// The store of standings on a disk that has no room for a while.
#include <gtest/gtest.h>

#include <map>
#include <string>

#include "services/ranking/newest_changes.h"
#include "services/ranking/ranked_books.h"
#include "tests/services/points/points_world.h"
#include "tests/services/ranking/stored_rows.h"
#include "tests/testing/fault_env.h"

namespace greenledger::ranking {
namespace {

using Change = storage::FoldStore::Change;

constexpr char kFolder[] = "/ranking";

class FullDiskTest : public ::testing::Test {
 protected:
  // Writes whatever changed at once.
  std::unique_ptr<RankedBooks> Open(const testing::FaultEnv& disk) {
    auto opened = RankedBooks::Open(
        {.store = {.folder = kFolder, .env = disk.env()}, .changed_max = 0},
        &world.ledger.ledger(), &world.ledger.clock, &metrics);
    EXPECT_TRUE(opened.ok()) << opened.status();
    return *std::move(opened);
  }

  // What is in the store; nobody has it open.
  static std::map<std::string, std::string> Rows(
      const testing::FaultEnv& disk) {
    const auto store =
        storage::FoldStore::Open({.folder = kFolder, .env = disk.env()});
    EXPECT_TRUE(store.ok()) << store.status();
    return RowsOf(**store);
  }

  points::PointsWorld world{{.households = 4}};
  prometheus::Registry metrics;
};

TEST_F(FullDiskTest, NothingIsMissingAfterThereIsRoomAgain) {
  const testing::FaultEnv disk;
  auto books = Open(disk);
  world.Earn(1, 5);
  books->FoldNow();
  disk.files().FailAt(1, /*for_ever=*/true, testing::Fault::kNoSpace);
  for (uint64_t n = 1; n <= 12; ++n) {
    world.Earn(1 + n % 4, 1);
    books->FoldNow();
  }
  EXPECT_GT(disk.files().operations(), 0u);
  disk.files().Heal();
  world.Earn(2, 1);
  books->FoldNow();
  books->Stop();
  books.reset();
  books = Open(disk);
  books->FoldNow();
  books->Stop();
  books.reset();
  const testing::FaultEnv fresh;
  books = Open(fresh);
  books->FoldNow();
  books->Stop();
  books.reset();
  EXPECT_EQ(Rows(disk), Rows(fresh));
}

TEST(NewestChangesTest, OneOfEachKeyIsKept) {
  std::vector<Change> changes = {
      {"a", "1"}, {"b", "1"}, {"a", "2"}, {"c", "", true}, {"b", "", true}};
  KeepNewest(&changes);
  ASSERT_EQ(changes.size(), 3u);
  EXPECT_EQ(changes[0].key + changes[0].value, "a2");
  EXPECT_EQ(changes[1].key, "c");
  EXPECT_TRUE(changes[1].erase);
  EXPECT_EQ(changes[2].key, "b");
  EXPECT_TRUE(changes[2].erase);
}

}  // namespace
}  // namespace greenledger::ranking
