#include "clients/kiosk/uploader.h"

#include <atomic>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/clients/kiosk/fake_ledger.h"

namespace greenledger::kiosk {
namespace {

using std::chrono::microseconds;
using testing::Each;
using testing::ElementsAre;
using testing::Ge;
using testing::HasSubstr;

constexpr journal::JournalId kId{350212002001, 3, 7};

class UploaderTest : public testing::Test {
 protected:
  UploaderTest() {
    options_.batch_records_max = 10;
    options_.sleep = [this](microseconds wait) { waits_.push_back(wait); };
  }

  static crypto::Ed25519PrivateKey Key() {
    return *crypto::Ed25519PrivateKey::FromSeed(std::string(32, 'k'));
  }
  static SignedJournal Journal(size_t records) {
    std::vector<std::string> bytes;
    for (size_t i = 1; i <= records; ++i) {
      bytes.push_back("record " + std::to_string(i));
    }
    return SignedJournal(kId, std::move(bytes), Key());
  }
  UploadResult Send(const SignedJournal& journal, std::vector<Range> ranges) {
    return Upload(ledger_.stub(), journal, ranges, options_);
  }

  FakeLedger ledger_{kId,
                     *crypto::Ed25519PublicKey::FromBytes(Key().public_key())};
  UploadOptions options_;
  std::vector<microseconds> waits_;
};

TEST_F(UploaderTest, SendsAllInOrderInSignedBatches) {
  const UploadResult result = Send(Journal(25), {{1, 25}});
  EXPECT_TRUE(result.status.ok()) << result.status;
  EXPECT_THAT(ledger_.first_sequences(), ElementsAre(1, 11, 21));
  EXPECT_EQ(ledger_.records().size(), 25);
  EXPECT_TRUE(ledger_.all_signed());
  EXPECT_EQ(result.Count(v1::RECORD_RESULT_CODE_ACCEPTED), 25);
  EXPECT_EQ(result.milli_points, 125);
  EXPECT_EQ(result.watermark, 25);
}

TEST_F(UploaderTest, CountsWhatIsSentAgainAsDuplicateWithoutPoints) {
  const UploadResult result = Send(Journal(20), {{1, 10}, {1, 10}, {11, 10}});
  EXPECT_EQ(result.Count(v1::RECORD_RESULT_CODE_ACCEPTED), 20);
  EXPECT_EQ(result.Count(v1::RECORD_RESULT_CODE_DUPLICATE), 10);
  EXPECT_EQ(result.milli_points, 100);
}

TEST_F(UploaderTest, SendsTheSameAgainWhenTheAnswerIsLost) {
  ledger_.Fail({{grpc::StatusCode::UNAVAILABLE, "connection reset"}, true});
  const UploadResult result = Send(Journal(10), {{1, 10}});
  EXPECT_TRUE(result.status.ok()) << result.status;
  EXPECT_THAT(ledger_.first_sequences(), ElementsAre(1, 1));
  EXPECT_EQ(ledger_.records().size(), 10);
  EXPECT_EQ(result.Count(v1::RECORD_RESULT_CODE_DUPLICATE), 10);
  EXPECT_EQ(result.calls_failed, 1);
}

TEST_F(UploaderTest, WaitsAtLeastAsLongAsTheServerAsks) {
  ledger_.Fail({PushedBack(grpc::StatusCode::RESOURCE_EXHAUSTED, 3)});
  ASSERT_TRUE(Send(Journal(10), {{1, 10}}).status.ok());
  EXPECT_THAT(waits_, ElementsAre(Ge(std::chrono::seconds(3))));
}

TEST_F(UploaderTest, GivesUpAfterTheLastAttemptWithTheServersWords) {
  options_.retry.attempts_max = 4;
  for (int i = 0; i < 4; ++i) {
    ledger_.Fail({{grpc::StatusCode::UNAVAILABLE, "going down"}});
  }
  const UploadResult result = Send(Journal(10), {{1, 10}});
  EXPECT_EQ(result.status.code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(std::string(result.status.message()), "going down");
  EXPECT_EQ(waits_.size(), 3);
  EXPECT_THAT(waits_, Each(Ge(options_.retry.delay_min)));
}

TEST_F(UploaderTest, DoesNotRepeatWhatCannotSucceed) {
  ledger_.Fail({{grpc::StatusCode::PERMISSION_DENIED, "kiosk unknown"}});
  const UploadResult result = Send(Journal(10), {{1, 10}});
  EXPECT_EQ(result.status.code(), absl::StatusCode::kPermissionDenied);
  EXPECT_EQ(result.calls, 1);
}

TEST_F(UploaderTest, SaysHowFarItWasToldWhateverTheLedgerHas) {
  ASSERT_TRUE(Send(Journal(20), {{1, 20}}).status.ok());
  EXPECT_THAT(ledger_.acknowledged(), ElementsAre(0, 10));
  options_.acknowledged = 20;
  ledger_.Restore(10);
  ASSERT_TRUE(Send(Journal(30), {{21, 10}}).status.ok());
  EXPECT_THAT(ledger_.acknowledged(), ElementsAre(0, 10, 20, 20, 20));
}

TEST_F(UploaderTest, GoesBackToTheWatermarkOfARestoredLedger) {
  const SignedJournal journal = Journal(30);
  ASSERT_TRUE(Send(journal, {{1, 20}}).status.ok());
  ledger_.Restore(4);
  const UploadResult result = Send(journal, {{21, 10}});
  EXPECT_TRUE(result.status.ok()) << result.status;
  EXPECT_EQ(ledger_.records().size(), 30);
  EXPECT_EQ(ledger_.records()[29], "record 30");
  EXPECT_EQ(result.Count(v1::RECORD_RESULT_CODE_OUT_OF_ORDER), 10);
  EXPECT_EQ(result.Count(v1::RECORD_RESULT_CODE_ACCEPTED), 26);
}

TEST_F(UploaderTest, StopsWhenTheLedgerHasOtherRecords) {
  ASSERT_TRUE(Send(Journal(5), {{1, 5}}).status.ok());
  const SignedJournal other(kId, {"another", "journal"}, Key());
  const UploadResult result = Send(other, {{1, 2}});
  EXPECT_EQ(result.status.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(std::string(result.status.message()),
              HasSubstr("ID_REUSED at sequence 1"));
}

TEST_F(UploaderTest, RefusesARangeBeyondTheJournal) {
  const UploadResult result = Send(Journal(5), {{4, 3}});
  EXPECT_EQ(result.status.code(), absl::StatusCode::kOutOfRange);
  EXPECT_EQ(result.calls, 0);
}

TEST(BatchTest, NamesTheLimitThatIsExceeded) {
  const auto key = *crypto::Ed25519PrivateKey::FromSeed(std::string(32, 'k'));
  const std::vector<std::string> large = {
      std::string(kRecordBytesMax + 1, 'x')};
  const auto batch = BuildBatch(kId, journal::ChainStart(kId), 1, large, key);
  EXPECT_EQ(std::string(batch.status().message()),
            "records[0]: 32769 bytes, at most 32768");
  const std::vector<std::string> many(kRecordsMax + 1, "x");
  EXPECT_FALSE(BuildBatch(kId, journal::ChainStart(kId), 1, many, key).ok());
  EXPECT_FALSE(BuildBatch(kId, journal::ChainStart(kId), 1, {}, key).ok());
}

TEST(BatchTest, AJournalIsCutWhereTheUploadWouldBeTooLarge) {
  const SignedJournal journal(
      kId, std::vector<std::string>(40, std::string(kRecordBytesMax, 'x')),
      *crypto::Ed25519PrivateKey::FromSeed(std::string(32, 'k')));
  EXPECT_EQ(journal.Batch(1, 40)->records_size(), 32);
  EXPECT_EQ(journal.Batch(33, 8)->records_size(), 8);
}

TEST(FleetTest, RunsEveryJobOnceAndKeepsTheirOrder) {
  std::atomic<uint64_t> runs = 0;
  std::vector<std::function<UploadResult()>> jobs;
  for (uint64_t i = 0; i < 100; ++i) {
    jobs.push_back([&runs, i] {
      ++runs;
      UploadResult result;
      result.calls = i;
      return result;
    });
  }
  size_t reports = 0;
  const std::vector<UploadResult> results =
      RunUploads(jobs, 8, [&](const FleetProgress& progress) {
        EXPECT_EQ(progress.done, ++reports);
      });
  EXPECT_EQ(runs, 100);
  EXPECT_EQ(reports, 100);
  for (uint64_t i = 0; i < 100; ++i) EXPECT_EQ(results[i].calls, i);
}

}  // namespace
}  // namespace greenledger::kiosk
