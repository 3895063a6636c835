// A kiosk's uploads through the real service: exactly once, in order, nothing
// in front of the queue for ever.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "google/rpc/status.pb.h"
#include "tests/services/ledger/ledger_world.h"

namespace greenledger::ledger {
namespace {

using Results = std::vector<v1::RecordResultCode>;

Results CodesOf(const v1::SubmitRecordsResponse& response) {
  Results codes;
  for (const auto& result : response.results()) codes.push_back(result.code());
  return codes;
}

std::string ReasonOf(const grpc::Status& status) {
  google::rpc::Status details;
  google::rpc::ErrorInfo info;
  details.ParseFromString(status.error_details());
  for (const auto& any : details.details()) {
    if (any.UnpackTo(&info)) return info.reason();
  }
  return "";
}

constexpr auto kAccepted = v1::RECORD_RESULT_CODE_ACCEPTED;
constexpr auto kDuplicate = v1::RECORD_RESULT_CODE_DUPLICATE;
constexpr auto kReused = v1::RECORD_RESULT_CODE_ID_REUSED;
constexpr auto kQuarantined = v1::RECORD_RESULT_CODE_QUARANTINED;
constexpr auto kOutOfOrder = v1::RECORD_RESULT_CODE_OUT_OF_ORDER;
constexpr auto kChainBroken = v1::RECORD_RESULT_CODE_CHAIN_BROKEN;

class UploadsTest : public ::testing::Test {
 protected:
  UploadsTest() { world.Populate(); }

  v1::Record Drop(uint64_t sequence, uint32_t grams) {
    return DropRecord(sequence, world.clock.NowMicros(), grams);
  }
  v1::SubmitRecordsResponse Send(const std::vector<v1::Record>& records) {
    v1::SubmitRecordsResponse response;
    const grpc::Status status = world.Submit(records, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return response;
  }

  LedgerWorld world;
};

TEST_F(UploadsTest, ADropIsBookedAndEarns) {
  const auto response = Send({Drop(1, 1750)});
  EXPECT_EQ(CodesOf(response), Results({kAccepted}));
  EXPECT_EQ(response.watermark(), 1u);
  EXPECT_EQ(response.book(), kBook);
  EXPECT_EQ(response.results(0).milli_points(), 3500);
  EXPECT_EQ(response.results(0).milli_merit(), 1000);
  EXPECT_EQ(response.results(0).leaf_hash().size(), 32u);
  EXPECT_EQ(world.Points(kHousehold), 3500);
}

TEST_F(UploadsTest, TheSameUploadAgainGetsTheSameAnswersAndNoEntries) {
  const auto first = Send({Drop(1, 1000), Drop(2, 2000), Drop(3, 3000)});
  const size_t entries = world.Entries().size();
  for (int again = 0; again < 3; ++again) {
    world.Restart();
    auto response = Send({Drop(1, 1000), Drop(2, 2000), Drop(3, 3000)});
    EXPECT_EQ(CodesOf(response), Results({kDuplicate, kDuplicate, kDuplicate}));
    for (int i = 0; i < 3; ++i) {
      response.mutable_results(i)->set_code(kAccepted);
    }
    EXPECT_EQ(response.SerializeAsString(), first.SerializeAsString());
  }
  EXPECT_EQ(world.Entries().size(), entries);
}

TEST_F(UploadsTest, OldAndNewInOneUpload) {
  const auto first = Send({Drop(1, 1000), Drop(2, 2000)});
  const auto second = Send({Drop(2, 2000), Drop(3, 500)});
  EXPECT_EQ(CodesOf(second), Results({kDuplicate, kAccepted}));
  EXPECT_EQ(second.results(0).index(), first.results(1).index());
  EXPECT_EQ(second.watermark(), 3u);
}

TEST_F(UploadsTest, OtherBytesUnderAUsedIdChangeNothing) {
  Send({Drop(1, 1000)});
  const auto response = Send({Drop(1, 9000)});
  EXPECT_EQ(CodesOf(response), Results({kReused}));
  EXPECT_EQ(world.Points(kHousehold), 2000);
}

TEST_F(UploadsTest, WhatFollowsAReusedIdBreaksTheChain) {
  Send({Drop(1, 1000)});
  const auto response = Send({Drop(1, 9000), Drop(2, 1000)});
  EXPECT_EQ(CodesOf(response), Results({kReused, kChainBroken}));
  EXPECT_EQ(response.watermark(), 1u);
}

TEST_F(UploadsTest, AHoleIsAnsweredWithTheWatermark) {
  Send({Drop(1, 1000)});
  const auto response = Send({Drop(4, 1000), Drop(5, 1000)});
  EXPECT_EQ(CodesOf(response), Results({kOutOfOrder, kOutOfOrder}));
  EXPECT_EQ(response.watermark(), 1u);
}

TEST_F(UploadsTest, APoisonedRecordInFrontDoesNotStopTheQueue) {
  v1::SubmitRecordsResponse response;
  ASSERT_TRUE(
      world
          .SubmitBytes(1,
                       {"\xff\xff garbage", Drop(2, 1000).SerializeAsString()},
                       &response)
          .ok());
  EXPECT_EQ(CodesOf(response), Results({kQuarantined, kAccepted}));
  EXPECT_EQ(response.results(0).quarantine_reason(),
            v1::QUARANTINE_REASON_UNREADABLE);
  world.SubmitBytes(1, {"\xff\xff garbage"}, &response);
  EXPECT_EQ(CodesOf(response), Results({kDuplicate}));
  EXPECT_EQ(response.results(0).quarantine_reason(),
            v1::QUARANTINE_REASON_UNREADABLE);
}

TEST_F(UploadsTest, ASignatureThatDoesNotFitKeepsNothing) {
  v1::SubmitRecordsRequest request =
      world.Signed(1, {Drop(1, 1000).SerializeAsString()});
  request.mutable_records(0)->back() ^= 1;
  grpc::ClientContext context;
  v1::SubmitRecordsResponse response;
  const grpc::Status status =
      world.kiosk().SubmitRecords(&context, request, &response);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(ReasonOf(status), "BAD_SIGNATURE");
  EXPECT_EQ(world.Points(kHousehold), 0);
}

TEST_F(UploadsTest, WhoMayNotUpload) {
  v1::SubmitRecordsResponse response;
  world.caller = std::nullopt;
  EXPECT_EQ(ReasonOf(world.Submit({Drop(1, 1000)}, &response)),
            "NO_KIOSK_CERTIFICATE");
  world.caller = common::KioskIdentity{kBook, 999};
  EXPECT_EQ(ReasonOf(world.Submit({Drop(1, 1000)}, &response)),
            "KIOSK_UNKNOWN");
  world.caller = common::KioskIdentity{kBook + 1, kKiosk};
  EXPECT_EQ(ReasonOf(world.Submit({Drop(1, 1000)}, &response)),
            "KIOSK_UNKNOWN");
  world.caller = common::KioskIdentity{kBook, kKiosk};
  v1::CloseKioskRequest close;
  close.mutable_kiosk()->set_number(kKiosk);
  world.MustRun(&v1::RegistryService::StubInterface::CloseKiosk, close);
  EXPECT_EQ(ReasonOf(world.Submit({Drop(1, 1000)}, &response)), "KIOSK_CLOSED");
}

TEST_F(UploadsTest, ANewJournalHasToBeAdmittedAndStartsFromOne) {
  Send({Drop(1, 1000)});
  v1::AdmitIncarnationRequest admit;
  admit.mutable_incarnation()->set_kiosk_number(kKiosk);
  admit.mutable_incarnation()->set_incarnation(kIncarnation + 1);
  world.MustRun(&v1::RegistryService::StubInterface::AdmitIncarnation, admit);
  v1::SubmitRecordsResponse response;
  EXPECT_EQ(ReasonOf(world.Submit({Drop(2, 1000)}, &response)),
            "INCARNATION_UNKNOWN");
  grpc::ClientContext context;
  v1::GetWatermarkRequest request;
  request.set_incarnation(kIncarnation + 1);
  v1::GetWatermarkResponse watermark;
  ASSERT_TRUE(world.kiosk().GetWatermark(&context, request, &watermark).ok());
  EXPECT_EQ(watermark.watermark(), 0u);
}

TEST_F(UploadsTest, ManyConnectionsSendTheSameUploadAtOnce) {
  std::vector<v1::Record> records;
  for (uint64_t n = 1; n <= 50; ++n) records.push_back(Drop(n, 1000));
  std::vector<std::string> bytes;
  for (const auto& record : records)
    bytes.push_back(record.SerializeAsString());
  const v1::SubmitRecordsRequest request = world.Signed(1, bytes);
  std::vector<v1::SubmitRecordsResponse> responses(8);
  std::vector<std::thread> senders;
  for (v1::SubmitRecordsResponse& response : responses) {
    senders.emplace_back([&] {
      grpc::ClientContext context;
      ASSERT_TRUE(
          world.kiosk().SubmitRecords(&context, request, &response).ok());
    });
  }
  for (std::thread& sender : senders) sender.join();
  int accepted = 0;
  for (const auto& response : responses) {
    for (int i = 0; i < 50; ++i) {
      accepted += response.results(i).code() == kAccepted;
      EXPECT_EQ(response.results(i).index(), responses[0].results(i).index());
      EXPECT_EQ(response.results(i).leaf_hash(),
                responses[0].results(i).leaf_hash());
    }
  }
  EXPECT_EQ(accepted, 50);
}

struct QuarantineRow {
  const char* name;
  std::function<void(v1::Record*)> change;
  v1::QuarantineReason reason;
};

class QuarantineTest : public ::testing::TestWithParam<QuarantineRow> {};

TEST_P(QuarantineTest, IsBookedWithItsReasonAndEarnsNothing) {
  LedgerWorld world;
  world.Populate();
  v1::Record record = DropRecord(1, kStartUs, 1000);
  GetParam().change(&record);
  v1::SubmitRecordsResponse response;
  ASSERT_TRUE(
      world.SubmitBytes(1, {record.SerializeAsString()}, &response).ok());
  EXPECT_EQ(response.results(0).code(), kQuarantined);
  EXPECT_EQ(response.results(0).quarantine_reason(), GetParam().reason);
  EXPECT_EQ(world.Points(kHousehold), 0);
}

v1::Drop* D(v1::Record* record) { return record->mutable_drop(); }

INSTANTIATE_TEST_SUITE_P(
    Table, QuarantineTest,
    ::testing::Values(
        QuarantineRow{
            "TooLarge",
            [](v1::Record* r) { D(r)->set_card_hash(std::string(2000, 'x')); },
            v1::QUARANTINE_REASON_TOO_LARGE},
        QuarantineRow{"Sequence", [](v1::Record* r) { r->set_sequence(2); },
                      v1::QUARANTINE_REASON_SEQUENCE_MISMATCH},
        QuarantineRow{"NoBody", [](v1::Record* r) { r->clear_drop(); },
                      v1::QUARANTINE_REASON_NO_BODY},
        QuarantineRow{"Ancient",
                      [](v1::Record* r) { r->set_device_time_us(5); },
                      v1::QUARANTINE_REASON_BAD_TIME},
        QuarantineRow{
            "FarFuture",
            [](v1::Record* r) { r->set_device_time_us(4'200'000'000'000'000); },
            v1::QUARANTINE_REASON_BAD_TIME},
        QuarantineRow{"CardHash",
                      [](v1::Record* r) { D(r)->set_card_hash("short"); },
                      v1::QUARANTINE_REASON_BAD_CARD_HASH},
        QuarantineRow{"Bin", [](v1::Record* r) { D(r)->set_bin(9); },
                      v1::QUARANTINE_REASON_BIN_UNKNOWN},
        QuarantineRow{"Class", [](v1::Record* r) { D(r)->set_class_code(77); },
                      v1::QUARANTINE_REASON_CLASS_UNKNOWN},
        QuarantineRow{"WrongBin", [](v1::Record* r) { D(r)->set_bin(2); },
                      v1::QUARANTINE_REASON_CLASS_NOT_FOR_BIN},
        QuarantineRow{"GramsMissing",
                      [](v1::Record* r) { D(r)->clear_grams(); },
                      v1::QUARANTINE_REASON_GRAMS_MISSING},
        QuarantineRow{"GramsZero", [](v1::Record* r) { D(r)->set_grams(0); },
                      v1::QUARANTINE_REASON_GRAMS_IMPLAUSIBLE},
        QuarantineRow{"GramsHuge",
                      [](v1::Record* r) { D(r)->set_grams(30001); },
                      v1::QUARANTINE_REASON_GRAMS_IMPLAUSIBLE},
        QuarantineRow{"PiecesMissing",
                      [](v1::Record* r) {
                        D(r)->set_bin(2);
                        D(r)->set_class_code(23);
                      },
                      v1::QUARANTINE_REASON_PIECES_MISSING},
        QuarantineRow{"PiecesHuge",
                      [](v1::Record* r) {
                        D(r)->set_bin(2);
                        D(r)->set_class_code(23);
                        D(r)->set_pieces(51);
                      },
                      v1::QUARANTINE_REASON_PIECES_IMPLAUSIBLE},
        QuarantineRow{"PiecesUnexpected",
                      [](v1::Record* r) { D(r)->set_pieces(3); },
                      v1::QUARANTINE_REASON_PIECES_UNEXPECTED},
        QuarantineRow{
            "Quality",
            [](v1::Record* r) { D(r)->set_quality(v1::QUALITY_UNSPECIFIED); },
            v1::QUARANTINE_REASON_BAD_QUALITY}),
    [](const auto& row) { return std::string(row.param.name); });

}  // namespace
}  // namespace greenledger::ledger
