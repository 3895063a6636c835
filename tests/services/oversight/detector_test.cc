// Each kind of anomaly as a table: entries in, findings out.
#include <gtest/gtest.h>

#include <vector>

#include "services/oversight/book_watch.h"

namespace greenledger::oversight {
namespace {

constexpr int64_t kStartUs = 1'780'624'800LL * 1'000'000;
constexpr int64_t kMinuteUs = 60'000'000;

class DetectorTest : public ::testing::Test {
 protected:
  void Publish(v1::AnomalyKind kind, uint64_t limit, uint32_t window = 0) {
    v1::Entry entry = Next();
    v1::AnomalyRules* rules = entry.mutable_anomaly_rules_published();
    rules->set_version("r");
    v1::AnomalyRule* rule = rules->add_rules();
    rule->set_name("rule");
    rule->set_kind(kind);
    rule->set_severity(v1::SEVERITY_WARNING);
    rule->set_limit(limit);
    rule->set_window_minutes(window);
    std::vector<v1::AnomalyRaised> none;
    watch.Add(entry, &none);
  }

  v1::Entry Next() {
    v1::Entry entry;
    entry.set_book(1);
    entry.set_index(watch.next_index());
    entry.set_time_us(kStartUs + minute * kMinuteUs);
    entry.mutable_actor()->set_kind(v1::ACTOR_KIND_KIOSK);
    entry.mutable_actor()->set_number(kiosk);
    return entry;
  }
  v1::Record Record() const {
    v1::Record record;
    record.set_device_time_us(kStartUs + minute * kMinuteUs);
    record.set_monotonic_us(static_cast<uint64_t>(minute * kMinuteUs));
    record.set_clock_synced(true);
    return record;
  }
  // What was found, 0 if nothing was.
  uint64_t Found(const v1::Entry& entry) {
    std::vector<v1::AnomalyRaised> raised;
    watch.Add(entry, &raised);
    EXPECT_LE(raised.size(), 1u);
    return raised.empty() ? 0 : raised[0].found();
  }
  uint64_t Drop(uint32_t grams, const std::string& card = "a",
                uint64_t household = 1, uint32_t bin = 1) {
    v1::Record record = Record();
    record.mutable_drop()->set_grams(grams);
    record.mutable_drop()->set_card_hash(card);
    record.mutable_drop()->set_bin(bin);
    v1::Entry entry = Next();
    entry.set_household(household);
    entry.mutable_drop()->mutable_source()->set_record(
        record.SerializeAsString());
    return Found(entry);
  }
  uint64_t Monitor(v1::Severity severity, uint32_t bin = 0) {
    v1::Record record = Record();
    record.mutable_monitor()->set_kind(v1::MONITOR_KIND_BIN_FILL);
    record.mutable_monitor()->set_bin(bin);
    record.mutable_monitor()->set_severity(severity);
    v1::Entry entry = Next();
    entry.mutable_monitor()->mutable_source()->set_record(
        record.SerializeAsString());
    return Found(entry);
  }
  static void Leg(v1::AccountOwner owner, int64_t amount, v1::Entry* entry) {
    v1::Posting* leg = entry->add_postings();
    leg->set_owner(owner);
    leg->set_asset(v1::ASSET_MASS);
    leg->set_amount(amount);
  }
  v1::Entry Clearance(int64_t counted, int64_t lost) {
    v1::Record record = Record();
    record.mutable_clearance()->set_bin(4);
    v1::Entry entry = Next();
    entry.mutable_clearance()->mutable_source()->set_record(
        record.SerializeAsString());
    Leg(v1::ACCOUNT_OWNER_BIN, -counted, &entry);
    Leg(v1::ACCOUNT_OWNER_COLLECTOR, counted - lost, &entry);
    Leg(v1::ACCOUNT_OWNER_LOSS, lost, &entry);
    return entry;
  }

  BookWatch watch{1};
  uint64_t kiosk = 7;
  int64_t minute = 0;
};

TEST_F(DetectorTest, IdenticalWeightsInARowPerBin) {
  Publish(v1::ANOMALY_KIND_IDENTICAL_WEIGHTS, 3);
  EXPECT_EQ(Drop(500), 0u);
  EXPECT_EQ(Drop(500), 0u);
  EXPECT_EQ(Drop(500, "a", 1, /*bin=*/2), 0u) << "another bin";
  EXPECT_EQ(Drop(500), 3u);
  EXPECT_EQ(Drop(500), 0u) << "told";
  EXPECT_EQ(Drop(501), 0u);
  EXPECT_EQ(Drop(501), 0u);
  EXPECT_EQ(Drop(501), 3u) << "another run";
  EXPECT_EQ(Drop(0) + Drop(0) + Drop(0), 0u) << "counted, not weighed";
}

TEST_F(DetectorTest, CardRateWithinTheWindow) {
  Publish(v1::ANOMALY_KIND_CARD_RATE, 3, 10);
  EXPECT_EQ(Drop(1), 0u);
  minute = 5;
  EXPECT_EQ(Drop(2), 0u);
  EXPECT_EQ(Drop(3, "b"), 0u);
  minute = 10;
  EXPECT_EQ(Drop(4), 0u) << "the first is ten minutes ago";
  minute = 14;
  EXPECT_EQ(Drop(5), 3u);
  EXPECT_EQ(Drop(6), 0u) << "told while it lasts";
  minute = 60;
  EXPECT_EQ(Drop(7) + Drop(8), 0u);
  EXPECT_EQ(Drop(9), 3u);
}

TEST_F(DetectorTest, RecordsThatComeLateCountWhenTheyWereMade) {
  Publish(v1::ANOMALY_KIND_CARD_RATE, 3, 10);
  // All come in together; made twenty minutes apart.
  for (const int64_t made : {-60, -40, -20}) {
    v1::Record record;
    record.set_device_time_us(kStartUs + made * kMinuteUs);
    record.set_clock_synced(true);
    record.mutable_drop()->set_card_hash("a");
    v1::Entry entry = Next();
    entry.mutable_drop()->mutable_source()->set_record(
        record.SerializeAsString());
    EXPECT_EQ(Found(entry), 0u);
  }
}

TEST_F(DetectorTest, CardWeightWithinTheWindow) {
  Publish(v1::ANOMALY_KIND_CARD_WEIGHT, 1000, 10);
  EXPECT_EQ(Drop(999), 0u);
  EXPECT_EQ(Drop(1), 1000u);
  EXPECT_EQ(Drop(5000), 0u);
  EXPECT_EQ(Drop(5000, "b"), 5000u);
}

TEST_F(DetectorTest, UnknownCardsAreCountedOnceEach) {
  Publish(v1::ANOMALY_KIND_UNKNOWN_CARDS, 2, 10);
  EXPECT_EQ(Drop(1, "a", /*household=*/0), 0u);
  EXPECT_EQ(Drop(2, "a", 0), 0u) << "the same card";
  EXPECT_EQ(Drop(3, "c", 5), 0u) << "a known one";
  EXPECT_EQ(Drop(4, "b", 0), 2u);
  EXPECT_EQ(Drop(5, "d", 0), 0u);
  kiosk = 8;
  EXPECT_EQ(Drop(6, "e", 0), 0u) << "another kiosk";
}

TEST_F(DetectorTest, ClockJumpWithinARun) {
  Publish(v1::ANOMALY_KIND_CLOCK_JUMP, 60);
  EXPECT_EQ(Drop(1), 0u);
  minute = 5;
  EXPECT_EQ(Drop(2), 0u);
  v1::Record record = Record();
  record.set_device_time_us(record.device_time_us() - 3600'000'000LL);
  record.mutable_drop()->set_grams(3);
  v1::Entry entry = Next();
  entry.mutable_drop()->mutable_source()->set_record(
      record.SerializeAsString());
  EXPECT_EQ(Found(entry), 3600u);
  // A new run of the program may have any time.
  record.set_device_time_us(kStartUs);
  record.set_monotonic_us(0);
  entry = Next();
  entry.mutable_drop()->mutable_source()->set_record(
      record.SerializeAsString());
  EXPECT_EQ(Found(entry), 0u);
}

TEST_F(DetectorTest, MassDifferenceInThousandthsOfTheCount) {
  Publish(v1::ANOMALY_KIND_MASS_DIFFERENCE, 50);
  EXPECT_EQ(Found(Clearance(10'000, 499)), 0u);
  EXPECT_EQ(Found(Clearance(10'000, 500)), 50u);
  EXPECT_EQ(Found(Clearance(10'000, -600)), 60u) << "too much is as wrong";
  EXPECT_EQ(Found(Clearance(0, -3)), 3000u) << "out of an empty bin";
}

TEST_F(DetectorTest, CountsThatAreNotTheLedgers) {
  Publish(v1::ANOMALY_KIND_COUNT_DIFFERENCE, 1);
  v1::Entry entry = Next();
  entry.mutable_daily_close()->set_agrees(true);
  EXPECT_EQ(Found(entry), 0u);
  entry = Next();
  entry.mutable_daily_close()->set_agrees(false);
  EXPECT_EQ(Found(entry), 1u);
  EXPECT_EQ(Found(Clearance(100, 0)), 0u);
  entry = Clearance(100, 0);
  entry.mutable_clearance()->mutable_counted_by_ledger()->set_drops(3);
  EXPECT_EQ(Found(entry), 1u);
}

TEST_F(DetectorTest, QuarantinedWithinTheWindow) {
  Publish(v1::ANOMALY_KIND_QUARANTINED, 2, 10);
  v1::Entry entry = Next();
  entry.mutable_quarantined()->mutable_source()->set_record("no record");
  EXPECT_EQ(Found(entry), 0u);
  entry.set_index(watch.next_index());
  EXPECT_EQ(Found(entry), 2u);
}

TEST_F(DetectorTest, AMonitorThatBecomesThatBad) {
  Publish(v1::ANOMALY_KIND_MONITOR, v1::SEVERITY_WARNING);
  EXPECT_EQ(Monitor(v1::SEVERITY_INFO), 0u);
  EXPECT_EQ(Monitor(v1::SEVERITY_CRITICAL), 3u);
  EXPECT_EQ(Monitor(v1::SEVERITY_WARNING), 0u) << "still bad";
  EXPECT_EQ(Monitor(v1::SEVERITY_WARNING, 2), 2u) << "another bin";
  EXPECT_EQ(Monitor(v1::SEVERITY_INFO), 0u);
  EXPECT_EQ(Monitor(v1::SEVERITY_WARNING), 2u);
}

TEST_F(DetectorTest, IdentityEventsWithinTheWindow) {
  Publish(v1::ANOMALY_KIND_IDENTITY, 2, 10);
  std::vector<v1::AnomalyRaised> raised;
  watch.AddIdentityEvent(7, kStartUs, &raised);
  watch.AddIdentityEvent(8, kStartUs, &raised);
  EXPECT_TRUE(raised.empty());
  watch.AddIdentityEvent(7, kStartUs + 1, &raised);
  ASSERT_EQ(raised.size(), 1u);
  EXPECT_EQ(raised[0].kiosk_number(), 7u);
  EXPECT_EQ(raised[0].found(), 2u);
  EXPECT_EQ(raised[0].entry_index(), 0u);
}

TEST_F(DetectorTest, AWindowIsBounded) {
  Window window(kMinuteUs);
  for (size_t i = 0; i < Window::kAllMax + 100; ++i) {
    window.Add(
        {.key = std::to_string(i), .at_us = kStartUs, .received_us = kStartUs});
  }
  EXPECT_LE(window.size(), Window::kAllMax);
  window.Add({.key = "late",
              .at_us = kStartUs,
              .received_us = kStartUs + kRetentionUs + 1});
  EXPECT_EQ(window.size(), 1u);
}

}  // namespace
}  // namespace greenledger::oversight
