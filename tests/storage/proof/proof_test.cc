#include <gtest/gtest.h>

#include <random>

#include "storage/proof/consistency.h"
#include "storage/proof/frontier.h"
#include "storage/proof/inclusion.h"
#include "tests/storage/proof/naive_tree.h"

namespace greenledger::proof {
namespace {

constexpr uint64_t kAllUpTo = 300;

std::span<const Hash> First(const std::vector<Hash>& leaves, uint64_t size) {
  return std::span(leaves).first(size);
}

TEST(Frontier, EveryRootUpTo300) {
  const std::vector<Hash> leaves = SomeLeaves(kAllUpTo);
  Frontier frontier;
  for (const Hash& leaf : leaves) {
    frontier.Append(leaf);
    ASSERT_EQ(frontier.Root(), NaiveRoot(First(leaves, frontier.size())));
  }
}

TEST(Frontier, TellsCompletedSubtreesLowestFirst) {
  const std::vector<Hash> leaves = SomeLeaves(8);
  Frontier frontier;
  for (size_t i = 0; i < 7; ++i) frontier.Append(leaves[i]);
  std::vector<NodeId> completed;
  frontier.Append(leaves[7], [&](NodeId id, const Hash& hash) {
    completed.push_back(id);
    EXPECT_EQ(hash, *ReaderOf(leaves)(id));
  });
  EXPECT_EQ(completed, (std::vector<NodeId>{{.level = 1, .index = 3},
                                            {.level = 2, .index = 1},
                                            {.level = 3, .index = 0}}));
}

TEST(Frontier, ContinuesFromPeaks) {
  const std::vector<Hash> leaves = SomeLeaves(100);
  Frontier whole;
  for (size_t i = 0; i < 77; ++i) whole.Append(leaves[i]);
  Frontier resumed(whole.size(), whole.peaks());
  for (size_t i = 77; i < 100; ++i) resumed.Append(leaves[i]);
  EXPECT_EQ(resumed.Root(), NaiveRoot(leaves));
}

TEST(FrontierDeathTest, PeaksMustFitTheSize) {
  EXPECT_DEATH(Frontier(3, {Hash{}}), "");
}

TEST(Inclusion, EveryLeafOfEveryTreeUpTo300) {
  const std::vector<Hash> leaves = SomeLeaves(kAllUpTo);
  NaiveMemo memo;
  const NodeReader reader = ReaderOf(leaves, &memo);
  for (uint64_t size = 1; size <= kAllUpTo; ++size) {
    const Hash root = NaiveRoot(First(leaves, size), &memo);
    for (uint64_t index = 0; index < size; ++index) {
      const auto proof = ProveInclusion(index, size, reader);
      ASSERT_TRUE(proof.ok()) << proof.status();
      ASSERT_EQ(*proof, NaiveInclusion(index, First(leaves, size), &memo));
      ASSERT_TRUE(VerifyInclusion(leaves[index], index, size, *proof, root));
    }
  }
}

TEST(Inclusion, AnyChangeIsRefused) {
  const std::vector<Hash> leaves = SomeLeaves(21);
  const Hash root = NaiveRoot(leaves);
  for (uint64_t index = 0; index < 21; ++index) {
    std::vector<Hash> proof = *ProveInclusion(index, 21, ReaderOf(leaves));
    for (Hash& hash : proof) {
      hash[5] ^= 1;
      EXPECT_FALSE(VerifyInclusion(leaves[index], index, 21, proof, root));
      hash[5] ^= 1;
    }
    EXPECT_FALSE(VerifyInclusion(Hash{}, index, 21, proof, root));
    EXPECT_FALSE(
        VerifyInclusion(leaves[index], (index + 1) % 21, 21, proof, root));
    EXPECT_FALSE(VerifyInclusion(leaves[index], index, 21, proof, Hash{}));
    proof.push_back(root);
    EXPECT_FALSE(VerifyInclusion(leaves[index], index, 21, proof, root));
    proof.resize(proof.size() - 2);
    EXPECT_FALSE(VerifyInclusion(leaves[index], index, 21, proof, root));
  }
}

TEST(Inclusion, OutsideTheTree) {
  const std::vector<Hash> leaves = SomeLeaves(3);
  EXPECT_EQ(ProveInclusion(3, 3, ReaderOf(leaves)).status(),
            absl::OutOfRangeError("index 3 has no inclusion proof: must be "
                                  "below the size 3"));
  EXPECT_FALSE(VerifyInclusion(leaves[0], 0, 0, {}, leaves[0]));
  EXPECT_FALSE(VerifyInclusion(leaves[0], 1, 1, {}, leaves[0]));
}

TEST(Consistency, EveryPairUpTo300) {
  const std::vector<Hash> leaves = SomeLeaves(kAllUpTo);
  NaiveMemo memo;
  const NodeReader reader = ReaderOf(leaves, &memo);
  const auto head_of = [&](uint64_t size) {
    return TreeHead{size, NaiveRoot(First(leaves, size), &memo)};
  };
  for (uint64_t size = 0; size <= kAllUpTo; ++size) {
    for (uint64_t old_size = 0; old_size <= size; ++old_size) {
      const auto proof = ProveConsistency(old_size, size, reader);
      ASSERT_TRUE(proof.ok()) << proof.status();
      if (old_size > 0) {
        ASSERT_EQ(*proof,
                  NaiveSubproof(old_size, First(leaves, size), true, &memo));
      }
      ASSERT_TRUE(VerifyConsistency(head_of(old_size), head_of(size), *proof));
    }
  }
}

TEST(Consistency, AnyChangeIsRefused) {
  const std::vector<Hash> leaves = SomeLeaves(21);
  const TreeHead head{21, NaiveRoot(leaves)};
  for (uint64_t old_size = 1; old_size < 21; ++old_size) {
    const TreeHead old_head{old_size, NaiveRoot(First(leaves, old_size))};
    std::vector<Hash> proof = *ProveConsistency(old_size, 21, ReaderOf(leaves));
    for (Hash& hash : proof) {
      hash[31] ^= 0x80;
      EXPECT_FALSE(VerifyConsistency(old_head, head, proof));
      hash[31] ^= 0x80;
    }
    EXPECT_FALSE(VerifyConsistency({old_size, Hash{}}, head, proof));
    EXPECT_FALSE(VerifyConsistency(old_head, {21, Hash{}}, proof));
    EXPECT_FALSE(VerifyConsistency(head, old_head, proof));
    proof.push_back(head.root);
    EXPECT_FALSE(VerifyConsistency(old_head, head, proof));
    proof.resize(proof.size() - 2);
    EXPECT_FALSE(VerifyConsistency(old_head, head, proof));
  }
}

TEST(Consistency, EmptyProofOnlyBetweenEqualsOrFromNothing) {
  const Hash some = LeafHash("some");
  EXPECT_TRUE(VerifyConsistency({5, some}, {5, some}, {}));
  EXPECT_FALSE(VerifyConsistency({5, some}, {5, Hash{}}, {}));
  EXPECT_TRUE(VerifyConsistency({0, EmptyRoot()}, {5, some}, {}));
  EXPECT_FALSE(VerifyConsistency({0, some}, {5, some}, {}));
  EXPECT_FALSE(VerifyConsistency({4, some}, {5, some}, {}));
  EXPECT_FALSE(ProveConsistency(6, 5, ReaderOf({})).ok());
}

// Complete subtrees as a frontier told them, lowest level first.
using Levels = std::vector<std::vector<Hash>>;

Levels Grow(Frontier* frontier, uint64_t size) {
  Levels levels(1);
  for (uint64_t i = 0; i < size; ++i) {
    levels[0].push_back(Sha256({std::to_string(i)}));
    frontier->Append(levels[0][i], [&](NodeId id, const Hash& hash) {
      if (id.level == levels.size()) levels.emplace_back();
      levels[id.level].push_back(hash);
    });
  }
  return levels;
}

TEST(Proofs, RandomTreesUpToAMillion) {
  const uint32_t seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937_64 random(seed);
  for (const uint64_t most : {1'000u, 30'000u, 1'000'000u}) {
    const uint64_t size = most / 2 + random() % (most / 2);
    Frontier frontier;
    const Levels levels = Grow(&frontier, size);
    const TreeHead head{size, frontier.Root()};
    ASSERT_EQ(head.root, NaiveRoot(levels[0]));
    const NodeReader read = [&](NodeId id) {
      return levels[id.level][id.index];
    };
    for (int round = 0; round < 200; ++round) {
      const uint64_t index = random() % size;
      const auto inclusion = ProveInclusion(index, size, read);
      ASSERT_TRUE(VerifyInclusion(levels[0][index], index, size, *inclusion,
                                  head.root));
      ASSERT_FALSE(
          VerifyInclusion(head.root, index, size, *inclusion, head.root));
      const uint64_t old_size = 1 + random() % size;
      const auto growth = ProveConsistency(old_size, size, read);
      const TreeHead old_head{old_size, *RangeRoot(0, old_size, read)};
      ASSERT_TRUE(VerifyConsistency(old_head, head, *growth));
    }
  }
}

TEST(Proofs, ErrorsOfTheReaderAreHandedOn) {
  const NodeReader broken = [](NodeId) -> absl::StatusOr<Hash> {
    return absl::DataLossError("chunk is gone");
  };
  EXPECT_EQ(ProveInclusion(1, 5, broken).status(),
            absl::DataLossError("chunk is gone"));
  EXPECT_EQ(ProveConsistency(3, 5, broken).status(),
            absl::DataLossError("chunk is gone"));
}

}  // namespace
}  // namespace greenledger::proof
