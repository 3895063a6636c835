// Snapshots are whole data folders, taken while commits go on; a check of one
// finds what is damaged in it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rocksdb/env.h>

#include <atomic>
#include <fstream>
#include <random>
#include <thread>

#include "storage/folder_check.h"
#include "storage/store.h"
#include "tests/storage/scribe.h"
#include "tests/storage/table_bits.h"
#include "tests/testing/fault_env.h"
#include "tests/testing/memory_folder.h"
#include "tests/testing/seeds.h"
#include "tests/testing/temp_folder.h"

namespace greenledger::storage {
namespace {

namespace fs = std::filesystem;
using ::greenledger::testing::FaultEnv;
using ::greenledger::testing::MemoryFolder;
using ::greenledger::testing::TempFolder;
using ::testing::HasSubstr;

constexpr uint8_t kSnapshotTable = 2;

bool GoOn(uint64_t, uint64_t, uint64_t) { return true; }

std::unique_ptr<Store> MustOpen(Store::Options options) {
  auto store = Store::Open(std::move(options));
  EXPECT_TRUE(store.ok()) << store.status();
  return store.ok() ? *std::move(store) : nullptr;
}

void WriteRow(Store& store, const std::string& key) {
  RowBatch batch;
  batch.Put(1, kSnapshotTable, key, std::string(200, 'r'));
  EXPECT_TRUE(store.WriteRows(std::move(batch)).ok());
}

TEST(Snapshot, IsTheFolderBetweenTwoCommits) {
  const MemoryFolder folder;
  auto store = MustOpen({.path = folder.path(), .env = folder.env()});
  Scribe scribe;
  ASSERT_TRUE(scribe.Commit(*store, {{1, 70}, {2, 3}}).ok());
  WriteRow(*store, "row");
  const auto snapshot = store->TakeSnapshot("one");
  ASSERT_TRUE(snapshot.ok()) << snapshot.status();
  EXPECT_EQ(snapshot->commit, 1u);
  ASSERT_TRUE(scribe.Commit(*store, {{1, 5}}).ok());

  const auto copy = MustOpen(
      {.path = snapshot->path, .read_only = true, .env = folder.env()});
  EXPECT_EQ(copy->commit_number(), 1u);
  EXPECT_EQ(SizeOf(*copy, 1), 70u);
  EXPECT_EQ(snapshot->heads.size(), 2u);
  EXPECT_EQ(snapshot->heads[0].root, copy->Head(1)->root);
  EXPECT_TRUE(copy->GetRow(1, kSnapshotTable, "row").ok());
  ExpectWhole(*copy);
}

TEST(Snapshot, IsGoneWhenDroppedAndAfterARestart) {
  const MemoryFolder folder;
  auto store = MustOpen({.path = folder.path(), .env = folder.env()});
  Scribe scribe;
  ASSERT_TRUE(scribe.Commit(*store, {{1, 3}}).ok());
  const auto first = store->TakeSnapshot("one");
  ASSERT_TRUE(first.ok()) << first.status();
  const absl::Status dropped = store->DropSnapshot("one");
  ASSERT_TRUE(dropped.ok()) << dropped;
  EXPECT_TRUE(folder.env()->FileExists(first->path).IsNotFound());
  EXPECT_TRUE(store->DropSnapshot("one").ok());
  const auto second = store->TakeSnapshot("one");
  ASSERT_TRUE(second.ok()) << second.status();
  store.reset();
  store = MustOpen({.path = folder.path(), .env = folder.env()});
  EXPECT_TRUE(folder.env()->FileExists(second->path).IsNotFound());
  ExpectWhole(*store);
}

TEST(Snapshot, HoldsWhatWasCommittedBeforeWhileCommitsGoOn) {
  const TempFolder folder;
  auto store = MustOpen({.path = folder.File("data")});
  Scribe scribe;
  ASSERT_TRUE(scribe.Commit(*store, {{1, 100}}).ok());
  std::atomic<uint64_t> acknowledged = 1;
  std::atomic<bool> stop = false;
  std::thread writer([&] {
    while (!stop) {
      EXPECT_TRUE(scribe.Commit(*store, {{1, 40}, {2, 1}}).ok());
      ++acknowledged;
      WriteRow(*store, std::to_string(acknowledged % 100));
    }
  });
  for (int i = 0; i < 5; ++i) {
    const uint64_t before = acknowledged;
    while (acknowledged < before + 20) std::this_thread::yield();
    const uint64_t told = acknowledged;
    const auto snapshot = store->TakeSnapshot("one");
    ASSERT_TRUE(snapshot.ok()) << snapshot.status();
    const auto copy = MustOpen({.path = snapshot->path, .read_only = true});
    EXPECT_GE(copy->commit_number(), told);
    EXPECT_EQ(copy->commit_number(), snapshot->commit);
    ExpectWhole(*copy);
  }
  stop = true;
  writer.join();
  ExpectWhole(*store);
}

TEST(Snapshot, RefusesAnAnchorThatWasChanged) {
  MemoryFolder folder;
  auto store = MustOpen({.path = folder.path(), .env = folder.env()});
  Scribe scribe;
  ASSERT_TRUE(scribe.Commit(*store, {{1, 3}}).ok());
  const std::string older = folder.Image().at("ANCHOR");
  ASSERT_TRUE(scribe.Commit(*store, {{1, 3}}).ok());
  folder.Write("ANCHOR", older);
  const auto snapshot = store->TakeSnapshot("one");
  EXPECT_EQ(snapshot.status().code(), absl::StatusCode::kDataLoss);
  EXPECT_THAT(std::string(snapshot.status().message()), HasSubstr("commit 2"));
}

TEST(Snapshot, MayFailAtAnyOperationAndNothingIsLost) {
  for (uint64_t k = 1;; ++k) {
    SCOPED_TRACE("operation " + std::to_string(k));
    const FaultEnv disk;
    uint64_t acknowledged = 0;
    bool reached = false;
    {
      auto store = MustOpen({.path = "/data", .env = disk.env()});
      Scribe scribe;
      ASSERT_TRUE(scribe.Commit(*store, {{1, 70}}).ok());
      WriteRow(*store, "row");
      disk.files().FailAt(k, /*for_ever=*/false);
      const auto snapshot = store->TakeSnapshot("one");
      reached = disk.files().operations() >= k;
      disk.files().Heal();
      // One that was made although an operation failed is whole.
      if (snapshot.ok()) {
        const auto copy = MustOpen(
            {.path = snapshot->path, .read_only = true, .env = disk.env()});
        ExpectWhole(*copy);
        EXPECT_EQ(SizeOf(*copy, 1), 70u);
      }
      const absl::Status committed = scribe.Commit(*store, {{1, 1}});
      acknowledged = committed.ok() ? 71 : 70;
    }
    const auto store = MustOpen({.path = "/data", .env = disk.env()});
    EXPECT_GE(SizeOf(*store, 1), acknowledged);
    ExpectWhole(*store);
    EXPECT_TRUE(disk.env()->FileExists("/data/snapshots").IsNotFound());
    if (::testing::Test::HasFailure() || !reached) break;
  }
}

TEST(FolderCheck, FindsNothingInAWholeFolder) {
  const MemoryFolder folder;
  auto store = MustOpen({.path = folder.path(), .env = folder.env()});
  Scribe scribe;
  for (int i = 0; i < 3; ++i) {
    ASSERT_TRUE(scribe.Commit(*store, {{1, 300}, {2, 1}}).ok());
  }
  const auto snapshot = store->TakeSnapshot("one");
  ASSERT_TRUE(snapshot.ok()) << snapshot.status();
  uint64_t done = 0;
  uint64_t total = 0;
  const auto report =
      CheckFolder(folder.env(), snapshot->path,
                  [&](uint64_t more, uint64_t done_now, uint64_t total_now) {
                    done += more;
                    EXPECT_EQ(done, done_now);
                    total = total_now;
                    return true;
                  });
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_TRUE(report->damage.empty());
  EXPECT_EQ(report->entries, 903u);
  EXPECT_GE(report->files, 2u);
  EXPECT_GT(done, report->bytes);
  EXPECT_LE(done, total);
}

TEST(FolderCheck, EndsWhenTold) {
  const MemoryFolder folder;
  auto store = MustOpen({.path = folder.path(), .env = folder.env()});
  Scribe scribe;
  ASSERT_TRUE(scribe.Commit(*store, {{1, 300}}).ok());
  const auto snapshot = store->TakeSnapshot("one");
  const auto report =
      CheckFolder(folder.env(), snapshot->path,
                  [](uint64_t, uint64_t, uint64_t) { return false; });
  EXPECT_EQ(report.status().code(), absl::StatusCode::kCancelled);
}

// A folder with entries and rows in table files, and a copy with one byte of
// one file changed.
class DamagedFolderTest : public ::testing::Test {
 protected:
  DamagedFolderTest() {
    auto store = MustOpen({.path = folder_.File("data")});
    Scribe scribe;
    for (int i = 0; i < 4; ++i) {
      EXPECT_TRUE(scribe.Commit(*store, {{1, 200}, {2, 60}}).ok());
      WriteRow(*store, std::to_string(i));
      const auto made = store->TakeSnapshot("one");
      EXPECT_TRUE(made.ok()) << made.status();
    }
    fs::copy(folder_.File("data/snapshots/one"), folder_.File("whole"),
             fs::copy_options::recursive);
  }

  std::vector<std::string> Files(const std::string& suffix) const {
    std::vector<std::string> names;
    for (const auto& file : fs::directory_iterator(folder_.File("whole/db"))) {
      const std::string name = file.path().filename();
      if (name.ends_with(suffix)) names.push_back(name);
    }
    return names;
  }

  // The check of a fresh copy with one bit of `name` flipped.
  absl::StatusOr<FolderReport> CheckFlipped(const std::string& name,
                                            uint64_t bit) {
    const std::string copy = folder_.File("copy");
    fs::remove_all(copy);
    fs::copy(folder_.File("whole"), copy, fs::copy_options::recursive);
    std::fstream file(copy + "/" + name,
                      std::ios::in | std::ios::out | std::ios::binary);
    const auto at = static_cast<std::streamoff>(bit / 8);
    char byte = 0;
    file.seekg(at).get(byte);
    file.seekp(at).put(static_cast<char>(byte ^ (1 << (bit % 8))));
    file.close();
    return CheckFolder(nullptr, copy, GoOn);
  }

  const TempFolder folder_;
};

TEST_F(DamagedFolderTest, EveryFlippedBitOfATableIsFoundWithItsFile) {
  const auto tables = Files(".sst");
  ASSERT_GE(tables.size(), 6u);
  testing::ForEachSeed(100, [&](uint64_t seed) {
    std::mt19937_64 random(seed);
    const std::string name = "db/" + tables[random() % tables.size()];
    std::string table;
    ASSERT_TRUE(rocksdb::ReadFileToString(rocksdb::Env::Default(),
                                          folder_.File("whole/" + name), &table)
                    .ok());
    const uint64_t bit = AnyBitOfTable(random, table);
    SCOPED_TRACE(name + " bit " + std::to_string(bit));
    const auto report = CheckFlipped(name, bit);
    ASSERT_TRUE(report.ok()) << report.status();
    ASSERT_FALSE(report->damage.empty());
    EXPECT_EQ(report->damage.front().where, name);
  });
}

TEST_F(DamagedFolderTest, AFlippedBitOfTheManifestIsFound) {
  std::mt19937_64 random(7);
  for (const std::string& file : Files("")) {
    if (!file.starts_with("MANIFEST")) continue;
    const uint64_t bits = 8 * fs::file_size(folder_.File("whole/db/" + file));
    for (int i = 0; i < 20; ++i) {
      const auto report = CheckFlipped("db/" + file, random() % bits);
      ASSERT_TRUE(report.ok()) << report.status();
      ASSERT_FALSE(report->damage.empty());
      EXPECT_FALSE(report->damage.front().rows_only);
    }
  }
}

}  // namespace
}  // namespace greenledger::storage
