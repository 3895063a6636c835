#include "services/common/clock.h"

#include "gtest/gtest.h"
#include "services/common/clock_watch.h"

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

constexpr int64_t kMinuteUs = 60'000'000;

TEST(ClockWatchTest, TellsAStepFromTimeThatGoesBy) {
  ClockWatch watch;
  EXPECT_EQ(watch.Look(1'000 * kMinuteUs, 7), std::nullopt);
  EXPECT_EQ(watch.Look(1'060 * kMinuteUs, 60 * kMinuteUs + 7), std::nullopt);
  EXPECT_EQ(watch.Look(1'000 * kMinuteUs, 60 * kMinuteUs + 7), -60 * kMinuteUs);
  EXPECT_EQ(watch.Look(1'000 * kMinuteUs, 60 * kMinuteUs + 7), std::nullopt);
  EXPECT_EQ(watch.Look(1'006 * kMinuteUs, 60 * kMinuteUs + 7), 6 * kMinuteUs);
}

TEST(ClockWatchTest, AClockThatIsKeptRightIsNoEvent) {
  ClockWatch watch;
  EXPECT_EQ(watch.Look(0, 0), std::nullopt);
  EXPECT_EQ(watch.Look(kClockStepUsMax, 0), std::nullopt);
  EXPECT_EQ(watch.Look(0, 0), std::nullopt);
}

}  // namespace
}  // namespace greenledger::common
