#include "storage/proof/sha256_lanes.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "storage/proof/frontier.h"
#include "storage/proof/leaf_batch.h"
#include "tests/storage/proof/naive_tree.h"

namespace greenledger::proof {
namespace {

class Lanes : public ::testing::TestWithParam<LaneKind> {
 protected:
  void SetUp() override {
    if (!CanHash(GetParam())) GTEST_SKIP() << "not on this processor";
  }
};

// Inputs of these lengths, of bytes that differ.
std::vector<std::string> InputsOf(const std::vector<size_t>& lengths) {
  std::vector<std::string> inputs;
  for (size_t length : lengths) {
    std::string& input = inputs.emplace_back();
    for (size_t i = 0; i < length; ++i) {
      input.push_back(static_cast<char>(7 * i + 31 * inputs.size()));
    }
  }
  return inputs;
}

void ExpectHashes(LaneKind kind, const std::vector<std::string>& inputs) {
  std::vector<PrefixedInput> prefixed;
  for (const std::string& input : inputs) {
    prefixed.push_back({static_cast<uint8_t>(prefixed.size() % 2), input});
  }
  std::vector<Hash> hashes(inputs.size());
  HashManyBy(kind, prefixed, hashes);
  for (size_t i = 0; i < inputs.size(); ++i) {
    const char prefix = static_cast<char>(i % 2);
    EXPECT_EQ(hashes[i], Sha256({std::string_view(&prefix, 1), inputs[i]}))
        << inputs[i].size() << " bytes at " << i;
  }
}

TEST_P(Lanes, EveryLengthUpTo300) {
  std::vector<size_t> lengths;
  for (size_t length = 0; length <= 300; ++length) lengths.push_back(length);
  ExpectHashes(GetParam(), InputsOf(lengths));
}

TEST_P(Lanes, EveryNumberOfInputsUpTo40) {
  for (size_t count = 0; count <= 40; ++count) {
    ExpectHashes(GetParam(), InputsOf(std::vector<size_t>(count, 100)));
  }
}

TEST_P(Lanes, LongBesideShort) {
  std::mt19937_64 random(20261122);
  std::vector<size_t> lengths;
  for (int i = 0; i < 200; ++i) {
    lengths.push_back(i % 10 == 0 ? random() % 65536 : random() % 130);
  }
  ExpectHashes(GetParam(), InputsOf(lengths));
}

INSTANTIATE_TEST_SUITE_P(Kinds, Lanes,
                         ::testing::Values(LaneKind::kOneByOne,
                                           LaneKind::kLanes8,
                                           LaneKind::kLanes16));

TEST(LeafBatch, GivesLeafHashesInOrder) {
  LeafBatch batch;
  std::vector<Hash> expected;
  for (const std::string& entry : InputsOf({0, 1, 64, 300, 5, 6, 7})) {
    batch.Add(entry);
    expected.push_back(LeafHash(entry));
  }
  EXPECT_EQ(batch.Take(), expected);
  EXPECT_TRUE(batch.Take().empty());
}

TEST(FrontierAppendMany, IsTheSameAsOneByOne) {
  const std::vector<Hash> leaves = SomeLeaves(150);
  for (size_t before = 0; before < 40; ++before) {
    for (size_t count = 0; before + count <= leaves.size(); count += 7) {
      Frontier one_by_one;
      Frontier at_once;
      for (size_t i = 0; i < before; ++i) at_once.Append(leaves[i]);
      for (size_t i = 0; i < before + count; ++i) one_by_one.Append(leaves[i]);
      at_once.AppendMany(
          {leaves.begin() + static_cast<ptrdiff_t>(before),
           leaves.begin() + static_cast<ptrdiff_t>(before + count)},
          [&](NodeId id, const Hash& hash) {
            EXPECT_EQ(hash, *ReaderOf(leaves)(id));
          });
      ASSERT_EQ(at_once.peaks(), one_by_one.peaks()) << before << '+' << count;
    }
  }
}

TEST(FrontierAppendMany, TellsEverySubtreeItCompletes) {
  std::vector<NodeId> completed;
  Frontier frontier;
  const std::vector<Hash> leaves = SomeLeaves(7);
  frontier.Append(leaves[0]);
  frontier.AppendMany({leaves.begin() + 1, leaves.end()},
                      [&](NodeId id, const Hash&) { completed.push_back(id); });
  EXPECT_EQ(completed, (std::vector<NodeId>{{.level = 1, .index = 0},
                                            {.level = 1, .index = 1},
                                            {.level = 1, .index = 2},
                                            {.level = 2, .index = 0}}));
}

}  // namespace
}  // namespace greenledger::proof
