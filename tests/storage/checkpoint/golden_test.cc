#include "tests/storage/checkpoint/golden.h"

#include <gtest/gtest.h>

#include "storage/checkpoint/add_checkpoint.h"
#include "storage/checkpoint/checkpoint.h"
#include "storage/checkpoint/proof_file.h"
#include "storage/proof/consistency.h"
#include "tests/testing/hex.h"

namespace greenledger::checkpoint {
namespace {

using ::greenledger::testing::FromHex;
using ::greenledger::testing::ToHex;

TEST(Golden, VerifierKeys) {
  EXPECT_EQ(LogSigner().verifier().ToText(), kLogKey);
  EXPECT_EQ(WitnessSigner().verifier().ToText(), kWitnessKey);
  const auto key = VerifierKey::Parse(kWitnessKey);
  ASSERT_TRUE(key.ok()) << key.status();
  EXPECT_EQ(key->name(), "witness.example/w1");
  EXPECT_EQ(key->id(), 0x20324abeu);
  EXPECT_EQ(key->type(), KeyType::kCosignature);
}

TEST(Golden, CheckpointText) {
  const auto checkpoint = ParseCheckpoint(kText);
  ASSERT_TRUE(checkpoint.ok()) << checkpoint.status();
  EXPECT_EQ(checkpoint->origin, "ledger.example/points");
  EXPECT_EQ(checkpoint->head.size, 8u);
  EXPECT_EQ(ToHex(proof::AsBytes(checkpoint->head.root)),
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");
  EXPECT_EQ(FormatCheckpoint(*checkpoint), kText);
}

TEST(Golden, SignaturesByteForByte) {
  EXPECT_EQ(FormatSignatureLine(LogSigner().Sign(kText)), kLogLine);
  EXPECT_EQ(FormatSignatureLine(WitnessSigner().Cosign(kText, kCosignedAt)),
            kWitnessLine);
}

TEST(Golden, CosignedCheckpointVerifies) {
  const auto verified = GoldenPolicy().Verify(CosignedNote());
  ASSERT_TRUE(verified.ok()) << verified.status();
  EXPECT_EQ(verified->checkpoint.head.size, 8u);
  ASSERT_EQ(verified->log_signatures.size(), 1u);
  ASSERT_EQ(verified->cosignatures.size(), 1u);
  EXPECT_EQ(verified->cosignatures[0].time_seconds, kCosignedAt);
  EXPECT_EQ(FormatNote(verified->note), CosignedNote());
}

TEST(Golden, ProofFileOfLeafFive) {
  const auto file = ParseProofFile(GoldenProofFile());
  ASSERT_TRUE(file.ok()) << file.status();
  EXPECT_EQ(file->index, 5u);
  EXPECT_EQ(FormatProofFile(*file), GoldenProofFile());
  const proof::Hash leaf = proof::LeafHash(FromHex("40414243"));
  EXPECT_TRUE(VerifyProofFile(*file, leaf, GoldenPolicy()).ok());
}

TEST(Golden, ProofFileWithExtraData) {
  ProofFile file = *ParseProofFile(GoldenProofFile());
  file.extra = "where it was printed";
  const auto read = ParseProofFile(FormatProofFile(file));
  ASSERT_TRUE(read.ok()) << read.status();
  EXPECT_EQ(*read, file);
}

TEST(Golden, RequestToAWitness) {
  const auto request = ParseAddCheckpoint(GoldenRequest());
  ASSERT_TRUE(request.ok()) << request.status();
  EXPECT_EQ(request->old_size, 6u);
  EXPECT_EQ(request->checkpoint, LogNote());
  EXPECT_EQ(FormatAddCheckpoint(*request), GoldenRequest());
  const proof::TreeHead six{
      6, proof::FromBytes(FromHex("76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce7"
                                  "5277b5232a127f2087ef"))};
  EXPECT_TRUE(proof::VerifyConsistency(six, ParseCheckpoint(kText)->head,
                                       request->hashes));
}

TEST(Golden, ExampleOfTheStandardForNotes) {
  const auto key = VerifierKey::Parse(
      "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k");
  ASSERT_TRUE(key.ok()) << key.status();
  const auto note = ParseNote(
      "This is an example message.\n\n"
      "\xe2\x80\x94 example.com/foo "
      "Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXm"
      "RKuwHjG1Yu72IneyaQM=\n");
  ASSERT_TRUE(note.ok()) << note.status();
  EXPECT_EQ(VerifyNote(*note, *KeySet::Make({*key}))->size(), 1u);
}

TEST(Golden, EmptyTree) {
  const auto checkpoint = ParseCheckpoint(
      "ledger.example/points\n0\n"
      "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n");
  ASSERT_TRUE(checkpoint.ok()) << checkpoint.status();
  EXPECT_EQ(checkpoint->head, (proof::TreeHead{0, proof::EmptyRoot()}));
}

TEST(Golden, OriginOfABook) {
  EXPECT_EQ(OriginOf("ledger.example", 350212002001),
            "ledger.example/350212002001");
  EXPECT_EQ(OriginOf("ledger.example", 7), "ledger.example/000000000007");
  EXPECT_EQ(*BookOfOrigin("ledger.example/000000000007"), 7u);
  EXPECT_EQ(*BookOfOrigin("a/b/350212002001"), 350212002001u);
  for (const auto wrong :
       {"ledger.example/7", "ledger.example/points", "", "350212002001",
        "/350212002001", "a/0350212002001", "a/35021200200x"}) {
    EXPECT_FALSE(BookOfOrigin(wrong).ok()) << wrong;
  }
}

}  // namespace
}  // namespace greenledger::checkpoint
