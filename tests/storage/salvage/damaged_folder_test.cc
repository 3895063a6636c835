// What is read from a damaged folder is what was written, and all that is not
// damaged is found.
#include "storage/salvage/damaged_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "storage/chunk_codec.h"
#include "tests/storage/damage_testing.h"
#include "tests/testing/seeds.h"

namespace greenledger::storage {
namespace {

using ::greenledger::testing::FolderImage;
using ::greenledger::testing::MemoryFolder;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

class DamagedFolderTest : public StoreDamageTest {
 protected:
  // The folder with everything in table files, as after a start.
  FolderImage InTables() const {
    const MemoryFolder folder(image_);
    EXPECT_TRUE(Open(folder).ok());
    EXPECT_TRUE(Open(folder).ok());
    return folder.Image();
  }

  // Reads all chunks, expects them right, and returns how many entries there
  // were.
  static uint64_t Read(DamagedFolder& folder) {
    uint64_t entries = 0;
    for (const uint64_t book : folder.Books()) {
      auto chunk = folder.ChunkFrom(book, 0);
      for (; chunk; chunk = folder.ChunkFrom(book, chunk->end_index())) {
        for (size_t i = 0; i < chunk->entries.size(); ++i) {
          EXPECT_EQ(chunk->entries[i], EntryOf(book, chunk->first_index + i));
        }
        entries += chunk->entries.size();
      }
    }
    return entries;
  }
};

constexpr uint64_t kEntries = 23 * kCommits;

TEST_F(DamagedFolderTest, WholeFolders) {
  for (const FolderImage& image : {image_, InTables()}) {
    const MemoryFolder files(image);
    const auto folder = DamagedFolder::Open(files.path(), files.env());
    ASSERT_TRUE(folder.ok()) << folder.status();
    EXPECT_EQ((*folder)->anchor()->commit, kCommits);
    EXPECT_EQ((*folder)->newest()->commit, kCommits);
    EXPECT_EQ((*folder)->newest()->chain, (*folder)->anchor()->chain);
    EXPECT_THAT((*folder)->Books(), ElementsAre(1, 2, 3));
    EXPECT_EQ((*folder)->Roots(1).rbegin()->first, 20 * kCommits);
    EXPECT_EQ(Read(**folder), kEntries);
    EXPECT_EQ(Read(**folder), kEntries) << "again from the beginning";
    EXPECT_THAT((*folder)->Damage(), ElementsAre());
    EXPECT_EQ(files.Image(), image);
  }
}

TEST_F(DamagedFolderTest, NeedsNoListsOfFiles) {
  FolderImage image = InTables();
  std::erase_if(image, [](const auto& file) {
    return !file.first.ends_with(".sst") && !file.first.ends_with(".log");
  });
  const MemoryFolder files(image);
  const auto folder = DamagedFolder::Open(files.path(), files.env());
  ASSERT_TRUE(folder.ok()) << folder.status();
  EXPECT_EQ((*folder)->anchor(), std::nullopt);
  EXPECT_EQ(Read(**folder), kEntries);
  EXPECT_THAT((*folder)->Damage(), ElementsAre("the file ANCHOR is missing"));
}

TEST_F(DamagedFolderTest, NoFolder) {
  const MemoryFolder files;
  EXPECT_EQ(DamagedFolder::Open("/nothing", files.env()).status().code(),
            absl::StatusCode::kNotFound);
}

TEST_F(DamagedFolderTest, NewerSchema) {
  image_["ANCHOR"].replace(0, kAnchorSlotSize,
                           EncodeAnchorSlot({.schema = 2, .commit = 32}));
  const MemoryFolder files(image_);
  EXPECT_THAT(
      std::string(
          DamagedFolder::Open(files.path(), files.env()).status().message()),
      HasSubstr("data folder has schema 2, this program knows 1"));
}

TEST_F(DamagedFolderTest, DamageCostsLittleAndInventsNothing) {
  const FolderImage images[] = {image_, InTables()};
  const testing::Seeds seeds = testing::SeedsFor(200);
  for (uint64_t i = 0; i < seeds.count && !HasFailure(); ++i) {
    SCOPED_TRACE(testing::Reproduce(seeds.first + i));
    std::mt19937_64 random(seeds.first + i);
    FolderImage image = images[random() % 2];
    auto damaged = image.begin();
    std::advance(damaged, random() % image.size());
    if (damaged->second.empty()) continue;
    const size_t at = random() % damaged->second.size();
    damaged->second[at] = static_cast<char>(damaged->second[at] ^ 8);
    const MemoryFolder files(image);
    const auto folder = DamagedFolder::Open(files.path(), files.env());
    ASSERT_TRUE(folder.ok()) << folder.status();
    const uint64_t entries = Read(**folder);
    const bool has_log =
        damaged->first.ends_with(".sst") || damaged->first.ends_with(".log");
    EXPECT_EQ(entries == kEntries || has_log, true) << damaged->first;
    EXPECT_TRUE(entries == kEntries || !(*folder)->Damage().empty());
  }
}

// A damaged block in the middle of a table costs that block.
TEST_F(DamagedFolderTest, WhatIsBehindADamagedBlockIsRead) {
  FolderImage image = InTables();
  auto largest = image.begin();
  for (auto file = image.begin(); file != image.end(); ++file) {
    if (file->first.ends_with(".sst") &&
        file->second.size() > largest->second.size()) {
      largest = file;
    }
  }
  largest->second[largest->second.size() / 2] ^= 1;
  const MemoryFolder files(image);
  const auto folder = DamagedFolder::Open(files.path(), files.env());
  ASSERT_TRUE(folder.ok()) << folder.status();
  const uint64_t entries = Read(**folder);
  EXPECT_LT(entries, kEntries);
  EXPECT_GT(entries, kEntries / 2);
  EXPECT_THAT((*folder)->Damage(),
              ElementsAre(HasSubstr("block checksum mismatch")));
}

}  // namespace
}  // namespace greenledger::storage
