#include "storage/checkpoint/receipt.h"

#include <gtest/gtest.h>

#include "tests/testing/hex.h"

namespace greenledger::checkpoint {
namespace {

constexpr std::string_view kReceipt =
    "GL1:350212002001:42:"
    "QnGia-DY2E8L1UyMMC58s6Oz0fpngKQLzihzR32rZY4:1250:1000";

Receipt Some() {
  return {350212002001, 42,
          proof::FromBytes(testing::FromHex("4271a26be0d8d84f0bd54c8c302e7cb3a3"
                                            "b3d1fa6780a40bce2873477dab658e")),
          1250, 1000};
}

TEST(Receipt, WritesAndReads) {
  EXPECT_EQ(FormatReceipt(Some()), kReceipt);
  const auto read = ParseReceipt(kReceipt);
  ASSERT_TRUE(read.ok()) << read.status();
  EXPECT_EQ(*read, Some());
}

TEST(Receipt, TheLargestNumbers) {
  const Receipt receipt{UINT64_MAX, UINT64_MAX, proof::Hash{}, INT64_MIN,
                        INT64_MAX};
  EXPECT_EQ(*ParseReceipt(FormatReceipt(receipt)), receipt);
}

TEST(Receipt, SaysWhichPartIsWrong) {
  const auto reason = [](std::string_view text) {
    return std::string(ParseReceipt(text).status().message());
  };
  const std::string hash = "QnGia-DY2E8L1UyMMC58s6Oz0fpngKQLzihzR32rZY4";
  EXPECT_EQ(reason("GL2:1:2:" + hash + ":3:4"),
            "receipt \"GL2:1:2:" + hash +
                ":3:4\": must be GL1:BOOK:INDEX:HASH:POINTS:MERIT");
  EXPECT_EQ(reason("GL1:01:2:" + hash + ":3:4"),
            "receipt, book \"01\": must be a number without leading zeros");
  EXPECT_EQ(reason("GL1:1:18446744073709551616:" + hash + ":3:4"),
            "receipt, index \"18446744073709551616\": must be a number without "
            "leading zeros");
  EXPECT_EQ(
      reason("GL1:1:2:" + hash + "=:3:4"),
      "receipt, leaf hash \"" + hash + "=\": must be base64url of 32 bytes");
  EXPECT_EQ(reason("GL1:1:2:" + hash + ":-0:4"),
            "receipt, points \"-0\": must be a whole number of thousandths");
  EXPECT_EQ(reason("GL1:1:2:" + hash + ":3:9223372036854775808"),
            "receipt, merit \"9223372036854775808\": must be a whole number of "
            "thousandths");
  // The last digit has two bits that count nothing and must be zero.
  EXPECT_FALSE(ParseReceipt("GL1:1:2:" + hash.substr(0, 42) + "5:3:4").ok());
}

TEST(Receipt, OnlyTheWholeTextIsOne) {
  for (size_t size = 0; size + 4 < kReceipt.size(); ++size) {
    EXPECT_FALSE(ParseReceipt(kReceipt.substr(0, size)).ok()) << size;
  }
  EXPECT_FALSE(ParseReceipt(std::string(kReceipt) + ":").ok());
  EXPECT_FALSE(ParseReceipt(std::string(kReceipt) + "\n").ok());
  EXPECT_FALSE(ParseReceipt(" " + std::string(kReceipt)).ok());
}

}  // namespace
}  // namespace greenledger::checkpoint
