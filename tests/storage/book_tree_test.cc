#include "storage/book_tree.h"

#include <gtest/gtest.h>

#include <random>

#include "storage/proof/consistency.h"
#include "storage/proof/inclusion.h"
#include "tests/storage/scribe.h"
#include "tests/testing/memory_folder.h"

namespace greenledger::storage {
namespace {

using ::greenledger::testing::MemoryFolder;

constexpr uint64_t kBook = 6;

class BookTreeTest : public ::testing::Test {
 protected:
  void SetUp() override {
    auto store = Store::Open({.path = folder_.path(), .env = folder_.env()});
    ASSERT_TRUE(store.ok()) << store.status();
    store_ = *std::move(store);
  }

  // Commits `count` entries and appends them to the tree.
  void Grow(uint64_t count) {
    const uint64_t first = SizeOf(*store_, kBook);
    while (SizeOf(*store_, kBook) < first + count) {
      const uint64_t rest = first + count - SizeOf(*store_, kBook);
      const absl::Status s = scribe_.Commit(
          *store_, {{.book = kBook, .count = std::min<uint64_t>(rest, 1000)}});
      ASSERT_TRUE(s.ok()) << s;
    }
    for (uint64_t i = first; i < first + count; ++i) {
      const proof::Hash leaf = proof::LeafHash(EntryOf(kBook, i));
      tree_.Append(leaf);
      reference_.Append(leaf);
      roots_.push_back(reference_.Root());
    }
  }

  void WriteRows() {
    RowBatch batch;
    tree_.TakeRows(&batch);
    ASSERT_TRUE(store_->WriteRows(std::move(batch)).ok());
  }

  // Proofs of random leaves in random trees up to the whole.
  void ExpectProofs(const BookTree& tree, int rounds) {
    for (int round = 0; round < rounds; ++round) {
      const uint64_t size = 1 + random_() % roots_.size();
      const uint64_t index = random_() % size;
      const uint64_t old_size = 1 + random_() % size;
      const auto inclusion = tree.InclusionProof(*store_, index, size);
      ASSERT_TRUE(inclusion.ok()) << inclusion.status();
      EXPECT_TRUE(proof::VerifyInclusion(proof::LeafHash(EntryOf(kBook, index)),
                                         index, size, *inclusion,
                                         roots_[size - 1]));
      const auto growth = tree.ConsistencyProof(*store_, old_size, size);
      ASSERT_TRUE(growth.ok()) << growth.status();
      EXPECT_TRUE(proof::VerifyConsistency({old_size, roots_[old_size - 1]},
                                           {size, roots_[size - 1]}, *growth));
      const auto root = tree.RootAt(*store_, old_size);
      ASSERT_TRUE(root.ok()) << root.status();
      EXPECT_EQ(*root, roots_[old_size - 1]);
    }
  }

  MemoryFolder folder_;
  std::unique_ptr<Store> store_;
  Scribe scribe_;
  BookTree tree_{kBook};
  proof::Frontier reference_;
  std::vector<proof::Hash> roots_;  // [n]: of the first n + 1 leaves
  std::mt19937_64 random_{20260101};
};

TEST_F(BookTreeTest, Empty) {
  EXPECT_EQ(tree_.Root(), proof::EmptyRoot());
  const auto loaded = BookTree::Load(*store_, kBook, 0);
  ASSERT_TRUE(loaded.ok()) << loaded.status();
  EXPECT_EQ(loaded->Root(), proof::EmptyRoot());
}

TEST_F(BookTreeTest, RootIsThatOfTheLeaves) {
  Grow(1000);
  EXPECT_EQ(tree_.size(), 1000u);
  EXPECT_EQ(tree_.Root(), reference_.Root());
  EXPECT_EQ(tree_.Root(), store_->Head(kBook)->root);
}

TEST_F(BookTreeTest, ProofsComeFromMemoryAndRows) {
  Grow(3000);
  ExpectProofs(tree_, 50);
  WriteRows();
  Grow(3000);
  ExpectProofs(tree_, 50);
  WriteRows();
  Grow(1);
  ExpectProofs(tree_, 50);
}

TEST_F(BookTreeTest, TakenRowsServeUntilTheyAreWritten) {
  Grow(2000);
  RowBatch batch;
  tree_.TakeRows(&batch);
  ExpectProofs(tree_, 20);
  ASSERT_TRUE(store_->WriteRows(std::move(batch)).ok());
  RowBatch none;
  tree_.TakeRows(&none);
  EXPECT_EQ(none.size_bytes(), RowBatch().size_bytes());
  ExpectProofs(tree_, 20);
}

TEST_F(BookTreeTest, ThreeStoredLevels) {
  Grow(256 * 256 * 2 + 256 * 3 + 7);
  WriteRows();
  const auto loaded = BookTree::Load(*store_, kBook, tree_.size());
  ASSERT_TRUE(loaded.ok()) << loaded.status();
  EXPECT_EQ(loaded->Root(), tree_.Root());
  ExpectProofs(*loaded, 50);
}

TEST_F(BookTreeTest, LoadsAtEveryEdgeAndGoesOn) {
  for (const uint64_t step : {1, 254, 1, 1, 255, 256, 700}) {
    Grow(step);
    WriteRows();
    auto loaded = BookTree::Load(*store_, kBook, tree_.size());
    ASSERT_TRUE(loaded.ok()) << loaded.status();
    EXPECT_EQ(loaded->Root(), tree_.Root());
    tree_ = *std::move(loaded);
  }
  ExpectProofs(tree_, 50);
}

// Rows are behind the log: what was applied is loaded, the rest is appended.
TEST_F(BookTreeTest, LoadsWhatWasApplied) {
  Grow(1000);
  WriteRows();
  Grow(800);
  auto loaded = BookTree::Load(*store_, kBook, 1000);
  ASSERT_TRUE(loaded.ok()) << loaded.status();
  EXPECT_EQ(loaded->Root(), roots_[999]);
  for (uint64_t i = 1000; i < 1800; ++i) {
    loaded->Append(proof::LeafHash(EntryOf(kBook, i)));
  }
  EXPECT_EQ(loaded->Root(), tree_.Root());
  ExpectProofs(*loaded, 50);
}

TEST_F(BookTreeTest, MissingRowsAreNamed) {
  Grow(600);
  EXPECT_EQ(BookTree::Load(*store_, kBook, 600).status(),
            absl::DataLossError("book 6 misses the tree row of level 8, index "
                                "0: rebuild the rows"));
}

TEST_F(BookTreeTest, SizesOutsideAreRefused) {
  Grow(3);
  EXPECT_EQ(tree_.InclusionProof(*store_, 0, 4).status(),
            absl::OutOfRangeError(
                "book 6 has no tree of size 4: must not be above its size 3"));
  EXPECT_EQ(tree_.InclusionProof(*store_, 3, 3).status().code(),
            absl::StatusCode::kOutOfRange);
  EXPECT_EQ(tree_.ConsistencyProof(*store_, 3, 2).status().code(),
            absl::StatusCode::kOutOfRange);
  EXPECT_EQ(tree_.RootAt(*store_, 4).status().code(),
            absl::StatusCode::kOutOfRange);
  EXPECT_EQ(*tree_.RootAt(*store_, 0), proof::EmptyRoot());
  EXPECT_EQ(BookTree::Load(*store_, kBook, 4).status().code(),
            absl::StatusCode::kOutOfRange);
}

}  // namespace
}  // namespace greenledger::storage
