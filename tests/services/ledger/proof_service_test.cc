#include "services/ledger/proof_service.h"

#include "gmock/gmock.h"
#include "storage/checkpoint/proof_file.h"
#include "storage/proof/consistency.h"
#include "tests/services/ledger/proofs_testing.h"

namespace greenledger::ledger {
namespace {

using ::testing::HasSubstr;

constexpr uint64_t kTimeSeconds = 1'780'624'800;

checkpoint::NoteSigner Witness(int number) {
  return *checkpoint::NoteSigner::FromSeed(
      "witness.example/w" + std::to_string(number),
      checkpoint::KeyType::kCosignature,
      std::string(32, static_cast<char>(number)));
}

class ProofServiceTest : public ProofsTest {
 protected:
  grpc::Status AskProof(uint64_t index, uint64_t size,
                        v1::GetProofResponse* response) {
    v1::GetProofRequest request;
    request.set_book(kBook);
    request.set_index(index);
    request.set_size(size);
    grpc::ClientContext context;
    return world->proofs().GetProof(&context, request, response);
  }
  std::string RefusedProof(uint64_t index, uint64_t size) {
    v1::GetProofResponse response;
    return ReasonOf(AskProof(index, size, &response));
  }

  grpc::Status AskGrowth(uint64_t old_size, uint64_t new_size,
                         v1::GetConsistencyProofResponse* response) {
    v1::GetConsistencyProofRequest request;
    request.set_book(kBook);
    request.set_old_size(old_size);
    request.set_new_size(new_size);
    grpc::ClientContext context;
    return world->proofs().GetConsistencyProof(&context, request, response);
  }

  // A signature line without its line end.
  static std::string Line(const checkpoint::NoteSignature& signature) {
    std::string line = checkpoint::FormatSignatureLine(signature);
    line.pop_back();
    return line;
  }
  static std::string Cosign(int witness, const std::string& note) {
    const std::string text = checkpoint::ParseNote(note)->text;
    return Line(Witness(witness).Cosign(text, kTimeSeconds));
  }

  grpc::Status Add(uint64_t size, const std::vector<std::string>& lines,
                   v1::AddCosignaturesResponse* response) {
    v1::AddCosignaturesRequest request;
    request.set_book(kBook);
    request.set_size(size);
    for (const std::string& line : lines) request.add_signatures(line);
    grpc::ClientContext context;
    return world->proofs().AddCosignatures(&context, request, response);
  }

  // Trusts witnesses 1 to `count` at the next Start.
  void TrustWitnesses(int count) {
    std::string policy = "log " + LogKey('a').ToText() + "\n";
    for (int i = 1; i <= count; ++i) {
      policy += "witness " + Witness(i).verifier().ToText() + "\n";
    }
    options.witness_policy = folder.Write("policy", policy);
  }
};

TEST_F(ProofServiceTest, EveryEntryIsProvenInEveryCheckpoint) {
  Start();
  world->Populate();
  Checkpoint(/*fresh=*/true);
  const std::vector<std::string> entries = world->Entries();
  for (uint64_t size = 0; size <= entries.size(); ++size) {
    const uint64_t end = size == 0 ? entries.size() : size;
    for (uint64_t index = 0; index < end; ++index) {
      v1::GetProofResponse response;
      ASSERT_TRUE(AskProof(index, size, &response).ok());
      const proof::Hash leaf = proof::LeafHash(entries[index]);
      EXPECT_EQ(response.leaf_hash(), proof::AsBytes(leaf));
      const auto file = checkpoint::ParseProofFile(response.proof());
      ASSERT_TRUE(file.ok()) << file.status();
      EXPECT_EQ(file->index, index);
      const auto verified = checkpoint::VerifyProofFile(*file, leaf, Pinned());
      ASSERT_TRUE(verified.ok()) << verified.status();
      EXPECT_EQ(verified->checkpoint.head.size, end);
    }
  }
}

TEST_F(ProofServiceTest, ABookOnlyGrows) {
  Start("");
  world->Populate();
  const uint64_t size = Size();
  for (uint64_t old_size = 1; old_size <= size; ++old_size) {
    v1::GetConsistencyProofResponse response;
    ASSERT_TRUE(AskGrowth(old_size, size, &response).ok());
    std::vector<proof::Hash> hashes;
    for (const std::string& hash : response.hashes()) {
      hashes.push_back(proof::FromBytes(hash));
    }
    EXPECT_TRUE(proof::VerifyConsistency(
        {old_size, proof::FromBytes(response.old_root())},
        {size, proof::FromBytes(response.new_root())}, hashes));
    EXPECT_EQ(response.new_root(),
              proof::AsBytes(world->ledger().store().Head(kBook)->root));
  }
}

TEST_F(ProofServiceTest, WhatCannotBeProvenHasAReason) {
  Start();
  std::string note;
  EXPECT_EQ(ReasonOf(AskCheckpoint(true, &note)), "BOOK_UNKNOWN");
  world->Populate();
  const uint64_t size = HeadOf(Checkpoint(/*fresh=*/true)).size;
  Grow(50);
  v1::GetConsistencyProofResponse growth;
  EXPECT_EQ(RefusedProof(size, 0), "NOT_IN_CHECKPOINT");
  EXPECT_EQ(RefusedProof(5, 5), "NOT_IN_CHECKPOINT");
  EXPECT_EQ(RefusedProof(size + 1, 0), "ENTRY_UNKNOWN");
  EXPECT_EQ(RefusedProof(0, size + 1), "CHECKPOINT_UNKNOWN");
  EXPECT_EQ(ReasonOf(AskGrowth(1, size + 1, &growth)), "");
  EXPECT_EQ(ReasonOf(AskGrowth(1, size + 2, &growth)), "TREE_UNKNOWN");
  EXPECT_EQ(ReasonOf(AskGrowth(2, 1, &growth)), "BAD_FIELD");
}

TEST_F(ProofServiceTest, KeysAreListedWithTheRetiredOnesLast) {
  // The public key of seed 00..1f of RFC 8032's algorithm.
  options.retired = {
      "03a107bff3ce10be1d70dd18e74bc09967e4d6309ba50d5f1ddc8664125531b8"};
  Start("ab");
  world->Populate();
  v1::ListVerifierKeysRequest request;
  request.set_book(kBook);
  v1::ListVerifierKeysResponse response;
  grpc::ClientContext context;
  ASSERT_TRUE(
      world->proofs().ListVerifierKeys(&context, request, &response).ok());
  ASSERT_EQ(response.keys_size(), 3);
  EXPECT_EQ(response.keys(0).text(), LogKey('a').ToText());
  EXPECT_EQ(response.keys(1).text(), LogKey('b').ToText());
  EXPECT_FALSE(response.keys(1).retired());
  EXPECT_TRUE(response.keys(2).retired());
  EXPECT_THAT(response.keys(2).text(),
              HasSubstr("+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4"));
}

TEST_F(ProofServiceTest, CosignaturesOfTrustedWitnessesAreKept) {
  TrustWitnesses(2);
  Start();
  world->Populate();
  const std::string note = Checkpoint(/*fresh=*/true);
  const uint64_t size = HeadOf(note).size;
  v1::AddCosignaturesResponse response;
  const std::vector<std::string> lines = {Cosign(1, note), Cosign(3, note)};
  ASSERT_TRUE(Add(size, lines, &response).ok());
  EXPECT_EQ(response.added(), 1u);
  EXPECT_EQ(response.ignored(), 1u);
  EXPECT_EQ(response.checkpoint(), note + lines[0] + "\n");
  response.Clear();
  ASSERT_TRUE(Add(size, {Cosign(2, note), lines[0]}, &response).ok());
  EXPECT_EQ(response.added(), 1u);
  EXPECT_EQ(response.ignored(), 0u);
  const auto policy = checkpoint::Policy::Make(
      {LogKey('a')}, {Witness(1).verifier(), Witness(2).verifier()}, 2);
  EXPECT_TRUE(policy->Verify(response.checkpoint()).ok());
  Start();
  EXPECT_EQ(Checkpoint(/*fresh=*/false), response.checkpoint());
}

TEST_F(ProofServiceTest, AtMostFifteenCosignaturesAreKept) {
  TrustWitnesses(16);
  Start();
  world->Populate();
  const std::string note = Checkpoint(/*fresh=*/true);
  std::vector<std::string> lines;
  for (int i = 1; i <= 16; ++i) lines.push_back(Cosign(i, note));
  v1::AddCosignaturesResponse response;
  ASSERT_TRUE(Add(HeadOf(note).size, lines, &response).ok());
  EXPECT_EQ(response.added(), 15u);
  EXPECT_EQ(response.ignored(), 1u);
  EXPECT_EQ(HeadOf(response.checkpoint()).size, Size());
}

TEST_F(ProofServiceTest, BadCosignaturesAreRefusedWhole) {
  TrustWitnesses(2);
  Start();
  world->Populate();
  const std::string note = Checkpoint(/*fresh=*/true);
  const uint64_t size = HeadOf(note).size;
  const std::string good = Cosign(1, note);
  checkpoint::NoteSignature bad =
      Witness(2).Cosign("another text\n", kTimeSeconds);
  v1::AddCosignaturesResponse response;
  EXPECT_EQ(ReasonOf(Add(size, {good, Line(bad)}, &response)),
            "BAD_COSIGNATURE");
  EXPECT_EQ(ReasonOf(Add(size, {good, "nonsense"}, &response)), "BAD_FIELD");
  EXPECT_EQ(ReasonOf(Add(size, {good + "\n" + good}, &response)), "BAD_FIELD");
  EXPECT_EQ(ReasonOf(Add(size - 1, {good}, &response)), "CHECKPOINT_UNKNOWN");
  EXPECT_EQ(Checkpoint(/*fresh=*/false), note);
}

}  // namespace
}  // namespace greenledger::ledger
