#include "services/common/token_buckets.h"

#include "gtest/gtest.h"

namespace greenledger::common {
namespace {

using std::chrono::microseconds;
using std::chrono::seconds;

TokenBuckets::Steady At(int second) {
  return TokenBuckets::Steady(seconds(1'000 + second));
}

TEST(TokenBucketsTest, ABurstIsLetThroughAndThenOneAtATime) {
  TokenBuckets buckets(16, 3, seconds(10));
  for (int i = 0; i < 3; ++i) EXPECT_EQ(buckets.Take(7, At(0)).count(), 0);
  EXPECT_EQ(buckets.Take(7, At(0)), microseconds(seconds(10)));
  EXPECT_EQ(buckets.Take(7, At(4)), microseconds(seconds(6)));
  EXPECT_EQ(buckets.Take(7, At(10)).count(), 0);
  EXPECT_EQ(buckets.Take(7, At(10)), microseconds(seconds(10)));
}

TEST(TokenBucketsTest, AfterARestTheWholeBurstIsBackAndNoMore) {
  TokenBuckets buckets(1, 2, seconds(10));
  EXPECT_EQ(buckets.Take(1, At(0)).count(), 0);
  EXPECT_EQ(buckets.Take(1, At(500)).count(), 0);
  EXPECT_EQ(buckets.Take(1, At(500)).count(), 0);
  EXPECT_GT(buckets.Take(1, At(500)).count(), 0);
}

TEST(TokenBucketsTest, OneKeyDoesNotUseUpAnothers) {
  TokenBuckets buckets(4096, 1, seconds(10));
  EXPECT_EQ(buckets.Take(1, At(0)).count(), 0);
  int let_through = 0;
  for (int key = 2; key < 102; ++key) {
    if (buckets.Take(key, At(0)).count() == 0) ++let_through;
  }
  EXPECT_GT(let_through, 80) << "two keys seldom share a bucket";
}

}  // namespace
}  // namespace greenledger::common
