// The clocks of the server and of the kiosk jump, stand still and are wrong by
// weeks: entries stay in their order, none is lost, doubled or changed, and a
// drop counts on the day that its entry says.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "clients/kiosk/random.h"
#include "services/ledger/rules/local_day.h"
#include "services/ledger/verify/book_verifier.h"
#include "tests/services/ledger/ledger_world.h"
#include "tests/testing/seeds.h"

namespace greenledger::ledger {
namespace {

constexpr int64_t kHourUs = 60 * kMinuteUs;
constexpr int64_t kDayUs = 24 * kHourUs;
constexpr int64_t kYearUs = 365 * kDayUs;
constexpr int32_t kUtcOffsetMinutes = 480;
constexpr uint64_t kSeeds = 200;
constexpr int kSteps = 25;

// Moments that a calendar or a counter may trip over, in seconds since 1970.
constexpr std::array<int64_t, 8> kMoments = {
    1'780'243'199,  // 2026-05-31 23:59:59 in UTC+8: the end of a month
    1'785'513'599,  // 2026-07-31 23:59:59 in UTC+8
    1'792'889'999,  // 2026-10-25 00:59:59 UTC: summer time ends in Europe
    1'806'199'199,  // 2027-03-28 00:59:59 UTC: and begins
    1'793'512'799,  // 2026-11-01 05:59:59 UTC: summer time ends in New York
    1'798'732'799,  // 2026-12-31 23:59:59 in UTC+8
    1'835'366'399,  // 2028-02-28 23:59:59 in UTC+8: a leap day comes
    2'147'483'647,  // 2038-01-19: the end of 32 bits
};

class Jumps {
 public:
  explicit Jumps(uint64_t seed) : random_(seed) {
    world_.Populate();
    kept_ = world_.Entries();
    first_drop_ = kept_.size();
  }

  void Run() {
    for (int step = 0; step < kSteps; ++step) {
      MoveServerClock();
      MoveKioskClock();
      Upload();
      if (random_.Chance(2000)) Repeat();
      if (random_.Chance(600)) world_.Restart();
      ExpectKept();
      if (::testing::Test::HasFailure()) return;
    }
    ExpectSound();
  }

 private:
  void MoveServerClock() {
    constexpr std::array<int64_t, 8> kJumps = {
        kHourUs, -kHourUs,     kDayUs,        -kDayUs,
        0,       10 * kYearUs, -10 * kYearUs, kMinuteUs};
    if (random_.Chance(1500)) {
      world_.clock.Set(kMoments[random_.Below(kMoments.size())] * 1'000'000 +
                       random_.Between(-2'000'000, 2'000'000));
    } else {
      world_.clock.Advance(kJumps[random_.Below(kJumps.size())]);
    }
    // A ledger of 1971 has no tariff yet, and one of 2200 is somebody else's.
    world_.clock.Set(std::clamp(world_.clock.NowMicros(),
                                kStartUs - 20 * kYearUs,
                                kStartUs + 60 * kYearUs));
  }

  void MoveKioskClock() {
    if (random_.Chance(5000)) return;  // it stands still
    kiosk_us_ = world_.clock.NowMicros() + random_.Between(-40, 40) * kDayUs *
                                               (random_.Chance(5000) ? 1 : 0);
  }

  void Upload() {
    first_ = next_;
    sent_.clear();
    for (uint64_t count = 1 + random_.Below(5); count > 0; --count) {
      v1::Record record =
          DropRecord(next_++, kiosk_us_,
                     static_cast<uint32_t>(random_.Between(100, 3000)));
      record.set_clock_synced(!random_.Chance(1000));
      sent_.push_back(record.SerializeAsString());
      records_.push_back(sent_.back());
    }
    const grpc::Status status = world_.SubmitBytes(first_, sent_, &answer_);
    ASSERT_TRUE(status.ok()) << status.error_message();
    for (const v1::RecordResult& result : answer_.results()) {
      EXPECT_GE(result.code(), v1::RECORD_RESULT_CODE_QUARANTINED);
    }
  }

  void Repeat() {
    grpc::ClientContext context;
    v1::SubmitRecordsResponse again;
    ASSERT_TRUE(
        world_.kiosk()
            .SubmitRecords(&context, world_.Signed(first_, sent_), &again)
            .ok());
    for (int i = 0; i < again.results_size(); ++i) {
      EXPECT_EQ(again.results(i).code(), v1::RECORD_RESULT_CODE_DUPLICATE);
      EXPECT_EQ(again.results(i).index(), answer_.results(i).index());
      EXPECT_EQ(again.results(i).leaf_hash(), answer_.results(i).leaf_hash());
    }
  }

  // What was booked is what it was, and there is one entry for each record.
  void ExpectKept() {
    const std::vector<std::string> now = world_.Entries();
    ASSERT_GE(now.size(), kept_.size());
    EXPECT_TRUE(std::equal(kept_.begin(), kept_.end(), now.begin()));
    EXPECT_EQ(now.size(), first_drop_ + records_.size());
    kept_ = now;
  }

  void ExpectSound() {
    verify::BookVerifier verifier(kBook);
    int64_t last_us = 0;
    for (size_t i = 0; i < kept_.size(); ++i) {
      const absl::Status checked = verifier.Add(kept_[i]);
      ASSERT_TRUE(checked.ok()) << checked.message();
      v1::Entry entry;
      ASSERT_TRUE(entry.ParseFromString(kept_[i]));
      EXPECT_EQ(entry.index(), i);
      EXPECT_GT(entry.time_us(), last_us);
      last_us = entry.time_us();
      if (i < first_drop_ || !entry.has_drop()) continue;
      EXPECT_EQ(entry.drop().source().record(), records_[i - first_drop_]);
      EXPECT_EQ(entry.drop().day(), DayOf(entry)) << entry.ShortDebugString();
    }
    EXPECT_TRUE(verifier.Finish().ok());
  }

  // The day of the kiosk's clock, or that of the entry if it says why not.
  static uint32_t DayOf(const v1::Entry& entry) {
    v1::Record record;
    EXPECT_TRUE(record.ParseFromString(entry.drop().source().record()));
    const bool by_receipt = std::any_of(
        entry.drop().notes().begin(), entry.drop().notes().end(), [](int note) {
          return note == v1::DROP_NOTE_LATE ||
                 note == v1::DROP_NOTE_CLOCK_UNTRUSTED;
        });
    const int64_t time_us =
        by_receipt ? entry.time_us() : record.device_time_us();
    return static_cast<uint32_t>(
        rules::ToLocalTime(time_us, kUtcOffsetMinutes).day);
  }

  kiosk::Random random_;
  LedgerWorld world_{LedgerWorld::Options{nullptr, /*rows_every=*/20}};
  int64_t kiosk_us_ = kStartUs;
  uint64_t next_ = 1;
  uint64_t first_ = 1;  // of the last upload
  std::vector<std::string> sent_;
  v1::SubmitRecordsResponse answer_;
  std::vector<std::string> records_;  // all, in order
  std::vector<std::string> kept_;
  size_t first_drop_ = 0;
};

TEST(ClockJumpsTest, NothingIsReorderedLostDoubledOrMovedToAnotherDay) {
  testing::ForEachSeed(kSeeds, [](uint64_t seed) { Jumps(seed).Run(); });
}

}  // namespace
}  // namespace greenledger::ledger
