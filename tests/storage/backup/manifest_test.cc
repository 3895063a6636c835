#include "storage/backup/manifest.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace greenledger::backup {
namespace {

using ::testing::HasSubstr;

// 2026-05-01 08:30:00 UTC.
constexpr int64_t kMadeUs = 1'777'624'200'000'000;

Manifest SomeManifest() {
  return {.name = BackupName(kMadeUs),
          .created_us = kMadeUs,
          .commit = 12,
          .key_id = "0123456789abcdef",
          .contents = {std::string(64, 'c'), 300},
          .objects = {{std::string(64, '1'), 0}, {std::string(64, '2'), 9}}};
}

Contents SomeContents() {
  Contents contents{.name = BackupName(kMadeUs),
                    .created_us = kMadeUs,
                    .commit = 12,
                    .books = {},
                    .files = {}};
  contents.books.push_back(
      {.book = 310101001001, .entries = 5, .root = proof::LeafHash("root")});
  contents.files.push_back({{std::string(64, '1'), 0}, "ANCHOR"});
  contents.files.push_back({{std::string(64, '2'), 9}, "db/000012.sst"});
  return contents;
}

TEST(BackupNames, AreTimes) {
  EXPECT_EQ(BackupName(kMadeUs), "20260501T083000Z");
  EXPECT_EQ(BackupName(kMadeUs, 2), "20260501T083000Z-2");
  EXPECT_TRUE(IsBackupName("20260501T083000Z-2"));
  EXPECT_FALSE(IsBackupName("20260501T083000Z.new"));
  EXPECT_FALSE(IsBackupName("../20260501T083000Z"));
}

TEST(ManifestText, IsReadBack) {
  const Manifest manifest = SomeManifest();
  const auto read = ParseManifest(FormatManifest(manifest));
  ASSERT_TRUE(read.ok()) << read.status();
  EXPECT_EQ(read->name, manifest.name);
  EXPECT_EQ(read->created_us, manifest.created_us);
  EXPECT_EQ(read->commit, manifest.commit);
  EXPECT_EQ(read->key_id, manifest.key_id);
  EXPECT_EQ(read->contents, manifest.contents);
  EXPECT_EQ(read->objects, manifest.objects);
}

TEST(ManifestText, EveryFlippedBitIsFound) {
  const std::string text = FormatManifest(SomeManifest());
  for (size_t bit = 0; bit < text.size() * 8; ++bit) {
    std::string bad = text;
    bad[bit / 8] = static_cast<char>(bad[bit / 8] ^ (1 << (bit % 8)));
    EXPECT_FALSE(ParseManifest(bad).ok()) << "bit " << bit;
  }
}

TEST(ManifestText, EveryBeginningIsRefused) {
  const std::string text = FormatManifest(SomeManifest());
  for (size_t size = 0; size < text.size(); ++size) {
    EXPECT_FALSE(ParseManifest(text.substr(0, size)).ok()) << size;
  }
  EXPECT_FALSE(ParseManifest(text + "x\n").ok());
}

TEST(ManifestText, ErrorsNameTheLine) {
  Manifest manifest = SomeManifest();
  std::swap(manifest.objects[0], manifest.objects[1]);
  const auto read = ParseManifest(FormatManifest(manifest));
  EXPECT_THAT(std::string(read.status().message()), HasSubstr("line 8"));
}

TEST(ContentsText, IsReadBack) {
  const Contents contents = SomeContents();
  const auto read = ParseContents(FormatContents(contents));
  ASSERT_TRUE(read.ok()) << read.status();
  EXPECT_EQ(read->books, contents.books);
  ASSERT_EQ(read->files.size(), 2u);
  EXPECT_EQ(read->files[1].path, "db/000012.sst");
  EXPECT_EQ(read->files[1].object, contents.files[1].object);
}

TEST(ContentsText, NoPathLeavesTheFolder) {
  for (const std::string path : {"db/../x", "../x", "/x", "db/", "db/.x",
                                 "db/a/b", "LOCK", "db/a b", "db"}) {
    EXPECT_FALSE(IsFilePath(path)) << path;
    Contents contents = SomeContents();
    contents.files[0].path = path;
    EXPECT_FALSE(ParseContents(FormatContents(contents)).ok()) << path;
  }
}

}  // namespace
}  // namespace greenledger::backup
