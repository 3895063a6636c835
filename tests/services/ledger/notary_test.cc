#include "services/ledger/notary.h"

#include <fstream>
#include <sstream>

#include "gmock/gmock.h"
#include "prometheus/text_serializer.h"
#include "storage/proof/consistency.h"
#include "tests/services/ledger/proofs_testing.h"

namespace greenledger::ledger {
namespace {

using ::testing::HasSubstr;

std::string Content(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream content;
  content << file.rdbuf();
  return content.str();
}

class NotaryTest : public ProofsTest {
 protected:
  std::string SignedFile(char letter) const {
    return KeyFile(letter) + ".signed/350212002001";
  }
};

TEST_F(NotaryTest, WhatIsAnsweredIsKeptBesideTheKey) {
  Start();
  world->Populate();
  const std::string note = Checkpoint(/*fresh=*/false);
  EXPECT_EQ(HeadOf(note).size, Size());
  EXPECT_EQ(HeadOf(note).root, world->ledger().store().Head(kBook)->root);
  EXPECT_EQ(Content(SignedFile('a')), note);
  EXPECT_FALSE(std::filesystem::exists(folder.File("data") + "/signed"));
}

TEST_F(NotaryTest, ANewOneIsMadeOnlyIfAskedForAndTheBookGrew) {
  Start();
  world->Populate();
  const std::string first = Checkpoint(/*fresh=*/false);
  EXPECT_EQ(Checkpoint(/*fresh=*/true), first);
  Grow(50);
  EXPECT_EQ(Checkpoint(/*fresh=*/false), first);
  const std::string second = Checkpoint(/*fresh=*/true);
  EXPECT_EQ(HeadOf(second).size, HeadOf(first).size + 1);
  EXPECT_EQ(Checkpoint(/*fresh=*/false), second);
}

TEST_F(NotaryTest, AnOlderCopyIsFoundOut) {
  Start();
  world->Populate();
  Stop();
  Copy("data", "older");
  Start();
  const uint64_t older = Size();
  Grow(50);
  const std::string note = Checkpoint(/*fresh=*/true);
  Stop();
  Copy("data", "newer");

  Copy("older", "data");
  Start();
  std::string none;
  const grpc::Status refused = AskCheckpoint(/*fresh=*/false, &none);
  EXPECT_EQ(refused.error_code(), grpc::StatusCode::FAILED_PRECONDITION);
  EXPECT_EQ(ReasonOf(refused), "CHECKPOINT_CONFLICT");
  const auto metadata = ErrorInfoOf(refused).metadata();
  EXPECT_EQ(metadata.at("size"), std::to_string(older));
  EXPECT_EQ(metadata.at("signed_size"), std::to_string(older + 1));
  EXPECT_EQ(world->Points(kHousehold), 0) << "the rest goes on";
  EXPECT_EQ(Content(SignedFile('a')), note);

  Stop();
  Copy("newer", "data");
  Start();
  EXPECT_EQ(Checkpoint(/*fresh=*/true), note);
}

TEST_F(NotaryTest, ABookThatGrewDifferentlyIsFoundOut) {
  Start();
  world->Populate();
  Stop();
  Copy("data", "older");
  Start();
  Grow(50);
  Checkpoint(/*fresh=*/true);
  Stop();

  Copy("older", "data");
  Start();
  Grow(60);
  EXPECT_EQ(Refusal(), "CHECKPOINT_CONFLICT");
  Grow(61);
  EXPECT_EQ(Refusal(), "CHECKPOINT_CONFLICT");
  world->ledger().notary().SignGrown();
  const std::string figures =
      prometheus::TextSerializer().Serialize(world->metrics().Collect());
  EXPECT_THAT(figures, HasSubstr("greenledger_security_events_total{event="
                                 "\"checkpoint_conflict\"} 1"));
}

TEST_F(NotaryTest, WhatWasKeptButNotAnsweredIsAnsweredAfterARestart) {
  Start();
  world->Populate();
  Checkpoint(/*fresh=*/true);
  Grow(50);
  // The answer is lost with the process.
  const std::string kept = Checkpoint(/*fresh=*/true);
  std::ofstream(SignedFile('a') + ".new") << "half a no";
  Start();
  Grow(51);
  EXPECT_EQ(Checkpoint(/*fresh=*/false), kept);
  EXPECT_EQ(HeadOf(Checkpoint(/*fresh=*/true)).size, HeadOf(kept).size + 1);
}

TEST_F(NotaryTest, WhatCannotBeKeptIsNotAnswered) {
  Start();
  world->Populate();
  const std::string first = Checkpoint(/*fresh=*/true);
  std::filesystem::remove_all(KeyFile('a') + ".signed");
  Grow(50);
  EXPECT_EQ(Refusal(), "INTERNAL");
  EXPECT_EQ(Checkpoint(/*fresh=*/false), first);
}

TEST_F(NotaryTest, AKeyIsChangedByLettingBothSign) {
  Start("a");
  world->Populate();
  const std::string first = Checkpoint(/*fresh=*/true);
  Start("ab");
  // Both sign what the old key had signed, and what comes.
  const std::string both = Checkpoint(/*fresh=*/false);
  EXPECT_EQ(HeadOf(both, "a"), HeadOf(first, "a"));
  EXPECT_EQ(HeadOf(both, "b"), HeadOf(first, "a"));
  Grow(50);
  const std::string second = Checkpoint(/*fresh=*/true);
  EXPECT_EQ(HeadOf(second, "a"), HeadOf(second, "b"));
  Start("b");
  EXPECT_EQ(Checkpoint(/*fresh=*/false), second);
  Grow(51);
  const std::string third = Checkpoint(/*fresh=*/true);
  EXPECT_EQ(HeadOf(third, "b").size, HeadOf(second, "a").size + 1);
  EXPECT_FALSE(Pinned("a").Verify(third).ok());
}

TEST_F(NotaryTest, TheMemoryOfEveryKeyCounts) {
  Start("a");
  world->Populate();
  Stop();
  Copy("data", "older");
  Start("b");
  Grow(50);
  Checkpoint(/*fresh=*/true);
  Stop();
  Copy("older", "data");
  Start("a");
  Grow(60);
  Grow(61);
  Checkpoint(/*fresh=*/true);
  Start("ab");
  EXPECT_EQ(Refusal(), "CHECKPOINT_CONFLICT");
}

TEST_F(NotaryTest, AKeptCheckpointThatIsNotTheKeysIsDataLoss) {
  Start();
  world->Populate();
  const std::string note = Checkpoint(/*fresh=*/true);
  const auto refusal_with = [&](const std::string& kept) {
    std::ofstream(SignedFile('a'), std::ios::binary) << kept;
    Start();
    return Refusal();
  };
  std::string other_size = note;
  other_size[note.find('\n') + 1] ^= 1;
  EXPECT_EQ(refusal_with(other_size), "DATA_LOSS");
  EXPECT_EQ(refusal_with(""), "DATA_LOSS");
  EXPECT_EQ(refusal_with(note.substr(0, note.size() - 1)), "DATA_LOSS");
  EXPECT_EQ(refusal_with(note), "");
}

TEST_F(NotaryTest, BooksThatGrewGetCheckpointsUnasked) {
  every = std::chrono::milliseconds(1);
  Start();
  world->Populate();
  Grow(50);
  // The call itself makes the first one only.
  while (HeadOf(Checkpoint(/*fresh=*/false)).size < Size()) {
  }
  Grow(51);
  while (HeadOf(Checkpoint(/*fresh=*/false)).size < Size()) {
  }
}

TEST_F(NotaryTest, AServerWithoutAKeyNamesTheFlag) {
  Start("");
  world->Populate();
  std::string note;
  const grpc::Status status = AskCheckpoint(/*fresh=*/true, &note);
  EXPECT_EQ(ReasonOf(status), "NO_LOG_KEY");
  EXPECT_THAT(status.error_message(), HasSubstr("--log-key"));
  EXPECT_THAT(status.error_message(), HasSubstr("greenledger key generate"));
}

}  // namespace
}  // namespace greenledger::ledger
