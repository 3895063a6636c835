#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "storage/store.h"
#include "tests/storage/scribe.h"
#include "tests/testing/memory_folder.h"

namespace greenledger::storage {
namespace {

using ::greenledger::testing::MemoryFolder;
using ::testing::ElementsAre;
using ::testing::Pair;

constexpr uint8_t kTable = 3;

class StoreRowsTest : public ::testing::Test {
 protected:
  void SetUp() override { Open(folder_); }

  void Open(const MemoryFolder& folder) {
    store_.reset();
    auto store = Store::Open({.path = folder.path(), .env = folder.env()});
    ASSERT_TRUE(store.ok()) << store.status();
    store_ = *std::move(store);
  }

  void Put(uint64_t book, std::string_view key, std::string_view value) {
    RowBatch batch;
    batch.Put(book, kTable, key, value);
    ASSERT_TRUE(store_->WriteRows(std::move(batch)).ok());
  }

  std::vector<std::pair<std::string, std::string>> Scan(
      uint64_t book, std::string_view from = "") {
    std::vector<std::pair<std::string, std::string>> rows;
    EXPECT_TRUE(
        store_
            ->ScanRowsFrom(book, kTable, from,
                           [&](std::string_view key, std::string_view value) {
                             rows.emplace_back(key, value);
                             return true;
                           })
            .ok());
    return rows;
  }

  MemoryFolder folder_;
  std::unique_ptr<Store> store_;
};

TEST_F(StoreRowsTest, PutGetDelete) {
  Put(1, "key", "value");
  EXPECT_EQ(*store_->GetRow(1, kTable, "key"), "value");
  EXPECT_EQ(store_->GetRow(2, kTable, "key").status().code(),
            absl::StatusCode::kNotFound);
  EXPECT_EQ(store_->GetRow(1, kTable + 1, "key").status().code(),
            absl::StatusCode::kNotFound);
  RowBatch batch;
  batch.Delete(1, kTable, "key");
  EXPECT_GT(batch.size_bytes(), 12u);
  ASSERT_TRUE(store_->WriteRows(std::move(batch)).ok());
  EXPECT_EQ(store_->GetRow(1, kTable, "key").status().code(),
            absl::StatusCode::kNotFound);
}

TEST_F(StoreRowsTest, ScansStayInTheirBookAndTable) {
  Put(1, "b", "2");
  Put(1, "a", "1");
  Put(1, "c", "3");
  Put(2, "a", "other book");
  EXPECT_THAT(Scan(1),
              ElementsAre(Pair("a", "1"), Pair("b", "2"), Pair("c", "3")));
  EXPECT_THAT(Scan(1, "b"), ElementsAre(Pair("b", "2"), Pair("c", "3")));
  EXPECT_THAT(Scan(3), ElementsAre());
  int seen = 0;
  ASSERT_TRUE(store_
                  ->ScanRows(1, kTable,
                             [&](std::string_view, std::string_view) {
                               return ++seen < 2;
                             })
                  .ok());
  EXPECT_EQ(seen, 2);
}

TEST_F(StoreRowsTest, FindsTheRowAtOrBefore) {
  Put(1, "b", "2");
  Put(1, "d", "4");
  Put(0, "z", "other book");
  using Row = std::pair<std::string, std::string>;
  EXPECT_EQ(*store_->FindRowAtOrBefore(1, kTable, "a"), std::nullopt);
  EXPECT_EQ(*store_->FindRowAtOrBefore(1, kTable, "b"), Row("b", "2"));
  EXPECT_EQ(*store_->FindRowAtOrBefore(1, kTable, "c"), Row("b", "2"));
  EXPECT_EQ(*store_->FindRowAtOrBefore(1, kTable, "zz"), Row("d", "4"));
}

TEST_F(StoreRowsTest, DropLeavesTheLogAlone) {
  Scribe scribe;
  ASSERT_TRUE(scribe.Commit(*store_, {{.book = 1, .count = 3}}).ok());
  Put(1, "a", "1");
  Put(~uint64_t{0}, std::string(64, '\xff'), "last key there can be");
  ASSERT_TRUE(store_->DropRows().ok());
  EXPECT_THAT(Scan(1), ElementsAre());
  EXPECT_THAT(Scan(~uint64_t{0}), ElementsAre());
  Put(1, "b", "2");
  Open(folder_);
  EXPECT_THAT(Scan(1), ElementsAre(Pair("b", "2")));
  ExpectWhole(*store_);
  EXPECT_EQ(SizeOf(*store_, 1), 3u);
}

TEST_F(StoreRowsTest, FlushedRowsOutliveAKill) {
  Put(1, "a", "1");
  ASSERT_TRUE(store_->FlushRows().ok());
  Put(1, "b", "2");
  const MemoryFolder after_kill(folder_.Image());
  Open(after_kill);
  EXPECT_EQ(*store_->GetRow(1, kTable, "a"), "1");
  store_.reset();
}

// Rows say how far the log was folded into them, so they must never be ahead
// of it, whole batch or none, later ones only with the earlier ones.
TEST_F(StoreRowsTest, AfterAKillRowsAreAPrefixAndBehindTheLog) {
  Scribe scribe;
  for (uint64_t i = 1; i <= 40; ++i) {
    ASSERT_TRUE(scribe.Commit(*store_, {{.book = 1, .count = 1}}).ok());
    RowBatch batch;
    batch.Put(1, kTable, "applied", std::to_string(i));
    batch.Put(1, kTable, "twice", std::to_string(2 * i));
    batch.Put(1, kTable, "row " + std::to_string(i), "");
    ASSERT_TRUE(store_->WriteRows(std::move(batch)).ok());
    if (i % 7 == 0) {
      ASSERT_TRUE(store_->FlushRows().ok());
    }
    const MemoryFolder after_kill(folder_.Image());
    auto found =
        Store::Open({.path = after_kill.path(), .env = after_kill.env()});
    ASSERT_TRUE(found.ok()) << found.status();
    EXPECT_EQ(SizeOf(**found, 1), i);
    const auto applied = (*found)->GetRow(1, kTable, "applied");
    EXPECT_EQ(applied.ok(), i >= 7);
    if (!applied.ok()) continue;
    const uint64_t through = std::stoull(*applied);
    EXPECT_EQ(through, i / 7 * 7);
    EXPECT_EQ(*(*found)->GetRow(1, kTable, "twice"),
              std::to_string(2 * through));
    for (uint64_t row = 1; row <= i; ++row) {
      EXPECT_EQ((*found)->GetRow(1, kTable, "row " + std::to_string(row)).ok(),
                row <= through);
    }
  }
}

}  // namespace
}  // namespace greenledger::storage
