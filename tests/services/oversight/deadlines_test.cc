// Deadlines of clearances: met, missed, and told once, whatever the kiosk's
// connection and the server's restarts.
#include <gmock/gmock.h>
#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>

#include "tests/services/oversight/oversight_world.h"

namespace greenledger::oversight {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr int64_t kHourUs = 60 * ledger::kMinuteUs;
constexpr int64_t kDayUs = 24 * kHourUs;

// The world begins on 2026-06-05 at 10:00; food is due at 12:00 and 18:00.
class DeadlinesTest : public ::testing::Test {
 protected:
  DeadlinesTest() {
    v1::ClearancePlan plan;
    EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(
        R"(version: "p1" effective_from: "2026-06-05"
           rules { class_code: 3 by_minutes: 720 by_minutes: 1080
                   collector_number: 5 penalty: 2 })",
        &plan));
    EXPECT_EQ(world.Publish(plan).code(), v1::COMMAND_RESULT_CODE_ACCEPTED);
  }

  int64_t At(int64_t day, int64_t hour, int64_t minute = 0) const {
    return ledger::kStartUs + day * kDayUs + (hour - 10) * kHourUs +
           minute * ledger::kMinuteUs;
  }
  // Records made at that time and received at once.
  void DropAt(int64_t time_us) {
    world.ledger.clock.Set(time_us);
    world.Drop(500);
  }
  void ClearAt(int64_t time_us) {
    world.ledger.clock.Set(time_us);
    world.Send(OversightWorld::ClearanceAt(time_us, 500));
  }
  // Minutes of the deadlines that were told missed.
  std::vector<uint32_t> Missed() {
    world.Look();
    std::vector<uint32_t> minutes;
    for (const v1::Entry& entry :
         world.EntriesOf(v1::Entry::kClearanceMissed)) {
      minutes.push_back(entry.clearance_missed().by_minute());
    }
    return minutes;
  }
  int64_t Penalty() {
    return world.Net(v1::ACCOUNT_OWNER_COLLECTOR, kCollector,
                     v1::ASSET_PENALTY);
  }

  OversightWorld world;
};

TEST_F(DeadlinesTest, InTimeUpToTheMinute) {
  ClearAt(At(0, 12));
  ClearAt(At(0, 17, 59));
  DropAt(At(0, 20));
  EXPECT_THAT(Missed(), IsEmpty());
  EXPECT_EQ(Penalty(), 0);
}

TEST_F(DeadlinesTest, AMinuteLateIsLateOnce) {
  ClearAt(At(0, 12, 1));
  EXPECT_THAT(Missed(), ElementsAre(720));
  EXPECT_EQ(Penalty(), 2);
  world.Restart();
  EXPECT_THAT(Missed(), ElementsAre(720));
  // The late clearance is that of the next deadline.
  DropAt(At(0, 20));
  EXPECT_THAT(Missed(), ElementsAre(720));
  EXPECT_TRUE(world.Verify().ok()) << world.Verify();
}

TEST_F(DeadlinesTest, ACollectorWhoDoesNotComeIsPenalisedEachTime) {
  DropAt(At(2, 11));
  EXPECT_THAT(Missed(), ElementsAre(720, 1080, 720, 1080));
  EXPECT_EQ(Penalty(), 8);
  EXPECT_TRUE(world.Verify().ok()) << world.Verify();
}

TEST_F(DeadlinesTest, AnOfflineKioskAccusesNobody) {
  DropAt(At(0, 11));
  world.ledger.clock.Set(At(3, 10));
  EXPECT_THAT(Missed(), IsEmpty()) << "who knows";
  // Its records come at last; one clearance was missing.
  for (const int64_t when :
       {At(0, 11, 30), At(0, 17), At(1, 11), At(2, 11), At(2, 17)}) {
    world.Send(OversightWorld::ClearanceAt(when, 100));
  }
  EXPECT_THAT(Missed(), ElementsAre(1080));
  EXPECT_EQ(
      world.EntriesOf(v1::Entry::kClearanceMissed)[0].clearance_missed().day() %
          7,
      (20609u + 1) % 7)
      << "the day after the first";
}

TEST_F(DeadlinesTest, AKioskThatStaysSilentIsNotWaitedForForEver) {
  ClearAt(At(0, 11));
  world.ledger.clock.Set(At(7, 12) + ledger::kMinuteUs);
  EXPECT_THAT(Missed(), IsEmpty()) << "the first was met";
  world.ledger.clock.Set(At(8, 13));
  EXPECT_THAT(Missed(), ElementsAre(1080, 720));
  world.Restart();
  EXPECT_THAT(Missed(), ElementsAre(1080, 720));
  EXPECT_TRUE(world.Verify().ok()) << world.Verify();
}

TEST_F(DeadlinesTest, AClockThatJumpsAheadAccusesNobody) {
  v1::Record record = OversightWorld::DropAt(At(300, 10), 500);
  world.Send(record);
  record = OversightWorld::DropAt(At(3, 10), 500);
  record.set_clock_synced(false);
  world.Send(record);
  EXPECT_THAT(Missed(), IsEmpty());
}

TEST_F(DeadlinesTest, NobodyIsAccusedOfWhatWasBeforeThePlanOrTheKiosk) {
  v1::ClearancePlan plan;
  ASSERT_TRUE(google::protobuf::TextFormat::ParseFromString(
      R"(version: "p2" effective_from: "2026-06-06"
         rules { class_code: 3 by_minutes: 360 collector_number: 5 })",
      &plan));
  ASSERT_EQ(world.Publish(plan).code(), v1::COMMAND_RESULT_CODE_ACCEPTED);
  ClearAt(At(0, 11));
  ClearAt(At(0, 17));
  ClearAt(At(1, 5));
  DropAt(At(1, 20));
  EXPECT_THAT(Missed(), IsEmpty()) << "on the second day, 6:00 alone";
}

TEST_F(DeadlinesTest, ManyThatNobodyToldAreToldInTheirOrder) {
  world.ledger.clock.Set(At(60, 9));
  world.Drop(500);
  const auto missed = Missed();
  EXPECT_THAT(missed, SizeIs(120));
  EXPECT_EQ(Penalty(), 240);
  world.Restart(/*forget=*/true);
  EXPECT_EQ(Missed(), missed);
}

}  // namespace
}  // namespace greenledger::oversight
