// Files are damaged behind the store's back: everything acknowledged is there,
// or the store says what is missing. Never less, never silently.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "storage/anchor.h"
#include "storage/chunk_codec.h"
#include "storage/engine.h"
#include "storage/store.h"
#include "tests/storage/damage_testing.h"

namespace greenledger::storage {
namespace {

using ::greenledger::testing::FolderImage;
using ::greenledger::testing::MemoryFolder;
using ::testing::HasSubstr;

// Looks like a record and is none.
const std::string kGarbage =
    std::string("\x12\x34\x56\x78\x20\x00\x01", 7) + std::string(200, 'x');

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

TEST_F(StoreDamageTest, FilesOfADatabaseWithoutAnchorAndList) {
  image_.erase("ANCHOR");
  image_.erase("db/CURRENT");
  EXPECT_THAT(LossOf(image_), HasSubstr("acknowledged commits from 1 on "
                                        "missing: there is no database"));
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

TEST_F(StoreDamageTest, OlderLogInPlaceOfTheLiveOne) {
  image_[logs_.back()] = images_[24][logs_.back()];
  EXPECT_THAT(LossOf(image_), HasSubstr("acknowledged commits 26 to 30"));
}

TEST_F(StoreDamageTest, UnacknowledgedGarbageBehindTheLastCommitIsCutOff) {
  image_[logs_.back()] += kGarbage;
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

TEST_F(StoreDamageTest, GarbageBehindTheManifestIsCutOff) {
  image_[manifest_] += kGarbage;
  const MemoryFolder folder(image_);
  {
    const auto store = Open(folder, /*read_only=*/true);
    ASSERT_TRUE(store.ok()) << store.status();
    ExpectWhole(**store);
  }
  EXPECT_EQ(folder.Image(), image_);
  for (int round = 0; round < 2; ++round) {
    const auto store = Open(folder);
    ASSERT_TRUE(store.ok()) << store.status();
    EXPECT_EQ((*store)->commit_number(), kCommits);
    EXPECT_EQ(*(*store)->GetRow(1, 1, "applied"), "20");
    ExpectWhole(**store);
  }
  EXPECT_EQ(folder.Image().at("damaged-1/" + manifest_.substr(3)),
            image_[manifest_]);
}

TEST_F(StoreDamageTest, ReadOnlyOfADamagedLogChangesNothing) {
  image_[logs_.back()] += kGarbage;
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
