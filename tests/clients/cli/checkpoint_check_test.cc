#include "clients/cli/checkpoint_check.h"

#include <gmock/gmock.h>

namespace greenledger::cli {
namespace {

using ::testing::HasSubstr;

constexpr uint64_t kCheckedBook = 310101001001;

proof::Hash Leaf(uint64_t index) {
  return proof::LeafHash("entry " + std::to_string(index));
}

proof::TreeHead HeadAt(uint64_t size) {
  proof::Frontier tree;
  for (uint64_t i = 0; i < size; ++i) tree.Append(Leaf(i));
  return {size, tree.Root()};
}

// What a book of so many entries gets to hear.
absl::Status Check(const SignedHeads& heads, uint64_t entries) {
  CheckpointCheck check(kCheckedBook, heads);
  proof::Frontier tree;
  for (uint64_t i = 0; i < entries; ++i) {
    tree.Append(Leaf(i));
    if (absl::Status s = check.Observe(tree); !s.ok()) return s;
  }
  return check.Finish(tree);
}

TEST(CheckpointCheckTest, EveryCheckpointOfTheBookMustAgree) {
  const SignedHeads heads = {
      {kCheckedBook, {HeadAt(7), HeadAt(3), HeadAt(0), HeadAt(3), HeadAt(1)}},
      {kCheckedBook + 1, {{2, {}}}}};
  EXPECT_TRUE(Check(heads, 7).ok());
  EXPECT_TRUE(Check(heads, 9).ok());
  EXPECT_TRUE(Check({}, 9).ok());
}

TEST(CheckpointCheckTest, AnotherRootIsNamedWithItsSize) {
  proof::TreeHead other = HeadAt(3);
  other.root[0] ^= 1;
  const absl::Status status = Check({{kCheckedBook, {HeadAt(1), other}}}, 9);
  EXPECT_TRUE(absl::IsDataLoss(status));
  EXPECT_THAT(
      std::string(status.message()),
      HasSubstr("book 310101001001: its first 3 entries are not those"));
}

TEST(CheckpointCheckTest, ABookThatLostEntriesIsFoundOut) {
  const absl::Status status =
      Check({{kCheckedBook, {HeadAt(1), HeadAt(7)}}}, 6);
  EXPECT_TRUE(absl::IsDataLoss(status));
  EXPECT_THAT(std::string(status.message()),
              HasSubstr("has 7 entries, the book only 6"));
}

}  // namespace
}  // namespace greenledger::cli
