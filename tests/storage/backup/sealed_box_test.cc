#include "storage/backup/sealed_box.h"

#include <gtest/gtest.h>

namespace greenledger::backup {
namespace {

class SealedBoxTest : public ::testing::Test {
 protected:
  std::string Seal(const std::string& content) const {
    const auto box = SealBox(key_.pub, content);
    EXPECT_TRUE(box.ok()) << box.status();
    return box.value_or("");
  }

  const SecretKey key_ =
      MakeSecretKey(std::string(32, 's'), std::string(32, 'n'));
};

TEST_F(SealedBoxTest, OpensToWhatWasSealed) {
  for (const size_t size : {0u, 1u, 63u, 64u, 65u, 1024u}) {
    const std::string content(size, 'x');
    const std::string box = Seal(content);
    EXPECT_EQ(OpenBox(key_, box).value_or("?"), content) << size;
    EXPECT_LE(box.size(), 2000u);
  }
}

TEST_F(SealedBoxTest, HidesTheContentAndHowLongItIs) {
  const std::string box = Seal("13800000000");
  EXPECT_EQ(box.find("138"), box.npos);
  EXPECT_EQ(box.size(), Seal("a").size());
  EXPECT_NE(box, Seal("13800000000"));
}

TEST_F(SealedBoxTest, TooLongIsNotSealed) {
  EXPECT_TRUE(absl::IsOutOfRange(
      SealBox(key_.pub, std::string(kBoxContentMax + 1, 'x')).status()));
}

TEST_F(SealedBoxTest, AnotherKeyDoesNotOpenIt) {
  const SecretKey other =
      MakeSecretKey(std::string(32, 'o'), std::string(32, 'n'));
  EXPECT_TRUE(absl::IsPermissionDenied(OpenBox(other, Seal("x")).status()));
}

TEST_F(SealedBoxTest, EveryChangedByteIsNoticed) {
  const std::string box = Seal("x");
  for (size_t i = 0; i < box.size(); ++i) {
    std::string changed = box;
    changed[i] ^= 1;
    EXPECT_FALSE(OpenBox(key_, changed).ok()) << i;
  }
  EXPECT_TRUE(absl::IsInvalidArgument(OpenBox(key_, "").status()));
  EXPECT_TRUE(
      absl::IsInvalidArgument(OpenBox(key_, box.substr(0, 100)).status()));
  EXPECT_FALSE(OpenBox(key_, box + "x").ok());
}

}  // namespace
}  // namespace greenledger::backup
