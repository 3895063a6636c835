// Files are damaged behind the store's back: everything acknowledged is there,
// or the store says what is missing. Never less, never silently.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "storage/anchor.h"
#include "storage/chunk_codec.h"
#include "storage/engine.h"
#include "storage/store.h"
#include "tests/storage/scribe.h"
#include "tests/testing/memory_folder.h"

namespace greenledger::storage {
namespace {

using ::greenledger::testing::FolderImage;
using ::greenledger::testing::MemoryFolder;
using ::testing::HasSubstr;

constexpr uint64_t kCommits = 30;

class StoreDamageTest : public ::testing::Test {
 protected:
  // Commits, flushing rows on the way so that there are several write-ahead
  // logs, and takes the files as a kill would leave them.
  void SetUp() override {
    const MemoryFolder folder;
    auto store = Store::Open({.path = folder.path(), .env = folder.env()});
    ASSERT_TRUE(store.ok()) << store.status();
    Scribe scribe;
    for (uint64_t i = 1; i <= kCommits; ++i) {
      ASSERT_TRUE(scribe
                      .Commit(**store, {{.book = 1, .count = 20},
                                        {.book = 2 + i % 2, .count = 3}})
                      .ok());
      images_.push_back(folder.Image());
      if (i % 10 != 0 || i == kCommits) continue;
      RowBatch rows;
      rows.Put(1, 1, "applied", std::to_string(i));
      ASSERT_TRUE((*store)->WriteRows(std::move(rows)).ok());
      ASSERT_TRUE((*store)->FlushRows().ok());
    }
    image_ = images_.back();
    for (const auto& [name, bytes] : image_) {
      if (name.ends_with(".log")) logs_.push_back(name);
    }
    ASSERT_EQ(logs_.size(), 3u);
  }

  static absl::StatusOr<std::unique_ptr<Store>> Open(const MemoryFolder& folder,
                                                     bool read_only = false) {
    return Store::Open(
        {.path = folder.path(), .read_only = read_only, .env = folder.env()});
  }

  // True if all acknowledged entries are there, false if loss was reported.
  bool OpensWholeOrSaysSo(const FolderImage& image) {
    const MemoryFolder folder(image);
    const auto store = Open(folder);
    if (store.ok()) {
      EXPECT_EQ((*store)->commit_number(), kCommits);
      EXPECT_EQ(SizeOf(**store, 1), 20 * kCommits);
      ExpectWhole(**store);
      return true;
    }
    EXPECT_EQ(store.status().code(), absl::StatusCode::kDataLoss)
        << store.status();
    EXPECT_THAT(std::string(store.status().message()), HasSubstr("commit"));
    return false;
  }

  std::string LossOf(const FolderImage& image) {
    const MemoryFolder folder(image);
    const auto store = Open(folder);
    EXPECT_EQ(store.status().code(), absl::StatusCode::kDataLoss)
        << store.status();
    return std::string(store.status().message());
  }

  std::vector<FolderImage> images_;  // after each commit
  FolderImage image_;
  std::vector<std::string> logs_;
};

TEST_F(StoreDamageTest, UndamagedIsWhole) {
  EXPECT_TRUE(OpensWholeOrSaysSo(image_));
}

TEST_F(StoreDamageTest, DeletedLiveLog) {
  image_.erase(logs_.back());
  EXPECT_THAT(LossOf(image_), HasSubstr("acknowledged commits 21 to 30"));
}

TEST_F(StoreDamageTest, DeletedMiddleLog) {
  image_.erase(logs_[1]);
  EXPECT_THAT(LossOf(image_), HasSubstr("Missing WAL"));
}

TEST_F(StoreDamageTest, AllLogsDeleted) {
  for (const std::string& log : logs_) image_.erase(log);
  EXPECT_THAT(LossOf(image_), HasSubstr("acknowledged commits 1 to 30"));
}

TEST_F(StoreDamageTest, NoDatabase) {
  const std::string anchor = image_["ANCHOR"];
  EXPECT_THAT(LossOf({{"ANCHOR", anchor}}),
              HasSubstr("acknowledged commits 1 to 30 missing: there is no "
                        "database"));
}

TEST_F(StoreDamageTest, LiveLogCutBetweenTwoRecords) {
  const std::string& log = logs_.back();
  for (uint64_t commit = 21; commit < kCommits; ++commit) {
    FolderImage cut = image_;
    cut[log].resize(images_[commit - 1][log].size());
    const std::string last = std::to_string(kCommits);
    EXPECT_THAT(LossOf(cut), HasSubstr(commit + 1 == kCommits
                                           ? "acknowledged commit " + last
                                           : "acknowledged commits " +
                                                 std::to_string(commit + 1) +
                                                 " to " + last));
  }
}

TEST_F(StoreDamageTest, LogsCutAnywhere) {
  std::mt19937_64 random(5);
  for (int round = 0; round < 60; ++round) {
    FolderImage cut = image_;
    std::string& bytes = cut[logs_[random() % logs_.size()]];
    if (bytes.empty()) continue;
    bytes.resize(random() % bytes.size());
    EXPECT_FALSE(OpensWholeOrSaysSo(cut));
  }
}

TEST_F(StoreDamageTest, FlippedBitsInLogs) {
  std::mt19937_64 random(6);
  int lost = 0;
  for (int round = 0; round < 150; ++round) {
    FolderImage flipped = image_;
    std::string& bytes = flipped[logs_[random() % logs_.size()]];
    const size_t at = random() % bytes.size();
    bytes[at] = static_cast<char>(bytes[at] ^ (1 << random() % 8));
    if (!OpensWholeOrSaysSo(flipped)) ++lost;
  }
  EXPECT_GT(lost, 100);
}

TEST_F(StoreDamageTest, ZeroedPagesInLogs) {
  std::mt19937_64 random(7);
  for (int round = 0; round < 60; ++round) {
    FolderImage zeroed = image_;
    std::string& bytes = zeroed[logs_[random() % logs_.size()]];
    const size_t at = random() % bytes.size();
    const size_t size = std::min<size_t>(4096, bytes.size() - at);
    bytes.replace(at, size, size, '\0');
    OpensWholeOrSaysSo(zeroed);
  }
}

TEST_F(StoreDamageTest, OlderLogInPlaceOfTheLiveOne) {
  image_[logs_.back()] = images_[24][logs_.back()];
  EXPECT_THAT(LossOf(image_), HasSubstr("acknowledged commits 26 to 30"));
}

TEST_F(StoreDamageTest, UnacknowledgedGarbageBehindTheLastCommitIsCutOff) {
  image_[logs_.back()] +=
      std::string("\x12\x34\x56\x78\x20\x00\x01", 7) + std::string(200, 'x');
  const MemoryFolder folder(image_);
  std::string told;
  auto store = Store::Open(
      {.path = folder.path(),
       .env = folder.env(),
       .log = [&](std::string_view line) { told.append(line).append("\n"); }});
  ASSERT_TRUE(store.ok()) << store.status();
  EXPECT_EQ((*store)->commit_number(), kCommits);
  ExpectWhole(**store);
  EXPECT_THAT(told, HasSubstr("database cut at its damage"));
  store->reset();
  const FolderImage after = folder.Image();
  const std::string log = logs_.back().substr(3);
  EXPECT_EQ(after.at("damaged-1/" + log), image_[logs_.back()]);
  EXPECT_TRUE(Open(folder).ok());
}

TEST_F(StoreDamageTest, ReadOnlyOfADamagedLogChangesNothing) {
  image_[logs_.back()] +=
      std::string("\x12\x34\x56\x78\x20\x00\x01", 7) + std::string(200, 'x');
  const MemoryFolder folder(image_);
  {
    const auto store = Open(folder, /*read_only=*/true);
    ASSERT_TRUE(store.ok()) << store.status();
    ExpectWhole(**store);
  }
  EXPECT_EQ(folder.Image(), image_);
}

TEST_F(StoreDamageTest, LossChangesNoFileWhereTheLogIsDamaged) {
  std::string& bytes = image_[logs_.back()];
  bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 1);
  const MemoryFolder folder(image_);
  EXPECT_EQ(Open(folder).status().code(), absl::StatusCode::kDataLoss);
  EXPECT_EQ(folder.Image(), image_);
}

class ChunkDamageTest : public StoreDamageTest {
 protected:
  // Changes the log behind the store's back and the number of its table
  // entries to what it was.
  void Change(const MemoryFolder& folder, const std::string& key,
              const std::optional<std::string>& value) {
    std::unique_ptr<Engine> engine;
    ASSERT_TRUE(OpenEngine({.env = folder.env(), .path = folder.path() + "/db"},
                           &engine)
                    .ok());
    rocksdb::DB& db = *engine->db;
    ASSERT_TRUE((value ? db.Put({}, engine->log, key, *value)
                       : db.Delete({}, engine->log, key))
                    .ok());
    ASSERT_TRUE(db.CompactRange({}, engine->log, nullptr, nullptr).ok());
  }
};

TEST_F(ChunkDamageTest, MissingInTheMiddle) {
  const MemoryFolder folder(image_);
  Change(folder, ChunkKey(1, 40), std::nullopt);
  EXPECT_EQ(Open(folder).status(),
            absl::DataLossError("the log has 59 chunks, must have 60 at commit "
                                "30: book 1 misses entry 40 to 59, of commit "
                                "3"));
}

TEST_F(ChunkDamageTest, MissingAtTheEnd) {
  const MemoryFolder folder(image_);
  Change(folder, ChunkKey(3, 42), std::nullopt);
  EXPECT_THAT(std::string(Open(folder).status().message()),
              HasSubstr("book 3 misses entry 42 to 44, of commit 28 to 30"));
}

TEST_F(ChunkDamageTest, WrongBytesAreFoundWhenRead) {
  const Chunk other{.book = 1, .first_index = 40, .entries = {"a", "b"}};
  const std::string front = EncodeChunkFront(other, 3);
  const std::string wrong_index =
      EncodeChunkFront({.book = 1, .first_index = 41, .entries = {"a"}}, 3) +
      "a";
  const std::string cases[] = {
      "", "", front, front + "a", front + "abc", front + "ab", wrong_index};
  for (const std::string& value : cases) {
    const MemoryFolder folder(image_);
    Change(folder, ChunkKey(1, 40), value);
    const auto store = Open(folder);
    ASSERT_TRUE(store.ok()) << store.status();
    uint64_t next = 0;
    const absl::Status s =
        (*store)->ReadEntries(1, 0, [&](uint64_t index, std::string_view) {
          next = index + 1;
          return true;
        });
    EXPECT_EQ(s.code(), absl::StatusCode::kDataLoss);
    EXPECT_EQ(s.message(), "book 1: the chunk with entry " +
                               std::to_string(next) + " is missing or damaged");
    EXPECT_EQ(next, value == front + "ab" ? 42u : 40u);
    EXPECT_EQ((*store)->ReadEntry(1, 45).status().code(),
              absl::StatusCode::kDataLoss);
  }
}

class AnchorDamageTest : public StoreDamageTest {
 protected:
  void Damage(uint64_t slot) {
    image_["ANCHOR"][slot * kAnchorSlotSize + 30] ^= 1;
  }
};

TEST_F(AnchorDamageTest, OneSlotIsSurvivable) {
  for (const uint64_t slot : {0u, 1u}) {
    const FolderImage good = image_;
    Damage(slot);
    EXPECT_TRUE(OpensWholeOrSaysSo(image_)) << "slot " << slot;
    image_ = good;
  }
}

TEST_F(AnchorDamageTest, BothSlotsAreNot) {
  Damage(0);
  Damage(1);
  EXPECT_THAT(LossOf(image_), HasSubstr("which commit was acknowledged last "
                                        "cannot be told"));
}

TEST_F(AnchorDamageTest, MissingOrEmptyFileIsNot) {
  image_["ANCHOR"].clear();
  EXPECT_FALSE(OpensWholeOrSaysSo(image_));
  image_.erase("ANCHOR");
  EXPECT_THAT(LossOf(image_), HasSubstr("the file ANCHOR is missing: whether "
                                        "commit 30"));
}

TEST_F(AnchorDamageTest, OfAnotherStoreOrAnOlderTime) {
  const FolderImage good = image_;
  image_["ANCHOR"] = images_[9]["ANCHOR"];
  EXPECT_THAT(LossOf(image_), HasSubstr("ANCHOR is older than the log: it "
                                        "ends at 10, the log at commit 30"));
  std::string other = EncodeAnchorSlot({.schema = 1, .commit = 30});
  image_["ANCHOR"].replace(0, kAnchorSlotSize, other);
  EXPECT_THAT(LossOf(image_),
              HasSubstr("commit 30 is not the one that was acknowledged"));
}

}  // namespace
}  // namespace greenledger::storage
