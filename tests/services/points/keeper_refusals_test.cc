// What the ledger refuses even to its own services.
#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>

#include "tests/services/points/points_world.h"

namespace greenledger::points {
namespace {

// Why an entry given as text would be refused; UNSPECIFIED if it would not.
v1::RefusalReason ReasonFor(PointsWorld* world, const std::string& text) {
  std::vector<rules::CommandItem> items(1);
  EXPECT_TRUE(
      google::protobuf::TextFormat::ParseFromString(text, &items[0].entry));
  ledger::LiveBook* book = world->ledger.ledger().books().Find(ledger::kBook);
  common::MutexLock lock(book->mu);
  const auto refusals = rules::CheckCommand(book->state, world->Now(), &items);
  return refusals.empty() ? v1::REFUSAL_REASON_UNSPECIFIED
                          : refusals[0].reason();
}

TEST(KeeperRefusalTest, NoTimeOutBeforeItsTime) {
  PointsWorld world;
  world.Earn(1, 10);
  const std::string text =
      "hold_voided { cause: VOID_CAUSE_TIMED_OUT by: 'ledger' hold_index: " +
      std::to_string(world.Place(1, 1000).first_index()) + " }";
  EXPECT_EQ(ReasonFor(&world, text), v1::REFUSAL_REASON_HOLD_NOT_EXPIRED);
  world.ledger.clock.Advance(kHourUs);
  EXPECT_EQ(ReasonFor(&world, text), v1::REFUSAL_REASON_HOLD_NOT_EXPIRED)
      << "the last moment counts";
  world.ledger.clock.Advance(1);
  EXPECT_EQ(ReasonFor(&world, text), v1::REFUSAL_REASON_UNSPECIFIED);
}

TEST(KeeperRefusalTest, NoEndOfALotThatHasNotEndedOrIsNotThere) {
  PointsWorld world({.expiry = RollingMonths(1)});
  world.Earn(1, 10);
  const int32_t last_day = world.Points(1).lots(0).last_day();
  const auto text = [](uint64_t household, int32_t day) {
    return "points_expired { household_number: " + std::to_string(household) +
           " last_day: " + std::to_string(day) + " }";
  };
  EXPECT_EQ(ReasonFor(&world, text(1, last_day)),
            v1::REFUSAL_REASON_NOTHING_DUE);
  world.ledger.clock.Advance(60 * kDayUs);
  EXPECT_EQ(ReasonFor(&world, text(1, last_day)),
            v1::REFUSAL_REASON_UNSPECIFIED);
  EXPECT_EQ(ReasonFor(&world, text(1, last_day - 1)),
            v1::REFUSAL_REASON_NOTHING_DUE);
  EXPECT_EQ(ReasonFor(&world, text(99, last_day)),
            v1::REFUSAL_REASON_HOUSEHOLD_UNKNOWN);
}

TEST(KeeperRefusalTest, NoEndOfWhatIsNotOpen) {
  PointsWorld world;
  EXPECT_EQ(ReasonFor(&world, "move_ended { out_index: 3 }"),
            v1::REFUSAL_REASON_MOVE_UNKNOWN);
  EXPECT_EQ(ReasonFor(&world, "correction_ended { correction_index: 3 }"),
            v1::REFUSAL_REASON_CORRECTION_UNKNOWN);
  EXPECT_EQ(ReasonFor(&world, "drops_rerated { correction_index: 3 }"),
            v1::REFUSAL_REASON_CORRECTION_UNKNOWN);
}

}  // namespace
}  // namespace greenledger::points
