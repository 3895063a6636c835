#include "clients/cli/workload/generate.h"

#include <algorithm>
#include <map>
#include <set>

#include "clients/cli/workload/files.h"
#include "clients/cli/workload/plan.h"
#include "clients/cli/workload/rhythm.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/clients/workload/recount.h"
#include "tests/clients/workload/temp_folder.h"

namespace greenledger::workload {
namespace {

using ::testing::AllOf;
using ::testing::Ge;
using ::testing::Le;

auto IsBetween(uint64_t low, uint64_t high) { return AllOf(Ge(low), Le(high)); }

// Tuesday.
constexpr char kStart[] = "2026-10-13";

class GenerateTest : public ::testing::Test {
 protected:
  GenerateResult Make(World world, uint32_t days, uint64_t seed = 1,
                      const std::string& name = "world") {
    GenerateOptions options;
    options.folder = folder_ / name;
    options.world = world;
    options.seed = seed;
    options.start_day = kStart;
    options.days = days;
    absl::StatusOr<GenerateResult> result = RunGenerate(options);
    EXPECT_TRUE(result.ok()) << result.status();
    return *result;
  }

  TempFolder folder_;
};

TEST_F(GenerateTest, TheSameOptionsGiveTheSameBytesOnEveryMachine) {
  Make(World::kEstate, 2, 7, "one");
  Make(World::kEstate, 2, 7, "two");
  Make(World::kEstate, 2, 8, "three");
  const std::string digest = FolderDigest(folder_ / "one");
  EXPECT_EQ(digest, FolderDigest(folder_ / "two"));
  EXPECT_NE(digest, FolderDigest(folder_ / "three"));
  EXPECT_EQ(digest,
            "dedd52a2d28bd00adfd7e61f6994037cfa97c03f3afc21d5f8c6480f1e21f298");
}

TEST_F(GenerateTest, TheSummaryIsWhatTheFilesComeTo) {
  const GenerateResult made = Make(World::kCommunity, 3);
  const BookSummary& book = made.books.at(0);
  const Counts recounted = Recount(folder_ / "world", book.name.code);
  EXPECT_EQ(recounted, book.counts);
  EXPECT_EQ(SummaryJson({{book.name, recounted}}),
            ReadWholeFile(folder_ / "world/summary.json").value());
}

TEST_F(GenerateTest, AMonthHasTheFiguresOfPractice) {
  const Counts counts = Make(World::kCommunity, 28).total;
  EXPECT_EQ(counts.households, 3100);
  // October is 0.6 % above the year's mean.
  EXPECT_THAT(counts.drops / 28, IsBetween(2750, 3050));
  EXPECT_THAT(counts.drops_rejected * 100 / counts.drops, IsBetween(15, 25));
  EXPECT_THAT(counts.drops_unknown_card * 10000 / counts.drops,
              IsBetween(40, 60));
  const auto reason = [&](v1::QuarantineReason which) {
    return counts.quarantined[static_cast<size_t>(which)];
  };
  const uint64_t bad_weights = reason(v1::QUARANTINE_REASON_GRAMS_MISSING) +
                               reason(v1::QUARANTINE_REASON_GRAMS_IMPLAUSIBLE);
  EXPECT_THAT(bad_weights * 10000 / counts.drops, IsBetween(50, 70));
  EXPECT_THAT(counts.records_again * 100 / counts.records, IsBetween(10, 20));
  const Returned& food = counts.returned.at(31);
  EXPECT_THAT(food.grams / food.drops, IsBetween(1450, 1800));
  const Returned& oil = counts.returned.at(5);
  EXPECT_THAT(oil.grams / oil.drops, IsBetween(400, 500));
  EXPECT_GT(counts.returned.at(41).pieces, counts.returned.at(41).drops);
}

TEST_F(GenerateTest, ATownHasItsCommunitiesGridsAndKiosks) {
  const GenerateResult made = Make(World::kTown, 1);
  EXPECT_EQ(made.books.size(), 28);
  EXPECT_EQ(made.total.households, 84'000);
  EXPECT_EQ(made.total.kiosks, 380);
  EXPECT_THAT(made.total.drops, IsBetween(69'000, 85'000));
  std::set<std::string> streets;
  for (const BookSummary& book : made.books) streets.insert(book.name.street);
  EXPECT_EQ(streets.size(), 3);
  EXPECT_EQ(ReadKioskIdentities(folder_ / "world")->size(), 380);
}

TEST_F(GenerateTest, EveryKindOfFaultComesUp) {
  const Counts counts = Make(World::kCommunity, 5).total;
  using Reason = v1::QuarantineReason;
  // A card of a closed household, counts, which the scale never gets wrong, and
  // what concerns crews' cards, monitors and starts, which no world has.
  const std::set<int> never = {v1::QUARANTINE_REASON_UNSPECIFIED,
                               v1::QUARANTINE_REASON_HOUSEHOLD_CLOSED,
                               v1::QUARANTINE_REASON_PIECES_MISSING,
                               v1::QUARANTINE_REASON_PIECES_IMPLAUSIBLE,
                               v1::QUARANTINE_REASON_CREW_CARD_UNKNOWN,
                               v1::QUARANTINE_REASON_BAD_MONITOR,
                               v1::QUARANTINE_REASON_BAD_START};
  for (int i = 0; i < v1::QuarantineReason_ARRAYSIZE; ++i) {
    EXPECT_EQ(counts.quarantined[static_cast<size_t>(i)] > 0,
              !never.contains(i))
        << v1::QuarantineReason_Name(static_cast<Reason>(i));
  }
}

TEST_F(GenerateTest, SequencesAreDenseAndMonotonicTimeRises) {
  const GenerateResult made = Make(World::kEstate, 3);
  const uint64_t book = made.books.at(0).name.code;
  uint64_t strange = 0;
  for (const KioskRecords& kiosk : AllRecords(folder_ / "world", book)) {
    uint64_t last_us = 0;
    for (size_t i = 0; i < kiosk.records.size(); ++i) {
      v1::Record record;
      if (!record.ParseFromString(kiosk.records[i]) ||
          record.sequence() != i + 1) {
        ++strange;
        continue;
      }
      EXPECT_GE(record.monotonic_us(), last_us);
      last_us = record.monotonic_us();
    }
  }
  const auto& quarantined = made.total.quarantined;
  EXPECT_EQ(strange, quarantined[v1::QUARANTINE_REASON_UNREADABLE] +
                         quarantined[v1::QUARANTINE_REASON_SEQUENCE_MISMATCH]);
}

TEST_F(GenerateTest, TheBusiestHouseholdComesFarMoreThanTheMean) {
  const GenerateResult made = Make(World::kCommunity, 7);
  const uint64_t book = made.books.at(0).name.code;
  std::map<std::string, uint64_t> by_card;
  for (const KioskRecords& kiosk : AllRecords(folder_ / "world", book)) {
    for (const std::string& bytes : kiosk.records) {
      v1::Record record;
      if (record.ParseFromString(bytes) && record.has_drop()) {
        ++by_card[record.drop().card_hash()];
      }
    }
  }
  uint64_t busiest = 0;
  for (const auto& [card, drops] : by_card) {
    busiest = std::max(busiest, drops);
  }
  // Cards of one household share its drops: up to three of them.
  EXPECT_THAT(busiest * made.total.households / made.total.drops,
              IsBetween(58 / 3 - 5, 58 + 20));
}

TEST_F(GenerateTest, FoodComesInTheMorningAndTheEvening) {
  const GenerateResult made = Make(World::kCommunity, 7);
  uint64_t morning = 0;
  uint64_t evening = 0;
  uint64_t all = 0;
  for (const KioskRecords& kiosk :
       AllRecords(folder_ / "world", made.books.at(0).name.code)) {
    for (const std::string& bytes : kiosk.records) {
      v1::Record record;
      if (!record.ParseFromString(bytes) || !record.clock_synced() ||
          record.drop().class_code() != 31) {
        continue;
      }
      constexpr int64_t kHourUs = 3'600'000'000;
      const int64_t hour = (record.device_time_us() / kHourUs + 8) % 24;
      ++all;
      if (hour == 7 || hour == 8) ++morning;
      if (hour == 18 || hour == 19) ++evening;
    }
  }
  EXPECT_THAT((morning + evening) * 100 / all, IsBetween(83, 87));
  EXPECT_THAT(evening * 100 / (morning + evening), IsBetween(53, 57));
}

TEST_F(GenerateTest, ThePlanSendsEveryRecordInOrder) {
  const GenerateResult made = Make(World::kCommunity, 6);
  const uint64_t book = made.books.at(0).name.code;
  const auto plan =
      ReadPlan(BookFolder(folder_ / "world", book) + "/plan.csv").value();
  std::map<uint64_t, uint64_t> sent;
  std::map<uint64_t, uint32_t> round;
  for (const PlannedUpload& upload : plan) {
    EXPECT_GE(upload.round, round[upload.kiosk]);
    round[upload.kiosk] = upload.round;
    if (upload.again) {
      EXPECT_LE(upload.range.first_sequence, sent[upload.kiosk]);
      continue;
    }
    EXPECT_EQ(upload.range.first_sequence, sent[upload.kiosk] + 1);
    sent[upload.kiosk] += upload.range.count;
  }
  for (const KioskRecords& kiosk : AllRecords(folder_ / "world", book)) {
    EXPECT_EQ(sent[kiosk.kiosk], kiosk.records.size());
  }
}

TEST(PlanTest, AboutOneKioskInSevenIsOffLineEachDay) {
  kiosk::Random random(5);
  const std::vector<uint64_t> one_day = {200};
  uint64_t late = 0;
  for (uint64_t kiosk = 1; kiosk <= 2000; ++kiosk) {
    late += PlanUploads(kiosk, one_day, random).back().round == 2 ? 1 : 0;
  }
  EXPECT_THAT(late * 1000 / 2000, IsBetween(125, 165));
}

TEST(GenerateOptionsTest, ErrorsNameTheOption) {
  TempFolder folder;
  GenerateOptions options;
  options.folder = folder / "world";
  options.start_day = kStart;
  options.days = 367;
  EXPECT_EQ(std::string(RunGenerate(options).status().message()),
            "days: 367, must be 1 to 366");
  options.days = 1;
  options.start_day = "2026-02-30";
  EXPECT_EQ(std::string(RunGenerate(options).status().message()),
            "start_day: `2026-02-30`, must be a day as YYYY-MM-DD");
  options.start_day = kStart;
  ASSERT_TRUE(RunGenerate(options).ok());
  EXPECT_EQ(RunGenerate(options).status().code(),
            absl::StatusCode::kAlreadyExists);
}

}  // namespace
}  // namespace greenledger::workload
