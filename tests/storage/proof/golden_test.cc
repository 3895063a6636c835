#include <gtest/gtest.h>

#include "storage/proof/consistency.h"
#include "storage/proof/frontier.h"
#include "storage/proof/inclusion.h"
#include "storage/proof/sha256.h"
#include "tests/storage/proof/golden_vectors.h"
#include "tests/storage/proof/naive_tree.h"
#include "tests/testing/hex.h"

namespace greenledger::proof {
namespace {

using ::greenledger::testing::FromHex;
using ::greenledger::testing::ToHex;

std::string Hex(const Hash& hash) { return ToHex(AsBytes(hash)); }

std::vector<std::string> Hex(const std::vector<Hash>& hashes) {
  std::vector<std::string> hex;
  for (const Hash& hash : hashes) hex.push_back(Hex(hash));
  return hex;
}

std::vector<Hash> GoldenLeaves() {
  std::vector<Hash> leaves;
  for (const std::string_view data : kLeafData) {
    leaves.push_back(LeafHash(FromHex(data)));
  }
  return leaves;
}

std::vector<std::string> Expected(const GoldenProof& golden) {
  return {golden.hashes.begin(), golden.hashes.end()};
}

TEST(Golden, LeafHashes) {
  const std::vector<Hash> leaves = GoldenLeaves();
  for (size_t i = 0; i < leaves.size(); ++i) {
    EXPECT_EQ(Hex(leaves[i]), kLeafHashes[i]) << "leaf " << i;
  }
}

TEST(Golden, Roots) {
  Frontier frontier;
  EXPECT_EQ(Hex(EmptyRoot()), kRoots[0]);
  EXPECT_EQ(Hex(frontier.Root()), kRoots[0]);
  for (const Hash& leaf : GoldenLeaves()) {
    frontier.Append(leaf);
    EXPECT_EQ(Hex(frontier.Root()), kRoots[frontier.size()]);
  }
}

TEST(Golden, InclusionProofs) {
  const std::vector<Hash> leaves = GoldenLeaves();
  for (const GoldenProof& golden : kInclusionProofs) {
    const auto proof =
        ProveInclusion(golden.from, golden.size, ReaderOf(leaves));
    ASSERT_TRUE(proof.ok()) << proof.status();
    EXPECT_EQ(Hex(*proof), Expected(golden));
  }
}

TEST(Golden, ConsistencyProofs) {
  const std::vector<Hash> leaves = GoldenLeaves();
  for (const GoldenProof& golden : kConsistencyProofs) {
    const auto proof =
        ProveConsistency(golden.from, golden.size, ReaderOf(leaves));
    ASSERT_TRUE(proof.ok()) << proof.status();
    EXPECT_EQ(Hex(*proof), Expected(golden));
  }
}

TEST(Golden, Sha256TakesParts) {
  EXPECT_EQ(Sha256({"ab", "", "c"}), Sha256({"abc"}));
  EXPECT_EQ(Hex(Sha256({"abc"})),
            "ba7816bf8f01cfea414140de5dae2223"
            "b00361a396177a9cb410ff61f20015ad");
}

}  // namespace
}  // namespace greenledger::proof
