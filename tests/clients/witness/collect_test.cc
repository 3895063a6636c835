#include "clients/witness/collect.h"

#include <gtest/gtest.h>

#include "tests/clients/witness/growing_log.h"
#include "tests/testing/temp_folder.h"

namespace greenledger::witness {
namespace {

class CollectTest : public ::testing::Test {
 protected:
  absl::StatusOr<std::vector<checkpoint::NoteSignature>> Collect(
      const GrowingLog& log, uint64_t size) {
    return CollectCosignatures(
        log.Checkpoint(size), size,
        [&](const std::string& body) {
          ++requests_;
          return witness_.AddCheckpoint(body, kTimeSeconds);
        },
        [&](uint64_t old_size) { return log.Growth(old_size, size); });
  }

  GrowingLog log_;
  testing::TempFolder folder_;
  Witness witness_{WitnessSigner(), log_.Policy(),
                   *StateFolder::Open(folder_.path())};
  int requests_ = 0;
};

TEST_F(CollectTest, FirstAtOnceThenWithTheSizeThatTheWitnessNames) {
  const auto first = Collect(log_, 8);
  ASSERT_TRUE(first.ok()) << first.status();
  EXPECT_EQ(requests_, 1);
  const auto second = Collect(log_, 20);
  ASSERT_TRUE(second.ok()) << second.status();
  EXPECT_EQ(requests_, 3);
  EXPECT_EQ(second->front().name, "witness.example/w1");
}

TEST_F(CollectTest, AWitnessThatHasSeenMore) {
  ASSERT_TRUE(Collect(log_, 20).ok());
  EXPECT_EQ(Collect(log_, 8).status(),
            absl::FailedPreconditionError("the witness has seen this log with "
                                          "20 entries, the checkpoint has 8"));
}

TEST_F(CollectTest, AForkIsRefused) {
  ASSERT_TRUE(Collect(log_, 8).ok());
  EXPECT_EQ(Collect(GrowingLog("another"), 20).status(),
            absl::PermissionDeniedError(
                "the witness answers 422: the proof does not lead from the "
                "checkpoint of size 8 that is kept to that of size 20"));
}

TEST_F(CollectTest, AnswersThatMeanNothing) {
  const auto answer = [&](HttpAnswer given) {
    return CollectCosignatures(
               log_.Checkpoint(8), 8, [&](const std::string&) { return given; },
               [&](uint64_t) { return std::vector<proof::Hash>(); })
        .status()
        .code();
  };
  EXPECT_EQ(answer({.status = 200, .body = "hello\n"}),
            absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(answer({.status = 409, .body = "many\n"}),
            absl::StatusCode::kPermissionDenied);
  // One that never agrees is not asked for ever.
  EXPECT_EQ(answer({.status = 409, .body = "3\n"}),
            absl::StatusCode::kPermissionDenied);
  EXPECT_EQ(answer({.status = 500}), absl::StatusCode::kPermissionDenied);
}

}  // namespace
}  // namespace greenledger::witness
