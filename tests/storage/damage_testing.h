// Folders of a store as a kill leaves them, to be damaged.
#ifndef GREENLEDGER_TESTS_STORAGE_DAMAGE_TESTING_H_
#define GREENLEDGER_TESTS_STORAGE_DAMAGE_TESTING_H_

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "storage/store.h"
#include "tests/storage/scribe.h"
#include "tests/testing/memory_folder.h"

namespace greenledger::storage {

inline constexpr uint64_t kCommits = 30;

class StoreDamageTest : public ::testing::Test {
 protected:
  // Commits, flushing rows on the way so that there are several write-ahead
  // logs, and takes the files as a kill would leave them.
  void SetUp() override {
    const testing::MemoryFolder folder;
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
      if (name.starts_with("db/MANIFEST")) manifest_ = name;
    }
    ASSERT_EQ(logs_.size(), 3u);
  }

  static absl::StatusOr<std::unique_ptr<Store>> Open(
      const testing::MemoryFolder& folder, bool read_only = false) {
    return Store::Open(
        {.path = folder.path(), .read_only = read_only, .env = folder.env()});
  }

  // True if all acknowledged entries are there, false if loss was reported.
  bool OpensWholeOrSaysSo(const testing::FolderImage& image) {
    const testing::MemoryFolder folder(image);
    const auto store = Open(folder);
    if (store.ok()) {
      EXPECT_EQ((*store)->commit_number(), kCommits);
      EXPECT_EQ(SizeOf(**store, 1), 20 * kCommits);
      ExpectWhole(**store);
      return true;
    }
    EXPECT_EQ(store.status().code(), absl::StatusCode::kDataLoss)
        << store.status();
    EXPECT_THAT(std::string(store.status().message()),
                ::testing::HasSubstr("commit"));
    return false;
  }

  std::string LossOf(const testing::FolderImage& image) {
    const testing::MemoryFolder folder(image);
    const auto store = Open(folder);
    EXPECT_EQ(store.status().code(), absl::StatusCode::kDataLoss)
        << store.status();
    return std::string(store.status().message());
  }

  std::vector<testing::FolderImage> images_;  // after each commit
  testing::FolderImage image_;
  std::vector<std::string> logs_;
  std::string manifest_;
};

}  // namespace greenledger::storage

#endif  // GREENLEDGER_TESTS_STORAGE_DAMAGE_TESTING_H_
