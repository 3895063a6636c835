#include "storage/store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>

#include "storage/anchor.h"
#include "storage/commit_state.h"
#include "storage/engine.h"
#include "tests/storage/scribe.h"
#include "tests/testing/memory_folder.h"

namespace greenledger::storage {
namespace {

using ::greenledger::testing::FolderImage;
using ::greenledger::testing::MemoryFolder;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

class StoreTest : public ::testing::Test {
 protected:
  absl::StatusOr<std::unique_ptr<Store>> TryOpen(bool read_only = false) {
    store_.reset();
    return Store::Open(
        {.path = folder_.path(), .read_only = read_only, .env = folder_.env()});
  }

  void Open(bool read_only = false) {
    auto store = TryOpen(read_only);
    ASSERT_TRUE(store.ok()) << store.status();
    store_ = *std::move(store);
  }

  void Commit(const std::vector<Part>& parts) {
    const absl::Status s = scribe_.Commit(*store_, parts);
    ASSERT_TRUE(s.ok()) << s;
  }

  std::vector<uint64_t> Indices(uint64_t book, uint64_t from, size_t most) {
    std::vector<uint64_t> indices;
    const absl::Status s =
        store_->ReadEntries(book, from, [&](uint64_t index, std::string_view) {
          indices.push_back(index);
          return indices.size() < most;
        });
    EXPECT_TRUE(s.ok()) << s;
    return indices;
  }

  MemoryFolder folder_;
  std::unique_ptr<Store> store_;
  Scribe scribe_;
};

TEST_F(StoreTest, NewFolderIsEmpty) {
  Open();
  EXPECT_EQ(store_->commit_number(), 0u);
  EXPECT_TRUE(store_->Heads().empty());
  EXPECT_EQ(store_->Head(7), std::nullopt);
  EXPECT_TRUE(Indices(7, 0, 10).empty());
}

TEST_F(StoreTest, WhatWasCommittedIsThereAfterReopening) {
  Open();
  Commit({{.book = 7, .count = 3}});
  Commit({{.book = 7, .count = 200}, {.book = 2, .count = 1}});
  for (int round = 0; round < 3; ++round) {
    EXPECT_EQ(store_->commit_number(), 2u);
    EXPECT_EQ(SizeOf(*store_, 7), 203u);
    EXPECT_EQ(SizeOf(*store_, 2), 1u);
    ExpectWhole(*store_);
    Open();
  }
}

TEST_F(StoreTest, GoesOnAfterReopening) {
  for (uint64_t round = 1; round <= 5; ++round) {
    Open();
    Commit({{.book = 1, .count = round}, {.book = 100 + round, .count = 2}});
    EXPECT_EQ(store_->commit_number(), round);
    ExpectWhole(*store_);
  }
}

TEST_F(StoreTest, HeadsAreInTheOrderOfTheirBooks) {
  Open();
  Commit({{.book = 300, .count = 1}, {.book = 2, .count = 1}});
  Commit({{.book = uint64_t{1} << 63, .count = 1}});
  Open();
  const std::vector<BookHead> heads = store_->Heads();
  ASSERT_EQ(heads.size(), 3u);
  EXPECT_EQ(heads[0].book, 2u);
  EXPECT_EQ(heads[1].book, 300u);
  EXPECT_EQ(heads[2].book, uint64_t{1} << 63);
}

TEST_F(StoreTest, ReadsBeginAndEndAnywhere) {
  Open();
  Commit({{.book = 5, .count = 4}, {.book = 6, .count = 2}});
  Commit({{.book = 5, .count = 3}});
  EXPECT_THAT(Indices(5, 2, 3), ElementsAre(2, 3, 4));
  EXPECT_THAT(Indices(5, 4, 1), ElementsAre(4));
  EXPECT_THAT(Indices(5, 6, 9), ElementsAre(6));
  EXPECT_THAT(Indices(5, 7, 9), ElementsAre());
  EXPECT_THAT(Indices(6, 0, 9), ElementsAre(0, 1));
  for (uint64_t i = 0; i < 7; ++i) {
    EXPECT_EQ(*store_->ReadEntry(5, i), EntryOf(5, i));
  }
  EXPECT_EQ(
      store_->ReadEntry(5, 7).status(),
      absl::OutOfRangeError("book 5 has no entry 7: must be below its size 7"));
  EXPECT_EQ(store_->ReadEntry(9, 0).status().code(),
            absl::StatusCode::kOutOfRange);
}

TEST_F(StoreTest, ALargeCommitIsReadFromAnyEntry) {
  Open();
  Commit({{.book = 5, .count = 1}});
  Commit({{.book = 5, .count = 300}, {.book = 6, .count = 64}});
  for (const uint64_t i : {0, 1, 64, 65, 128, 300}) {
    EXPECT_EQ(*store_->ReadEntry(5, i), EntryOf(5, i));
  }
  EXPECT_THAT(Indices(5, 63, 4), ElementsAre(63, 64, 65, 66));
  Open();
  ExpectWhole(*store_);
}

TEST_F(StoreTest, EntriesMayBeEmptyOrAsLongAsAllowed) {
  Open();
  const std::string longest(65'535, 'x');
  const Chunk chunk{.book = 1, .entries = {"", longest, "", "y"}};
  ASSERT_TRUE(store_->Commit({&chunk, 1}).ok());
  EXPECT_EQ(*store_->ReadEntry(1, 0), "");
  EXPECT_EQ(*store_->ReadEntry(1, 1), longest);
  EXPECT_EQ(*store_->ReadEntry(1, 3), "y");
}

TEST_F(StoreTest, ChunksThatDoNotFitAreRefusedAndLeaveNoTrace) {
  Open();
  Commit({{.book = 1, .count = 2}});
  const std::string too_long(65'536, 'x');
  const Chunk good{.book = 1, .first_index = 2, .entries = {"a"}};
  const struct {
    Chunk chunk;
    std::string_view message;
  } cases[] = {
      {{.book = 1, .first_index = 1, .entries = {"a"}},
       "begins at 1: must begin at the book's size 2"},
      {{.book = 9, .first_index = 1, .entries = {"a"}},
       "begins at 1: must begin at the book's size 0"},
      {{.book = 9}, "is empty: must have an entry"},
      {{.book = 9, .entries = {too_long}},
       "has 65536 bytes: must have at most 65535"},
      {good, "has two chunks: must have one"},
  };
  for (const auto& [bad, message] : cases) {
    const Chunk chunks[] = {good, bad};
    const absl::Status s = store_->Commit(chunks);
    EXPECT_EQ(s.code(), absl::StatusCode::kInvalidArgument);
    EXPECT_THAT(std::string(s.message()), HasSubstr(message));
  }
  EXPECT_EQ(store_->commit_number(), 1u);
  EXPECT_TRUE(store_->Commit({&good, 1}).ok());
}

TEST_F(StoreTest, OnlyOneMayHaveTheFolderOpen) {
  Open();
  const auto second =
      Store::Open({.path = folder_.path(), .env = folder_.env()});
  EXPECT_EQ(second.status().code(), absl::StatusCode::kAborted);
  EXPECT_THAT(std::string(second.status().message()),
              HasSubstr("another process has it open"));
}

TEST_F(StoreTest, ReadOnlyChangesNothing) {
  Open();
  Commit({{.book = 1, .count = 10}});
  store_.reset();
  const FolderImage before = folder_.Image();
  Open(/*read_only=*/true);
  ExpectWhole(*store_);
  EXPECT_EQ(SizeOf(*store_, 1), 10u);
  const Chunk chunk{.book = 1, .first_index = 10, .entries = {"a"}};
  EXPECT_EQ(store_->Commit({&chunk, 1}).code(),
            absl::StatusCode::kFailedPrecondition);
  store_.reset();
  EXPECT_EQ(folder_.Image(), before);
}

TEST_F(StoreTest, SaysTheOptionsInForce) {
  Open();
  const std::string options = store_->engine_options();
  EXPECT_LT(options.size(), 500u) << "is cut by the log";
  for (const std::string_view part :
       {"RocksDB=", " wal_recovery_mode=0 ", " verify_wals=1 ", " paranoid=1 ",
        " recycle_logs=0 ", " manual_wal_flush=0 ", " unordered_write=0 "}) {
    EXPECT_THAT(options, HasSubstr(part));
  }
}

TEST_F(StoreTest, ReadOnlyMakesNoFolder) {
  EXPECT_EQ(TryOpen(/*read_only=*/true).status().code(),
            absl::StatusCode::kNotFound);
  EXPECT_TRUE(folder_.Image().empty());
}

constexpr std::string_view kNewer =
    "data folder has schema 2, this program knows 1: use a newer greenledgerd";

TEST_F(StoreTest, NewerSchemaInTheAnchorIsRefusedUntouched) {
  Open();
  Commit({{.book = 1, .count = 1}});
  store_.reset();
  FolderImage image = folder_.Image();
  image["ANCHOR"].replace(0, kAnchorSlotSize,
                          EncodeAnchorSlot({.schema = 2, .commit = 2}));
  folder_.Write("ANCHOR", image["ANCHOR"]);
  EXPECT_EQ(TryOpen().status(),
            absl::FailedPreconditionError(std::string(kNewer)));
  EXPECT_EQ(folder_.Image(), image);
}

TEST_F(StoreTest, NewerSchemaInTheDatabaseIsRefused) {
  Open();
  store_.reset();
  std::unique_ptr<Engine> engine;
  ASSERT_TRUE(OpenEngine({.env = folder_.env(), .path = folder_.path() + "/db"},
                         &engine)
                  .ok());
  CommitState newer = FirstState();
  newer.schema = 2;
  ASSERT_TRUE(engine->db
                  ->Put(rocksdb::WriteOptions(), engine->meta,
                        std::string(StateKey()), EncodeState(newer) + "more")
                  .ok());
  engine.reset();
  EXPECT_EQ(TryOpen().status(),
            absl::FailedPreconditionError(std::string(kNewer)));
}

TEST(StoreOnDisk, RoundTrip) {
  const std::filesystem::path path =
      std::filesystem::path(::testing::TempDir()) /
      ("store_on_disk." + std::to_string(::getpid()));
  std::filesystem::remove_all(path);
  Scribe scribe;
  for (uint64_t round = 1; round <= 3; ++round) {
    auto store = Store::Open({.path = path.string()});
    ASSERT_TRUE(store.ok()) << store.status();
    ASSERT_TRUE(scribe.Commit(**store, {{.book = 1, .count = 500}}).ok());
    EXPECT_EQ(Store::Open({.path = path.string()}).status().code(),
              absl::StatusCode::kAborted);
    EXPECT_EQ(SizeOf(**store, 1), 500 * round);
    ExpectWhole(**store);
  }
  EXPECT_FALSE(std::filesystem::exists(path / "db" / "LOG"));
  std::filesystem::remove_all(path);
}

}  // namespace
}  // namespace greenledger::storage
