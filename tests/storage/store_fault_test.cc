// The disk fails or the power goes; what was acknowledged stays.
#include <gtest/gtest.h>

#include <mutex>
#include <random>
#include <string>
#include <tuple>

#include "storage/store.h"
#include "tests/storage/scribe.h"
#include "tests/testing/fault_env.h"
#include "tests/testing/seeds.h"

namespace greenledger::storage {
namespace {

using ::greenledger::testing::Fault;
using ::greenledger::testing::FaultEnv;

constexpr uint8_t kTable = 1;

absl::StatusOr<std::unique_ptr<Store>> Open(const FaultEnv& disk) {
  return Store::Open({.path = "/data", .env = disk.env()});
}

// What the world was told, and what the rows say at most.
struct Told {
  uint64_t commits = 0;
  std::map<uint64_t, uint64_t> sizes;
};

void Tell(const Store& store, Told* told) {
  told->commits = store.commit_number();
  for (const BookHead& head : store.Heads()) {
    told->sizes[head.book] = head.size;
  }
}

absl::Status WriteApplied(Store& store, uint64_t through) {
  RowBatch batch;
  batch.Put(1, kTable, "applied", std::to_string(through));
  return store.WriteRows(std::move(batch));
}

// Opens, commits and writes rows until something fails or the work is done.
void Work(const FaultEnv& disk, int commits, Told* told) {
  auto opened = Open(disk);
  if (!opened.ok()) return;
  Store& store = **opened;
  Scribe scribe(store);
  for (int i = 0; i < commits; ++i) {
    const std::vector<Part> parts = {
        {.book = 1, .count = 3},
        {.book = 2 + static_cast<uint64_t>(i % 3), .count = 1}};
    if (!scribe.Commit(store, parts).ok()) return;
    Tell(store, told);
    if (!WriteApplied(store, SizeOf(store, 1)).ok()) return;
    if (i % 3 == 2 && !store.FlushRows().ok()) return;
  }
}

// Reopens, checks, and goes on with one more commit.
void ExpectKept(const FaultEnv& disk, Told* told) {
  auto store = Open(disk);
  ASSERT_TRUE(store.ok()) << store.status();
  // One more than was told: the last commit may have become durable all the
  // same.
  EXPECT_GE((*store)->commit_number(), told->commits);
  EXPECT_LE((*store)->commit_number(), told->commits + 1);
  for (const auto& [book, size] : told->sizes) {
    EXPECT_GE(SizeOf(**store, book), size) << "book " << book;
  }
  ExpectWhole(**store);
  const auto applied = (*store)->GetRow(1, kTable, "applied");
  if (applied.ok()) {
    EXPECT_LE(std::stoull(*applied), SizeOf(**store, 1));
  }
  Scribe scribe(**store);
  EXPECT_TRUE(scribe.Commit(**store, {{.book = 1, .count = 1}}).ok());
  Tell(**store, told);
}

using Sweep = std::tuple<Fault, bool>;

std::string NameOf(const ::testing::TestParamInfo<Sweep>& info) {
  static constexpr std::string_view kFaults[] = {"IoError", "NoSpace",
                                                 "ShortWrite", "FolderSync"};
  const auto [fault, for_ever] = info.param;
  return std::string(kFaults[static_cast<size_t>(fault)]) +
         (for_ever ? "ForEver" : "Once");
}

class FaultSweepTest : public ::testing::TestWithParam<Sweep> {
 protected:
  void FailAt(const FaultEnv& disk, uint64_t k) const {
    const auto [fault, for_ever] = GetParam();
    disk.files().FailAt(k, for_ever, fault);
  }
};

TEST_P(FaultSweepTest, EveryOperationInTurn) {
  uint64_t failed = 0;
  for (uint64_t k = 1;; ++k) {
    SCOPED_TRACE("operation " + std::to_string(k));
    FaultEnv disk;
    Told told;
    Work(disk, 3, &told);
    FailAt(disk, k);
    Work(disk, 13, &told);
    const bool reached = disk.files().operations() >= k;
    disk.files().Heal();
    ExpectKept(disk, &told);
    if (::testing::Test::HasFailure() || !reached) break;
    ++failed;
  }
  const bool any_operation = std::get<0>(GetParam()) != Fault::kFolderSync;
  EXPECT_GT(failed, any_operation ? 50u : 3u);
}

TEST_P(FaultSweepTest, EveryOperationInTurnOnANewFolder) {
  for (uint64_t k = 1;; ++k) {
    SCOPED_TRACE("operation " + std::to_string(k));
    FaultEnv disk;
    Told told;
    FailAt(disk, k);
    Work(disk, 1, &told);
    const bool reached = disk.files().operations() >= k;
    disk.files().Heal();
    ExpectKept(disk, &told);
    if (::testing::Test::HasFailure() || !reached) break;
  }
}

INSTANTIATE_TEST_SUITE_P(
    Faults, FaultSweepTest,
    ::testing::Combine(::testing::Values(Fault::kIoError, Fault::kNoSpace,
                                         Fault::kShortWrite,
                                         Fault::kFolderSync),
                       ::testing::Bool()),
    NameOf);

TEST(PowerLoss, AcknowledgedCommitsAreKept) {
  const testing::Seeds seeds = testing::SeedsFor(500);
  for (uint64_t seed = seeds.first; seed < seeds.first + seeds.count; ++seed) {
    SCOPED_TRACE(testing::Reproduce(seed));
    std::mt19937_64 random(seed);
    FaultEnv disk;
    Told told;
    for (int cut = 0; cut < 3; ++cut) {
      disk.files().FailAt(1 + random() % 120, /*for_ever=*/true);
      Work(disk, 15, &told);
      disk.files().Freeze();
      disk.files().LosePower(random);
      ExpectKept(disk, &told);
      if (::testing::Test::HasFailure()) return;
    }
  }
}

// RocksDB's own log would be a file on the full disk, and failing to write that
// would abort the process.
TEST(FullDisk, RocksDbSaysSoToTheCallerAndWritesNoLogOfItsOwn) {
  FaultEnv disk;
  std::mutex mutex;
  std::string told;
  auto store = Store::Open(
      {.path = "/data", .env = disk.env(), .log = [&](std::string_view line) {
         const std::lock_guard lock(mutex);
         told.append(line).append("\n");
       }});
  ASSERT_TRUE(store.ok()) << store.status();
  EXPECT_EQ(told, "") << "nothing is wrong yet";
  Scribe scribe;
  ASSERT_TRUE(scribe.Commit(**store, {{.book = 1, .count = 1}}).ok());
  disk.files().FailAt(1, /*for_ever=*/true, Fault::kNoSpace);
  EXPECT_EQ(scribe.Commit(**store, {{.book = 1, .count = 1}}).code(),
            absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(*(*store)->ReadEntry(1, 0), EntryOf(1, 0)) << "reading goes on";
  EXPECT_TRUE(disk.env()->FileExists("/data/db/LOG").IsNotFound());
  disk.files().Heal();
  store->reset();
  const std::lock_guard lock(mutex);
  EXPECT_NE(told.find("No space left on device"), std::string::npos) << told;
}

TEST(FailedCommit, NothingIsWrittenAfterIt) {
  FaultEnv disk;
  auto store = Open(disk);
  ASSERT_TRUE(store.ok()) << store.status();
  const Chunk chunk{.book = 1, .entries = {"entry"}};
  disk.files().FailAt(1, /*for_ever=*/false);
  const absl::Status first = (*store)->Commit({&chunk, 1});
  EXPECT_EQ(first.code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ((*store)->Commit({&chunk, 1}), first);
  EXPECT_EQ((*store)->commit_number(), 0u);
}

TEST(NewFolder, IsAsDurableAsWhatIsInIt) {
  const FaultEnv disk;
  ASSERT_TRUE(Open(disk).ok());
  EXPECT_TRUE(disk.files().WasSynced("/data"));
  EXPECT_TRUE(disk.files().WasSynced("/"));
}

}  // namespace
}  // namespace greenledger::storage
