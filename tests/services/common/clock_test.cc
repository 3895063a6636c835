#include "services/common/clock.h"

#include "gtest/gtest.h"

namespace greenledger::common {
namespace {

TEST(ManualClockTest, MovesOnlyWhenTold) {
  ManualClock clock(1000);
  EXPECT_EQ(clock.NowMicros(), 1000);
  clock.Advance(5);
  EXPECT_EQ(clock.NowMicros(), 1005);
  clock.Set(3);
  EXPECT_EQ(clock.NowMicros(), 3);
}

TEST(SystemClockTest, CountsMicrosecondsSince1970) {
  constexpr int64_t kYear2020 = 1'577'836'800'000'000;
  constexpr int64_t kYear2200 = 7'258'118'400'000'000;
  const int64_t now = SystemClock().NowMicros();
  EXPECT_GT(now, kYear2020);
  EXPECT_LT(now, kYear2200);
}

}  // namespace
}  // namespace greenledger::common
