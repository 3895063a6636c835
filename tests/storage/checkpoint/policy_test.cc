#include "storage/checkpoint/policy.h"

#include <gtest/gtest.h>

#include "tests/storage/checkpoint/golden.h"

namespace greenledger::checkpoint {
namespace {

std::string PolicyText() {
  return "# pinned by the committee\n\nlog " + std::string(kLogKey) +
         "\nwitness " + std::string(kWitnessKey) + "\nquorum 1\n";
}

std::string Reason(const std::string& text) {
  return std::string(Policy::Parse(text).status().message());
}

TEST(Policy, ReadsAFile) {
  const auto policy = Policy::Parse(PolicyText());
  ASSERT_TRUE(policy.ok()) << policy.status();
  EXPECT_EQ(policy->log_keys().keys().size(), 1u);
  EXPECT_EQ(policy->witness_keys().keys().size(), 1u);
  EXPECT_EQ(policy->quorum(), 1u);
  EXPECT_TRUE(policy->Verify(CosignedNote()).ok());
}

TEST(Policy, ErrorsNameTheLine) {
  const std::string log = "log " + std::string(kLogKey) + "\n";
  EXPECT_EQ(Reason(""),
            "policy: must have a line log KEY with the key of a log");
  EXPECT_EQ(Reason(log + "trust me\n"),
            "policy, line 2: \"trust me\": must be log KEY, witness KEY, "
            "quorum NUMBER or #");
  EXPECT_EQ(Reason(log + "quorum 0\nquorum 0\n"),
            "policy, line 3: \"quorum 0\": must be one line quorum NUMBER");
  EXPECT_EQ(Reason(log + "quorum 1\n"),
            "quorum 1: must be at most 0, the number of witnesses");
  EXPECT_EQ(Reason("log " + std::string(kWitnessKey) + "\n"),
            "policy, line 1: \"" + std::string(kWitnessKey) +
                "\": must be a key of type 1");
  EXPECT_EQ(Reason("log a+b\n"),
            "policy, line 1: \"a+b\": must be verifier key \"a+b\": must be "
            "NAME+KEYID+BASE64");
  EXPECT_EQ(Reason("log"),
            "policy ends in the middle of line 1: must end in a line feed");
}

TEST(Policy, ALogThatIsNotPinned) {
  const auto other =
      NoteSigner::FromSeed("other.example/log", KeyType::kEd25519, SeedFrom(0));
  const Policy policy = *Policy::Make({other->verifier()}, {}, 0);
  EXPECT_EQ(policy.Verify(CosignedNote()).status(),
            absl::NotFoundError(
                "no key of the log \"ledger.example/points\" is pinned"));
}

TEST(Policy, AnotherLogsSignatureIsNotEnough) {
  const auto other =
      NoteSigner::FromSeed("other.example/log", KeyType::kEd25519, SeedFrom(5));
  const Policy policy =
      *Policy::Make({other->verifier(), *VerifierKey::Parse(kLogKey)}, {}, 0);
  const Note note{std::string(kText), {other->Sign(kText)}};
  EXPECT_EQ(policy.Verify(FormatNote(note)).status(),
            absl::PermissionDeniedError(
                "no signature on the checkpoint of \"ledger.example/points\" "
                "is by a key that is pinned for it"));
}

TEST(Policy, TooFewWitnesses) {
  EXPECT_EQ(
      GoldenPolicy().Verify(LogNote()).status(),
      absl::PermissionDeniedError("cosigned by 0 witnesses: must be by 1"));
}

TEST(Policy, TwoKeysOfOneWitnessAreOneWitness) {
  const auto newer = NoteSigner::FromSeed("witness.example/w1",
                                          KeyType::kCosignature, SeedFrom(7));
  const auto other = NoteSigner::FromSeed("witness.example/w2",
                                          KeyType::kCosignature, SeedFrom(8));
  const Policy policy = *Policy::Make(
      {*VerifierKey::Parse(kLogKey)},
      {*VerifierKey::Parse(kWitnessKey), newer->verifier(), other->verifier()},
      2);
  Note note = *ParseNote(CosignedNote());
  note.signatures.push_back(newer->Cosign(kText, kCosignedAt));
  EXPECT_TRUE(
      absl::IsPermissionDenied(policy.Verify(FormatNote(note)).status()));
  note.signatures.push_back(other->Cosign(kText, kCosignedAt));
  EXPECT_EQ(policy.Verify(FormatNote(note))->cosignatures.size(), 3u);
}

TEST(Policy, AKeyThatWasChangedSignsWithBoth) {
  const auto newer = NoteSigner::FromSeed("ledger.example/points",
                                          KeyType::kEd25519, SeedFrom(3));
  Note note = *ParseNote(LogNote());
  note.signatures.push_back(newer->Sign(kText));
  const std::string bytes = FormatNote(note);
  const Policy old_one = *Policy::Make({*VerifierKey::Parse(kLogKey)}, {}, 0);
  const Policy new_one = *Policy::Make({newer->verifier()}, {}, 0);
  EXPECT_TRUE(old_one.Verify(bytes).ok());
  EXPECT_TRUE(new_one.Verify(bytes).ok());
  EXPECT_FALSE(new_one.Verify(LogNote()).ok());
}

}  // namespace
}  // namespace greenledger::checkpoint
