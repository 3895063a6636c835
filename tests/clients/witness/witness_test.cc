#include "clients/witness/witness.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <memory>

#include "tests/clients/witness/growing_log.h"
#include "tests/testing/temp_folder.h"

namespace greenledger::witness {
namespace {

class WitnessTest : public ::testing::Test {
 protected:
  WitnessTest() { Start(); }

  // Ends the witness, if there is one, and opens it on the same state.
  void Start() {
    witness_.reset();
    auto state = StateFolder::Open(folder_.path());
    ASSERT_TRUE(state.ok()) << state.status();
    witness_ = std::make_unique<Witness>(WitnessSigner(), log_.Policy(),
                                         *std::move(state));
  }

  HttpAnswer Ask(const std::string& body) {
    return witness_->AddCheckpoint(body, kTimeSeconds);
  }

  // What a witness answers that keeps a checkpoint of another size.
  void ExpectConflict(const HttpAnswer& answer, uint64_t kept) {
    EXPECT_EQ(answer.status, 409u);
    EXPECT_EQ(answer.content_type, "text/x.tlog.size");
    EXPECT_EQ(answer.body, std::to_string(kept) + "\n");
  }

  GrowingLog log_;
  testing::TempFolder folder_;
  std::unique_ptr<Witness> witness_;
};

TEST_F(WitnessTest, CosignsALogAsItGrows) {
  uint64_t old_size = 0;
  for (const uint64_t size : {3u, 8u, 8u, 21u, 40u}) {
    EXPECT_TRUE(log_.IsCosignedBy(Ask(log_.Request(old_size, size)), size));
    old_size = size;
  }
}

TEST_F(WitnessTest, AnEmptyLogToo) {
  EXPECT_TRUE(log_.IsCosignedBy(Ask(log_.Request(0, 0)), 0));
  EXPECT_TRUE(log_.IsCosignedBy(Ask(log_.Request(0, 5)), 5));
}

TEST_F(WitnessTest, RemembersAfterARestart) {
  ASSERT_EQ(Ask(log_.Request(0, 8)).status, 200u);
  Start();
  ExpectConflict(Ask(log_.Request(0, 9)), 8);
  EXPECT_TRUE(log_.IsCosignedBy(Ask(log_.Request(8, 9)), 9));
}

TEST_F(WitnessTest, 400ForWhatIsNoRequest) {
  for (const std::string& body :
       {std::string(), std::string("hello"), std::string("old 0\n\n"),
        std::string("old 0\n\nno note\n"),
        std::string("old 0\n\nx\n\n\xe2\x80\x94 a AAAAAAA=\n")}) {
    EXPECT_EQ(Ask(body).status, 400u) << body;
  }
}

TEST_F(WitnessTest, 400ForAnOldSizeAboveTheCheckpoints) {
  const HttpAnswer answer =
      Ask(checkpoint::FormatAddCheckpoint({9, {}, log_.Checkpoint(8)}));
  EXPECT_EQ(answer.status, 400u);
  EXPECT_EQ(answer.body, "old size 9: must be at most the checkpoint's, 8\n");
}

TEST_F(WitnessTest, 403WithoutAGoodSignatureOfTheLog) {
  const auto stranger = checkpoint::NoteSigner::FromSeed(
      "ledger.example/000000000007", checkpoint::KeyType::kEd25519,
      std::string(32, 'x'));
  const std::string text = log_.Text(8);
  const std::string unsigned_note =
      checkpoint::FormatNote({text, {stranger->Sign(text)}});
  EXPECT_EQ(Ask(checkpoint::FormatAddCheckpoint({0, {}, unsigned_note})).status,
            403u);
  std::string forged = log_.Checkpoint(8);
  forged.replace(forged.find("\n8\n"), 3, "\n9\n");
  EXPECT_EQ(Ask(checkpoint::FormatAddCheckpoint({0, {}, forged})).status, 403u);
}

TEST_F(WitnessTest, 404ForALogItDoesNotKnow) {
  const GrowingLog other("entry", "ledger.example/000000000008");
  const HttpAnswer answer = Ask(other.Request(0, 3));
  EXPECT_EQ(answer.status, 404u);
  EXPECT_EQ(answer.body,
            "no key of the log \"ledger.example/000000000008\" is pinned\n");
}

TEST_F(WitnessTest, 409ForAnotherOldSize) {
  ASSERT_EQ(Ask(log_.Request(0, 8)).status, 200u);
  ExpectConflict(Ask(log_.Request(0, 20)), 8);
  ExpectConflict(Ask(log_.Request(7, 20)), 8);
  ExpectConflict(Ask(log_.Request(9, 20)), 8);
  // A log that was put back to an older copy.
  ExpectConflict(Ask(log_.Request(5, 6)), 8);
}

TEST_F(WitnessTest, 409ForAnotherRootAtTheSameSize) {
  const GrowingLog fork("another");
  ASSERT_EQ(Ask(log_.Request(0, 8)).status, 200u);
  ExpectConflict(Ask(fork.Request(8, 8)), 8);
}

TEST_F(WitnessTest, 422ForAForkedLog) {
  const GrowingLog fork("another");
  ASSERT_EQ(Ask(log_.Request(0, 8)).status, 200u);
  EXPECT_EQ(Ask(fork.Request(8, 20)).status, 422u);
  EXPECT_TRUE(log_.IsCosignedBy(Ask(log_.Request(8, 20)), 20));
}

TEST_F(WitnessTest, 422ForAProofThatDoesNotFit) {
  ASSERT_EQ(Ask(log_.Request(0, 8)).status, 200u);
  std::vector<proof::Hash> hashes = log_.Growth(8, 20);
  hashes.pop_back();
  EXPECT_EQ(
      Ask(checkpoint::FormatAddCheckpoint({8, hashes, log_.Checkpoint(20)}))
          .status,
      422u);
  // A proof from nothing, or to the same size, is empty.
  const std::vector<proof::Hash> one(1);
  EXPECT_EQ(
      Ask(checkpoint::FormatAddCheckpoint({8, one, log_.Checkpoint(8)})).status,
      422u);
}

TEST_F(WitnessTest, WhatIsDamagedIsNotForgotten) {
  ASSERT_EQ(Ask(log_.Request(0, 8)).status, 200u);
  for (const auto& file : std::filesystem::directory_iterator(folder_.path())) {
    std::ofstream(file.path(), std::ios::binary) << "damaged";
  }
  EXPECT_EQ(Ask(log_.Request(0, 9)).status, 500u);
  EXPECT_EQ(Ask(log_.Request(8, 9)).status, 500u);
}

TEST_F(WitnessTest, WhatCannotBeKeptIsNotCosigned) {
  ASSERT_EQ(Ask(log_.Request(0, 8)).status, 200u);
  // A folder where the draft of the next checkpoint must go.
  for (const auto& file : std::filesystem::directory_iterator(folder_.path())) {
    std::filesystem::create_directory(file.path().string() + ".new");
  }
  EXPECT_EQ(Ask(log_.Request(8, 9)).status, 500u);
}

TEST_F(WitnessTest, OneWitnessForAFolder) {
  EXPECT_TRUE(absl::IsUnavailable(StateFolder::Open(folder_.path()).status()));
}

}  // namespace
}  // namespace greenledger::witness
