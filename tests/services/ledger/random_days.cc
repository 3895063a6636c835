#include "tests/services/ledger/random_days.h"

#include <gtest/gtest.h>

#include <vector>

#include "services/ledger/state_rows.h"

namespace greenledger::ledger {
namespace {

// What a kiosk says of itself; some of it can never be valid.
void RandomSelfReport(std::mt19937_64& random, v1::Record* record) {
  const auto pick = [&](uint64_t n) { return random() % n; };
  switch (pick(3)) {
    case 0:
      record->mutable_daily_close()->set_records(pick(10));
      break;
    case 1: {
      v1::Monitor* monitor = record->mutable_monitor();
      monitor->set_kind(static_cast<v1::MonitorKind>(pick(9)));
      monitor->set_bin(static_cast<uint32_t>(pick(4)));
      monitor->set_value(static_cast<int64_t>(pick(120)));
      monitor->set_severity(static_cast<v1::Severity>(pick(5)));
      monitor->set_trigger(static_cast<v1::MonitorTrigger>(pick(5)));
      break;
    }
    default:
      record->mutable_started()->set_software(std::string(pick(70), 's'));
      record->mutable_started()->set_after_clean_stop(pick(2) == 0);
      break;
  }
}

v1::Record RandomRecord(uint64_t sequence, int64_t now_us,
                        std::mt19937_64& random) {
  const auto pick = [&](uint64_t n) { return random() % n; };
  v1::Record record =
      DropRecord(sequence, now_us - static_cast<int64_t>(pick(3)) * kMinuteUs,
                 static_cast<uint32_t>(pick(4000)));
  record.set_clock_synced(pick(20) != 0);
  if (pick(30) == 0) record.set_device_time_us(now_us - 9 * 86'400'000'000LL);
  v1::Drop* drop = record.mutable_drop();
  // A few cards more than there are households: suspense.
  drop->set_card_hash(CardOf(1 + pick(kRandomHouseholds + 3)));
  drop->set_quality(static_cast<v1::Quality>(1 + pick(3)));
  switch (pick(10)) {
    case 0:
      drop->set_bin(2);
      drop->set_class_code(23);
      drop->set_pieces(static_cast<uint32_t>(pick(60)));
      break;
    case 1: {
      v1::Clearance* clearance = record.mutable_clearance();
      clearance->set_bin(1 + static_cast<uint32_t>(pick(2)));
      clearance->set_class_code(clearance->bin() == 1 ? 3 : 2);
      clearance->set_grams(static_cast<uint32_t>(pick(20000)));
      clearance->set_collector(5);
      // Seldom what the ledger counted.
      if (pick(2) == 0) clearance->mutable_counted()->set_drops(pick(5));
      break;
    }
    case 2:
      record.mutable_scale_test()->set_bin(1);
      break;
    case 3:
      RandomSelfReport(random, &record);
      break;
    default:
      break;
  }
  return record;
}

}  // namespace

void PlayRecords(uint64_t count, LedgerWorld* world, std::mt19937_64& random,
                 const std::function<void(uint64_t watermark)>& acknowledged) {
  uint64_t sequence = 0;
  while (sequence < count) {
    world->clock.Advance(static_cast<int64_t>(random() % 10) * kMinuteUs);
    std::vector<v1::Record> records;
    const uint64_t size = 1 + random() % 30;
    for (uint64_t i = 0; i < size; ++i) {
      records.push_back(
          RandomRecord(++sequence, world->clock.NowMicros(), random));
    }
    v1::SubmitRecordsResponse response;
    ASSERT_TRUE(world->Submit(records, &response).ok());
    EXPECT_EQ(response.watermark(), sequence);
    if (acknowledged) acknowledged(response.watermark());
    if (random() % 5 == 0) {
      ASSERT_TRUE(world->Submit(records, &response).ok());
      for (const auto& result : response.results()) {
        EXPECT_EQ(result.code(), v1::RECORD_RESULT_CODE_DUPLICATE);
      }
    }
  }
}

std::map<std::string, std::string> RowsOf(const rules::BookState& state) {
  std::map<std::string, std::string> rows;
  rules::StateRows::ForEach(state, [&](uint8_t table, std::string_view key,
                                       std::string_view value) {
    rows[std::string(1, static_cast<char>(table)) + std::string(key)] = value;
  });
  return rows;
}

std::map<std::string, std::string> RowsOf(LedgerWorld* world) {
  LiveBook* book = world->ledger().books().Find(kBook);
  common::MutexLock lock(book->mu);
  return RowsOf(book->state);
}

}  // namespace greenledger::ledger
