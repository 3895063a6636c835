#include "clients/kiosk/retry.h"

#include "gtest/gtest.h"
#include "tests/clients/kiosk/fake_ledger.h"

namespace greenledger::kiosk {
namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;

TEST(BackoffTest, DoublesItsSpreadUpToTheBound) {
  const RetryPolicy policy{8, milliseconds(100), milliseconds(200),
                           milliseconds(800)};
  Random random(1);
  microseconds longest_seen(0);
  for (int run = 0; run < 200; ++run) {
    Backoff backoff(policy, random);
    milliseconds spread(200);
    for (int attempt = 0; attempt < 6; ++attempt) {
      const microseconds wait = backoff.Next(std::nullopt);
      EXPECT_GE(wait, milliseconds(100));
      EXPECT_LT(wait, milliseconds(100) + spread);
      spread = std::min(spread * 2, milliseconds(800));
      longest_seen = std::max(longest_seen, wait);
    }
  }
  EXPECT_GT(longest_seen, milliseconds(700));
}

TEST(BackoffTest, KiosksToldTheSameDelayComeBackAtDifferentTimes) {
  Random first_kiosk(1);
  Random second_kiosk(2);
  const microseconds asked = std::chrono::seconds(5);
  const microseconds first = Backoff(RetryPolicy(), first_kiosk).Next(asked);
  const microseconds second = Backoff(RetryPolicy(), second_kiosk).Next(asked);
  EXPECT_NE(first, second);
  EXPECT_GE(std::min(first, second), asked);
}

TEST(PushBackTest, IsReadFromTheDetailsAndBounded) {
  using grpc::StatusCode;
  EXPECT_EQ(PushBack({StatusCode::UNAVAILABLE, "no details"}), std::nullopt);
  EXPECT_EQ(PushBack(PushedBack(StatusCode::UNAVAILABLE, 2)),
            microseconds(2'000'000));
  EXPECT_EQ(PushBack(PushedBack(StatusCode::UNAVAILABLE, -2)), microseconds(0));
  EXPECT_EQ(PushBack(PushedBack(StatusCode::UNAVAILABLE, 1'000'000)),
            kPushBackMax);
}

TEST(RetryTest, OnlyWhatMaySucceedLaterIsRetried) {
  using grpc::StatusCode;
  EXPECT_TRUE(IsRetryable({StatusCode::UNAVAILABLE, ""}));
  EXPECT_TRUE(IsRetryable({StatusCode::DEADLINE_EXCEEDED, ""}));
  EXPECT_TRUE(IsRetryable({StatusCode::CANCELLED, ""}));
  EXPECT_TRUE(IsRetryable(PushedBack(StatusCode::RESOURCE_EXHAUSTED, 1)));
  EXPECT_FALSE(IsRetryable({StatusCode::RESOURCE_EXHAUSTED, ""}));
  EXPECT_FALSE(IsRetryable({StatusCode::INVALID_ARGUMENT, ""}));
  EXPECT_FALSE(IsRetryable(grpc::Status::OK));
}

TEST(RandomTest, IsTheSameOnEveryMachine) {
  Random random(42);
  EXPECT_EQ(random.Next(), 1546998764402558742u);
  EXPECT_EQ(random.Next(), 6990951692964543102u);
}

}  // namespace
}  // namespace greenledger::kiosk
