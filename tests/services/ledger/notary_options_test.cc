#include "services/ledger/notary_options.h"

#include "gmock/gmock.h"
#include "tests/services/ledger/proofs_testing.h"

namespace greenledger::ledger {
namespace {

using ::testing::HasSubstr;

class NotaryOptionsTest : public ProofsTest {
 protected:
  // Why these cannot be used; empty if they can.
  static std::string Fault(const NotaryFiles& files) {
    const auto loaded = LoadNotaryOptions(files);
    return std::string(loaded.status().message());
  }
};

TEST_F(NotaryOptionsTest, TheDomainIsThatOfTheKey) {
  EXPECT_EQ(LoadNotaryOptions({.keys = {KeyFile('a')}})->domain, kDomain);
  EXPECT_EQ(Fault({.domain = kDomain, .keys = {KeyFile('a')}}), "");
  EXPECT_THAT(Fault({.domain = "other.example", .keys = {KeyFile('a')}}),
              HasSubstr("a.key is a key for ledger.example; expected one for "
                        "the log domain other.example"));
}

TEST_F(NotaryOptionsTest, OneProcessSignsWithAKey) {
  auto first = LoadNotaryOptions({.keys = {KeyFile('a')}});
  ASSERT_TRUE(first.ok());
  EXPECT_THAT(Fault({.keys = {KeyFile('a')}}),
              HasSubstr("another process signs with this key"));
  *first = {};
  EXPECT_EQ(Fault({.keys = {KeyFile('a')}}), "");
}

TEST_F(NotaryOptionsTest, WhatIsWrongIsNamed) {
  EXPECT_THAT(Fault({.domain = kDomain}), HasSubstr("need --log-key"));
  EXPECT_THAT(Fault({.keys = {KeyFile('a'), KeyFile('a')}}),
              HasSubstr("a.key is given twice"));
  EXPECT_THAT(Fault({.keys = {folder.File("none.key")}}),
              HasSubstr("none.key"));
  const std::string witness = folder.Write(
      "w.key", checkpoint::FormatSecretKey(
                   {checkpoint::KeyType::kCosignature, "w", Seed('w')}));
  EXPECT_THAT(Fault({.keys = {witness}}),
              HasSubstr("expected one of type log"));
  EXPECT_THAT(Fault({.keys = {KeyFile('a')}, .retired = {"abc"}}),
              HasSubstr("\"abc\" is no public key"));
  EXPECT_THAT(Fault({.keys = {KeyFile('a')}, .witness_policy = "none"}),
              HasSubstr("cannot read the witness policy none"));
  EXPECT_THAT(Fault({.keys = {KeyFile('a')},
                     .witness_policy = folder.Write("p", "nonsense\n")}),
              HasSubstr("/p: policy, line 1"));
}

}  // namespace
}  // namespace greenledger::ledger
