#include "storage/crypto/ed25519.h"

#include <gtest/gtest.h>

#include "tests/testing/hex.h"

namespace greenledger::crypto {
namespace {

using ::greenledger::testing::FromHex;
using ::greenledger::testing::ToHex;

// RFC 8032 section 7.1, test 3.
constexpr std::string_view kSeed =
    "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7";
constexpr std::string_view kPublic =
    "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025";
constexpr std::string_view kSignature =
    "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
    "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a";

TEST(Ed25519, SignsAsInTheStandard) {
  const auto key = Ed25519PrivateKey::FromSeed(FromHex(kSeed));
  ASSERT_TRUE(key.ok()) << key.status();
  EXPECT_EQ(ToHex(key->public_key()), kPublic);
  EXPECT_EQ(ToHex(key->Sign("\xaf\x82")), kSignature);
}

TEST(Ed25519, SignsACheckpoint) {
  std::string seed;
  for (char byte = 0; byte < 32; ++byte) seed.push_back(byte);
  const auto key = Ed25519PrivateKey::FromSeed(seed);
  ASSERT_TRUE(key.ok()) << key.status();
  EXPECT_EQ(ToHex(key->public_key()),
            "03a107bff3ce10be1d70dd18e74bc09967e4d6309ba50d5f1ddc8664125531b8");
  EXPECT_EQ(ToHex(key->Sign("ledger.example/points\n8\n"
                            "XcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=\n")),
            "1560408d9e04ce6c161bc570cf2b21538a26287280b18687c3b5e071e5759276"
            "fec7d7871b0f910b376369b6164b4286df8c07d8a8521bc2d27962f433401b01");
}

TEST(Ed25519, VerifyTakesOnlyTheSignatureOfTheMessage) {
  const auto key = Ed25519PublicKey::FromBytes(FromHex(kPublic));
  ASSERT_TRUE(key.ok()) << key.status();
  EXPECT_EQ(ToHex(key->bytes()), kPublic);
  std::string signature = FromHex(kSignature);
  EXPECT_TRUE(key->Verify("\xaf\x82", signature));
  EXPECT_FALSE(key->Verify("\xaf\x83", signature));
  EXPECT_FALSE(key->Verify("", signature));
  EXPECT_FALSE(key->Verify("\xaf\x82", signature.substr(1)));
  EXPECT_FALSE(key->Verify("\xaf\x82", ""));
  signature[40] = static_cast<char>(signature[40] ^ 1);
  EXPECT_FALSE(key->Verify("\xaf\x82", signature));
}

TEST(Ed25519, KeysOfAnotherLengthAreRefused) {
  EXPECT_EQ(Ed25519PublicKey::FromBytes("short").status(),
            absl::InvalidArgumentError(
                "Ed25519 public key has 5 bytes: must have 32"));
  EXPECT_EQ(
      Ed25519PrivateKey::FromSeed(std::string(33, 'x')).status(),
      absl::InvalidArgumentError("Ed25519 seed has 33 bytes: must have 32"));
}

}  // namespace
}  // namespace greenledger::crypto
