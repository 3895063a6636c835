#include "storage/proof/tile.h"

#include <gtest/gtest.h>

#include "tests/storage/proof/golden_vectors.h"
#include "tests/storage/proof/naive_tree.h"
#include "tests/testing/hex.h"

namespace greenledger::proof {
namespace {

using ::greenledger::testing::FromHex;
using ::greenledger::testing::ToHex;

std::string PathOf(uint64_t index) {
  return TilePath({TileKind::kHashes, 0, index});
}

TEST(TilePath, IndexInGroupsOfThree) {
  EXPECT_EQ(PathOf(0), "tile/0/000");
  EXPECT_EQ(PathOf(5), "tile/0/005");
  EXPECT_EQ(PathOf(999), "tile/0/999");
  EXPECT_EQ(PathOf(1000), "tile/0/x001/000");
  EXPECT_EQ(PathOf(1234067), "tile/0/x001/x234/067");
  EXPECT_EQ(PathOf(UINT64_MAX), "tile/0/x018/x446/x744/x073/x709/x551/615");
}

TEST(TilePath, ReadsWhatItWrites) {
  for (const TileId& tile : {TileId{TileKind::kHashes, 0, 0, 256},
                             TileId{TileKind::kHashes, 63, 7, 1},
                             TileId{TileKind::kHashes, 2, 1234067, 255},
                             TileId{TileKind::kEntries, 0, 1000, 17},
                             TileId{TileKind::kEntries, 0, UINT64_MAX, 256}}) {
    const auto read = ParseTilePath(TilePath(tile));
    ASSERT_TRUE(read.ok()) << read.status();
    EXPECT_EQ(*read, tile);
  }
}

TEST(TilePath, RefusesWhatItDoesNotWrite) {
  for (const std::string path :
       {"",
        "tile",
        "tile/",
        "tile/0",
        "tile/0/",
        "tile/0/0",
        "tile/0/00",
        "tile/00/000",
        "tile/64/000",
        "tile/-1/000",
        "tile/0/0000",
        "tile/0/1000",
        "tile/0/x000/001",
        "tile/0/001/000",
        "tile/0/x001",
        "tile/0/x001/x000",
        "tile/0/000.p/0",
        "tile/0/000.p/256",
        "tile/0/000.p/01",
        "tile/0/000.p/",
        "tile/0/000.p/1.p/1",
        "tile/0/000/",
        "/tile/0/000",
        "tile/entries/",
        "tile/entries/0",
        "tile/entries/000.p/256",
        "tile/0/..",
        "tile/0/../000",
        "tile/0/x018/x446/x744/x073/x709/x551/616",
        "tile/0/x001/x018/x446/x744/x073/x709/x551/615"}) {
    const auto read = ParseTilePath(path);
    EXPECT_EQ(
        read.status(),
        absl::InvalidArgumentError(
            "path \"" + path +
            "\" is not that of a tile: must be like tile/0/x001/234.p/5"));
  }
}

TEST(TileWidth, OfATreeOf70000) {
  EXPECT_EQ(WidthOfTile(70'000, 0, 272), 256u);
  EXPECT_EQ(WidthOfTile(70'000, 0, 273), 112u);
  EXPECT_EQ(WidthOfTile(70'000, 0, 274), 0u);
  EXPECT_EQ(WidthOfTile(70'000, 1, 0), 256u);
  EXPECT_EQ(WidthOfTile(70'000, 1, 1), 17u);
  EXPECT_EQ(WidthOfTile(70'000, 2, 0), 1u);
  EXPECT_EQ(WidthOfTile(70'000, 3, 0), 0u);
  EXPECT_EQ(WidthOfTile(256, 0, 1), 0u);
  EXPECT_EQ(WidthOfTile(256, 1, 0), 1u);
  EXPECT_EQ(WidthOfTile(UINT64_MAX, 7, 0), 255u);
  EXPECT_EQ(WidthOfTile(UINT64_MAX, 63, 0), 0u);
  EXPECT_EQ(WidthOfTile(8, 0, UINT64_MAX), 0u);
}

TEST(HashTile, GoldenLog) {
  std::vector<Hash> leaves;
  for (const auto data : kLeafData) leaves.push_back(LeafHash(FromHex(data)));
  const std::string bytes = EncodeHashTile(leaves);
  EXPECT_EQ(ToHex(AsBytes(Sha256({bytes}))),
            "aea2f1bbb5140fd5f8eacb503fdf54c00c3d860c72588e40233addd416bc8f10");
  EXPECT_EQ(*ParseHashTile(bytes, 8), leaves);
  EXPECT_EQ(TilePath({TileKind::kHashes, 0, 0, 8}), "tile/0/000.p/8");
}

TEST(HashTile, OfTheWrongWidth) {
  const std::string bytes(8 * 32, 'h');
  EXPECT_EQ(ParseHashTile(bytes, 7).status(),
            absl::InvalidArgumentError(
                "tile has 256 bytes: must have 224 for 7 hashes"));
  EXPECT_FALSE(ParseHashTile(bytes, 9).ok());
  EXPECT_FALSE(ParseHashTile(bytes + "x", 8).ok());
  EXPECT_FALSE(ParseHashTile(bytes.substr(1), 8).ok());
}

TEST(HashTile, RootIsThatOfItsLeaves) {
  const std::vector<Hash> leaves = SomeLeaves(kTileWidth);
  EXPECT_EQ(RootOfTile(leaves), NaiveRoot(leaves));
}

TEST(HashTileDeathTest, APartialTileHasNoRoot) {
  EXPECT_DEATH(RootOfTile(SomeLeaves(255)), "");
}

constexpr std::string_view kGoldenBundle =
    "00000001000001100002202100023031000440414243000850515253545556570010606162"
    "636465666768696a6b6c6d6e6f";

TEST(Bundle, GoldenLog) {
  std::string bundle;
  for (const std::string_view data : kLeafData) {
    ASSERT_TRUE(AppendToBundle(FromHex(data), &bundle).ok());
  }
  EXPECT_EQ(ToHex(bundle), kGoldenBundle);
  const auto entries = ParseBundle(bundle, 8);
  ASSERT_TRUE(entries.ok()) << entries.status();
  for (size_t i = 0; i < 8; ++i) {
    EXPECT_EQ(ToHex((*entries)[i]), kLeafData[i]) << "entry " << i;
  }
}

TEST(Bundle, TruncatedExtendedOrOfTheWrongWidth) {
  const std::string bundle = FromHex(kGoldenBundle);
  for (size_t size = 0; size < bundle.size(); ++size) {
    EXPECT_FALSE(ParseBundle(std::string_view(bundle).substr(0, size), 8).ok());
  }
  EXPECT_EQ(ParseBundle(bundle.substr(0, 49), 8).status(),
            absl::InvalidArgumentError(
                "bundle ends at byte 49 in the middle of entry 7 of 8"));
  EXPECT_EQ(ParseBundle(bundle, 9).status(),
            absl::InvalidArgumentError(
                "bundle ends at byte 50 in the middle of entry 8 of 9"));
  EXPECT_EQ(ParseBundle(bundle, 7).status(),
            absl::InvalidArgumentError("bundle has 18 bytes after its 7 "
                                       "entries: must end at byte 32"));
  EXPECT_FALSE(ParseBundle(bundle + '\0', 8).ok());
  EXPECT_TRUE(ParseBundle("", 0).ok());
}

TEST(Bundle, AnEntryHasAtMost65535Bytes) {
  std::string bundle;
  ASSERT_TRUE(AppendToBundle(std::string(65'535, 'e'), &bundle).ok());
  EXPECT_EQ((*ParseBundle(bundle, 1))[0].size(), 65'535u);
  EXPECT_EQ(AppendToBundle(std::string(65'536, 'e'), &bundle),
            absl::InvalidArgumentError(
                "entry has 65536 bytes: must have at most 65535"));
  EXPECT_EQ(bundle.size(), 65'537u);
}

}  // namespace
}  // namespace greenledger::proof
