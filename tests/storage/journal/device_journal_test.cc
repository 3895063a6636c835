#include "storage/journal/device_journal.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "storage/journal/crc32c.h"
#include "tests/storage/journal/journal_testing.h"
#include "tests/testing/temp_folder.h"

namespace greenledger::journal {
namespace {

class DeviceJournalTest : public ::testing::Test {
 protected:
  std::unique_ptr<DeviceJournal> Open(Seen* seen = nullptr) {
    auto journal =
        OpenTest(folder_.path(), &UnsyncedCalls::Shared(), 4096, seen);
    EXPECT_TRUE(journal.ok()) << journal.status();
    return journal.ok() ? *std::move(journal) : nullptr;
  }
  std::unique_ptr<DeviceJournal> OpenWith(uint64_t records) {
    auto journal = Open();
    while (journal->last_sequence() < records) {
      EXPECT_TRUE(AppendNext(*journal).ok());
    }
    return journal;
  }
  std::string Newest() const {
    std::string newest;
    for (const auto& file :
         std::filesystem::directory_iterator(std::string(folder_.path()))) {
      if (file.path().extension() == ".seg") {
        newest = std::max(newest, file.path().string());
      }
    }
    return newest;
  }
  static std::string Load(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  static void Store(const std::string& path, const std::string& bytes) {
    std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
  }

  testing::TempFolder folder_;
};

TEST(Crc32cTest, IsTheOneOfTheStandard) {
  EXPECT_EQ(Crc32c("123456789"), 0xe3069283u);
  EXPECT_EQ(Crc32c(std::string(32, '\0')), 0x8a9136aau);
}

TEST_F(DeviceJournalTest, KeepsRecordsAcrossSegmentsAndOpenings) {
  OpenWith(150);
  Seen seen;
  auto journal = Open(&seen);
  EXPECT_EQ(journal->last_sequence(), 150u);
  EXPECT_TRUE(HoldsRight(*journal));
  EXPECT_EQ(seen.summary, std::to_string(150 - seen.records.size()));
  EXPECT_EQ(seen.records.back(), RecordText(150));
}

TEST_F(DeviceJournalTest, ReadsFromAnyRecordWithTheChainBeforeIt) {
  auto journal = OpenWith(150);
  proof::Hash chain = ChainStart(kTestJournal);
  for (uint64_t sequence = 1; sequence <= 150; ++sequence) {
    auto fresh = journal->Read(151 - sequence, 2, 1 << 20);
    ASSERT_TRUE(fresh.ok());
    EXPECT_EQ(fresh->records[0], RecordText(151 - sequence));
    EXPECT_EQ(*journal->ChainAt(sequence - 1), chain);
    chain = ChainNext(chain, RecordText(sequence));
  }
  EXPECT_EQ(*journal->ChainAt(150), chain);
  EXPECT_EQ(journal->Read(3, 100, 20)->records.size(), 1u);
  EXPECT_TRUE(absl::IsOutOfRange(journal->Read(151, 1, 10).status()));
}

TEST_F(DeviceJournalTest, OnlyOneAtATime) {
  auto journal = Open();
  EXPECT_TRUE(absl::IsFailedPrecondition(OpenTest(folder_.path()).status()));
}

TEST_F(DeviceJournalTest, RefusesAnotherKiosksJournal) {
  OpenWith(3);
  DeviceJournal::Options options;
  options.folder = folder_.path();
  options.id = {kTestJournal.book, kTestJournal.kiosk, 12};
  const auto journal = DeviceJournal::Open(
      options, {[](std::string_view) {}, [](std::string_view) {}});
  EXPECT_TRUE(absl::IsFailedPrecondition(journal.status()));
}

TEST_F(DeviceJournalTest, RemovesOnlyWhatIsAcknowledgedAndOld) {
  auto journal = OpenWith(200);
  EXPECT_TRUE(journal->RemoveOlderThan(1000).ok());
  EXPECT_EQ(journal->first_retained(), 1u);
  EXPECT_TRUE(journal->SetAcknowledged(120).ok());
  EXPECT_TRUE(journal->RemoveOlderThan(100).ok());
  EXPECT_GT(journal->first_retained(), 1u);
  EXPECT_LE(journal->first_retained(), 101u);
  EXPECT_TRUE(journal->RemoveOlderThan(1000).ok());
  EXPECT_LE(journal->first_retained(), 121u);
  EXPECT_TRUE(absl::IsOutOfRange(journal->Read(1, 1, 10).status()));
  journal.reset();
  EXPECT_TRUE(HoldsRight(*Open()));
}

TEST_F(DeviceJournalTest, TheAcknowledgedWatermarkNeverGoesBack) {
  auto journal = OpenWith(50);
  EXPECT_TRUE(journal->SetAcknowledged(40).ok());
  EXPECT_TRUE(journal->SetAcknowledged(2).ok());
  EXPECT_TRUE(absl::IsOutOfRange(journal->SetAcknowledged(51)));
  EXPECT_EQ(journal->acknowledged(), 40u);
  journal.reset();
  EXPECT_EQ(Open()->acknowledged(), 40u);
}

TEST_F(DeviceJournalTest, TheWatermarkOnDiskIsAtMostThirtyTwoRecordsBehind) {
  auto journal = OpenWith(100);
  for (uint64_t watermark = 1; watermark <= 75; ++watermark) {
    EXPECT_TRUE(journal->SetAcknowledged(watermark).ok());
  }
  EXPECT_EQ(journal->acknowledged(), 75u);
  journal.reset();
  journal = Open();
  EXPECT_EQ(journal->acknowledged(), 66u);
  // Told again, as at every start.
  EXPECT_TRUE(journal->SetAcknowledged(75).ok());
  EXPECT_TRUE(journal->RemoveOlderThan(1000).ok());
  EXPECT_GT(journal->first_retained(), 1u);
  const uint64_t retained = journal->first_retained();
  journal.reset();
  journal = Open();
  EXPECT_EQ(journal->first_retained(), retained);
  EXPECT_GE(journal->acknowledged() + 1, retained);
}

// A power cut leaves any part of the last record.
TEST_F(DeviceJournalTest, CutsOffARecordHalfWrittenAtEveryByte) {
  OpenWith(5);
  const std::string before = Load(Newest());
  OpenWith(6);
  const std::string after = Load(Newest());
  for (size_t size = before.size(); size < after.size(); ++size) {
    Store(Newest(), after.substr(0, size));
    auto journal = Open();
    ASSERT_EQ(journal->last_sequence(), 5u) << size;
    ASSERT_TRUE(AppendNext(*journal).ok());
    ASSERT_TRUE(HoldsRight(*journal));
  }
  // The length is there, the bytes never came.
  Store(Newest(), before + std::string(after.size() - before.size(), '\0'));
  EXPECT_EQ(Open()->last_sequence(), 5u);
}

TEST_F(DeviceJournalTest, NamesDamageInTheMiddle) {
  OpenWith(8);
  const std::string path = Newest();
  const std::string whole = Load(path);
  const size_t header = DecodeHeader(whole)->size;
  for (size_t at = 0; at < whole.size() - 40; ++at) {
    std::string damaged = whole;
    damaged[at] = static_cast<char>(damaged[at] ^ 0x20);
    Store(path, damaged);
    const auto journal = OpenTest(folder_.path());
    ASSERT_TRUE(absl::IsDataLoss(journal.status())) << at;
    EXPECT_NE(journal.status().message().find(path), std::string::npos);
    EXPECT_NE(journal.status().message().find("cannot be read"),
              std::string::npos)
        << (at < header);
  }
}

TEST_F(DeviceJournalTest, NoticesFilesThatAreGone) {
  auto journal = OpenWith(200);
  ASSERT_TRUE(journal->SetAcknowledged(10).ok());
  journal.reset();
  const std::string newest = Newest();
  const std::string kept = Load(newest);
  std::filesystem::remove(newest);
  EXPECT_TRUE(absl::IsDataLoss(OpenTest(folder_.path()).status()));
  Store(newest, kept);
  const std::string first = std::string(folder_.path()) + "/" + SegmentName(1);
  std::filesystem::remove(std::string(folder_.path()) + "/head");
  EXPECT_FALSE(OpenTest(folder_.path()).ok());
  std::filesystem::remove(first);
  EXPECT_FALSE(OpenTest(folder_.path()).ok());
}

}  // namespace
}  // namespace greenledger::journal
