// What a drop earns, through the whole ledger: merging, caps, quality, late and
// badly timed records, and the kiosk's own daily sums.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/ledger/rules/state.h"
#include "services/ledger/rules/tally.h"
#include "tests/services/ledger/ledger_world.h"

namespace greenledger::ledger {
namespace {

using ::testing::Contains;
using ::testing::IsEmpty;

constexpr int64_t kHourUs = 60 * kMinuteUs;

class DropsTest : public ::testing::Test {
 protected:
  DropsTest() { world.Populate(); }

  v1::Record Drop(uint32_t grams, int64_t time_us) {
    return DropRecord(++sequence_, time_us, grams);
  }
  v1::RecordResult Send(const v1::Record& record) {
    v1::SubmitRecordsResponse response;
    EXPECT_TRUE(world.Submit({record}, &response).ok());
    return response.results(0);
  }
  v1::RecordResult Send(uint32_t grams) {
    return Send(Drop(grams, world.clock.NowMicros()));
  }
  v1::Record Close(const v1::DailyClose& sums) {
    v1::Record record = Drop(0, world.clock.NowMicros());
    *record.mutable_daily_close() = sums;
    return record;
  }
  v1::Entry LastEntry() {
    v1::Entry entry;
    EXPECT_TRUE(entry.ParseFromString(world.Entries().back()));
    return entry;
  }

  LedgerWorld world;

 private:
  uint64_t sequence_ = 0;
};

TEST_F(DropsTest, ASplitLoadEarnsWhatTheWholeLoadEarns) {
  EXPECT_EQ(Send(60).milli_points(), 0);  // below the minimum of 100 g
  world.clock.Advance(kMinuteUs);
  const v1::RecordResult second = Send(60);
  EXPECT_EQ(second.milli_points(), 240);
  EXPECT_EQ(second.milli_merit(), 1000);
  EXPECT_THAT(second.notes(), Contains(v1::DROP_NOTE_MERGED));
  world.clock.Advance(kMinuteUs);
  const v1::RecordResult third = Send(880);
  EXPECT_EQ(third.milli_points(), 1760);
  EXPECT_EQ(third.milli_merit(), 0) << "once for the merged drop";
  world.clock.Advance(10 * kMinuteUs);
  const v1::RecordResult later = Send(1000);
  EXPECT_THAT(later.notes(), IsEmpty());
  EXPECT_EQ(later.milli_merit(), 1000);
}

TEST_F(DropsTest, TheDailyCapCutsAndTheNextDayBeginsAnew) {
  EXPECT_EQ(Send(9000).milli_points(), 18000);
  world.clock.Advance(kHourUs);
  const v1::RecordResult cut = Send(5000);
  EXPECT_EQ(cut.milli_points(), 2000);
  EXPECT_THAT(cut.notes(), Contains(v1::DROP_NOTE_POINTS_CAPPED));
  world.clock.Advance(24 * kHourUs);
  EXPECT_EQ(Send(5000).milli_points(), 10000);
}

TEST_F(DropsTest, ARecordOfYesterdayCountsAgainstYesterdaysCap) {
  const int64_t yesterday = world.clock.NowMicros() - 24 * kHourUs;
  EXPECT_EQ(Send(Drop(10000, yesterday)).milli_points(), 20000);
  EXPECT_EQ(Send(Drop(10000, yesterday + kHourUs)).milli_points(), 0);
  EXPECT_EQ(Send(10000).milli_points(), 20000);
}

TEST_F(DropsTest, OnlyDaysThatARecordCanStillReachAreRemembered) {
  constexpr int kDays = 30;
  constexpr int64_t kLateAfterUs = 168 * kHourUs;
  for (int day = 0; day < kDays; ++day) {
    Send(10000);  // the day's cap
    world.clock.Advance(24 * kHourUs);
  }
  const v1::RecordResult oldest =
      Send(Drop(3000, world.clock.NowMicros() - kLateAfterUs));
  EXPECT_EQ(oldest.milli_points(), 0) << "that day's cap was reached";
  EXPECT_THAT(oldest.notes(), Contains(v1::DROP_NOTE_POINTS_CAPPED));

  rules::BookState state(kBook);
  for (const std::string& bytes : world.Entries()) {
    v1::Entry entry;
    ASSERT_TRUE(entry.ParseFromString(bytes));
    ASSERT_TRUE(state.Apply(entry).ok());
  }
  const rules::Earner& earner = state.FindHousehold(1)->earner;
  EXPECT_LE(earner.day_uses.size(), 10u);
}

TEST_F(DropsTest, TheTariffIsThatOfTheDayOfTheDrop) {
  v1::GetTariffRequest get;
  get.set_book(kBook);
  v1::GetTariffResponse now;
  grpc::ClientContext context;
  ASSERT_TRUE(world.registry().GetTariff(&context, get, &now).ok());
  v1::PublishTariffRequest publish;
  *publish.mutable_tariff() = now.tariff();
  publish.mutable_tariff()->set_version("t2");
  publish.mutable_tariff()->set_effective_from("2026-06-06");
  for (v1::TariffLine& line : *publish.mutable_tariff()->mutable_lines()) {
    line.set_milli_points_per_kg(3 * line.milli_points_per_kg());
  }
  world.MustRun(&v1::RegistryService::StubInterface::PublishTariff, publish);
  const int64_t today = world.clock.NowMicros();
  world.clock.Advance(24 * kHourUs);
  EXPECT_EQ(Send(Drop(1000, today)).milli_points(), 2000);
  EXPECT_EQ(Send(1000).milli_points(), 6000);
}

TEST_F(DropsTest, PoorQualityEarnsLessAndRejectedNothing) {
  v1::Record poor = Drop(1000, world.clock.NowMicros());
  poor.mutable_drop()->set_quality(v1::QUALITY_POOR);
  EXPECT_EQ(Send(poor).milli_points(), 1000);
  v1::Record rejected = Drop(1000, world.clock.NowMicros());
  rejected.mutable_drop()->set_quality(v1::QUALITY_REJECTED);
  const v1::RecordResult result = Send(rejected);
  EXPECT_EQ(result.milli_points(), 0);
  EXPECT_EQ(result.milli_merit(), 0);
  EXPECT_THAT(result.notes(), Contains(v1::DROP_NOTE_REJECTED));
}

TEST_F(DropsTest, LateAndBadlyTimedRecordsCountOnTheDayTheyArrive) {
  const v1::RecordResult late =
      Send(Drop(1000, world.clock.NowMicros() - 200 * kHourUs));
  EXPECT_EQ(late.milli_points(), 2000);
  EXPECT_THAT(late.notes(), Contains(v1::DROP_NOTE_LATE));
  world.clock.Advance(kHourUs);
  const v1::RecordResult ahead =
      Send(Drop(1000, world.clock.NowMicros() + kHourUs));
  EXPECT_THAT(ahead.notes(), Contains(v1::DROP_NOTE_CLOCK_UNTRUSTED));
  EXPECT_EQ(static_cast<int64_t>(LastEntry().drop().day()),
            (world.clock.NowMicros() + 8 * kHourUs) / (24 * kHourUs));
}

TEST_F(DropsTest, BatteriesCountByThePiece) {
  v1::Record record = Drop(300, world.clock.NowMicros());
  record.mutable_drop()->set_bin(2);
  record.mutable_drop()->set_class_code(23);
  record.mutable_drop()->set_pieces(12);
  EXPECT_EQ(Send(record).milli_points(), 6000);
}

TEST_F(DropsTest, ADailyCloseAgreesWithTheLedgerOrIsBookedAsDisagreeing) {
  rules::Tally tally;
  for (uint32_t grams : {1000u, 30001u, 500u}) {  // the second is quarantined
    const v1::Record record = Drop(grams, world.clock.NowMicros());
    Send(record);
    tally.Add(&record);
  }
  EXPECT_EQ(Send(Close(tally.sums())).code(), v1::RECORD_RESULT_CODE_ACCEPTED);
  EXPECT_TRUE(LastEntry().daily_close().agrees());

  Send(700);
  Send(Close(tally.sums()));  // the sums of the day before
  EXPECT_FALSE(LastEntry().daily_close().agrees());
  EXPECT_EQ(LastEntry().daily_close().by_ledger().records(), 1u);
  EXPECT_EQ(LastEntry().daily_close().by_ledger().classes(0).grams(), 700u);
}

TEST_F(DropsTest, TotalsSinceTheJournalBeganAreCheckedWhereTheyAreStated) {
  rules::Tally tally;
  for (int day = 0; day < 3; ++day) {
    const v1::Record drop = Drop(400, world.clock.NowMicros());
    Send(drop);
    tally.Add(&drop);
    world.Restart(day == 1);
    const v1::Record close = Close(tally.sums());
    Send(close);
    EXPECT_TRUE(LastEntry().daily_close().agrees()) << day;
    tally.Add(&close);
  }
  EXPECT_EQ(tally.sums().since_commissioning(0).grams(), 1200u);
  v1::DailyClose wrong = tally.sums();
  wrong.mutable_since_commissioning(0)->set_drops(4);
  Send(Close(wrong));
  EXPECT_FALSE(LastEntry().daily_close().agrees());
}

TEST_F(DropsTest, WhatTheKioskCountedInABinIsComparedWhenItIsEmptied) {
  Send(400);
  Send(30001);  // quarantined: it went into the bin all the same
  world.Restart();
  v1::Record clearance = Drop(0, world.clock.NowMicros());
  clearance.mutable_clearance()->set_bin(1);
  clearance.mutable_clearance()->set_class_code(3);
  clearance.mutable_clearance()->set_grams(390);
  clearance.mutable_clearance()->set_collector(5);
  v1::BinCount* counted = clearance.mutable_clearance()->mutable_counted();
  counted->set_drops(2);
  counted->set_grams(30401);
  Send(clearance);
  EXPECT_TRUE(LastEntry().clearance().count_agrees());
  Send(500);
  v1::Record again = Drop(0, world.clock.NowMicros());
  *again.mutable_clearance() = clearance.clearance();
  Send(again);
  EXPECT_FALSE(LastEntry().clearance().count_agrees());
  EXPECT_EQ(LastEntry().clearance().counted_by_ledger().drops(), 1u);
  EXPECT_EQ(LastEntry().clearance().counted_by_ledger().grams(), 500u);
}

TEST_F(DropsTest, MeasurementsAndStartsAreBookedOrQuarantined) {
  v1::Record full = Drop(0, world.clock.NowMicros());
  full.mutable_monitor()->set_kind(v1::MONITOR_KIND_BIN_FILL);
  full.mutable_monitor()->set_bin(1);
  full.mutable_monitor()->set_value(92);
  full.mutable_monitor()->set_severity(v1::SEVERITY_WARNING);
  full.mutable_monitor()->set_trigger(v1::MONITOR_TRIGGER_THRESHOLD);
  EXPECT_EQ(Send(full).code(), v1::RECORD_RESULT_CODE_ACCEPTED);
  EXPECT_TRUE(LastEntry().has_monitor());
  v1::Record impossible = Drop(0, world.clock.NowMicros());
  *impossible.mutable_monitor() = full.monitor();
  impossible.mutable_monitor()->set_value(101);
  EXPECT_EQ(Send(impossible).quarantine_reason(),
            v1::QUARANTINE_REASON_BAD_MONITOR);
  v1::Record elsewhere = Drop(0, world.clock.NowMicros());
  *elsewhere.mutable_monitor() = full.monitor();
  elsewhere.mutable_monitor()->set_bin(77);
  EXPECT_EQ(Send(elsewhere).quarantine_reason(),
            v1::QUARANTINE_REASON_BIN_UNKNOWN);
  v1::Record started = Drop(0, world.clock.NowMicros());
  started.mutable_started()->set_software("kiosk 2");
  started.mutable_started()->add_capabilities("scale");
  EXPECT_EQ(Send(started).code(), v1::RECORD_RESULT_CODE_ACCEPTED);
  EXPECT_TRUE(LastEntry().has_started());
  v1::Record nameless = Drop(0, world.clock.NowMicros());
  nameless.mutable_started();
  EXPECT_EQ(Send(nameless).quarantine_reason(),
            v1::QUARANTINE_REASON_BAD_START);
}

}  // namespace
}  // namespace greenledger::ledger
