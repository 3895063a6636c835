#include <gmock/gmock.h>

#include <algorithm>

#include "greenledger/v1/record.pb.h"
#include "tests/clients/cli/cli_testing.h"
#include "tests/clients/cli/tariff_testing.h"

namespace greenledger::cli {
namespace {

using ::testing::HasSubstr;

constexpr int64_t kMorning = 1'772'324'130'000'000;  // 2026-03-01 08:15:30 +8

class TariffRegistry final : public v1::RegistryService::Service {
 public:
  grpc::Status GetTariff(grpc::ServerContext*,
                         const v1::GetTariffRequest* request,
                         v1::GetTariffResponse* response) override {
    EXPECT_EQ(request->version(), "t1");
    *response->mutable_tariff() = TestTariff();
    *response->mutable_scheme() = TestScheme();
    return grpc::Status::OK;
  }
};

v1::Entry Drop() {
  v1::Record record;
  record.set_sequence(9);
  record.set_device_time_us(kMorning);
  record.mutable_drop()->set_class_code(3);
  record.mutable_drop()->set_grams(1750);
  v1::Entry entry;
  entry.set_index(7);
  // The record was sent half an hour later.
  entry.set_time_us(kMorning + 1'800'000'000);
  entry.set_household(12);
  entry.mutable_actor()->set_kind(v1::ACTOR_KIND_KIOSK);
  entry.mutable_actor()->set_number(3);
  entry.mutable_drop()->mutable_source()->set_record(
      record.SerializeAsString());
  entry.mutable_drop()->set_tariff_index(2);
  entry.mutable_drop()->set_day(20'513);
  v1::Posting* points = entry.add_postings();
  points->set_owner(v1::ACCOUNT_OWNER_HOUSEHOLD);
  points->set_owner_number(12);
  points->set_asset(v1::ASSET_POINTS);
  points->set_amount(3500);
  return entry;
}

class HistoryLedger final : public v1::LedgerService::Service {
 public:
  grpc::Status GetTotals(grpc::ServerContext*, const v1::GetTotalsRequest*,
                         v1::GetTotalsResponse* response) override {
    response->mutable_book()->set_utc_offset_minutes(480);
    return grpc::Status::OK;
  }

  grpc::Status ListStatement(grpc::ServerContext*,
                             const v1::ListStatementRequest* request,
                             v1::ListStatementResponse* response) override {
    v1::StoredEntry* stored = response->add_entries();
    stored->set_index(7);
    stored->set_entry(Drop().SerializeAsString());
    if (request->page_token().empty()) response->set_next_page_token("next");
    return grpc::Status::OK;
  }

  grpc::Status GetEntry(grpc::ServerContext*,
                        const v1::GetEntryRequest* request,
                        v1::GetEntryResponse* response) override {
    EXPECT_EQ(request->index(), 2u);
    v1::Entry entry;
    *entry.mutable_tariff_published() = TestTariff();
    response->mutable_entry()->set_entry(entry.SerializeAsString());
    return grpc::Status::OK;
  }

  grpc::Status FollowEntries(
      grpc::ServerContext*, const v1::FollowEntriesRequest* request,
      grpc::ServerWriter<v1::FollowEntriesResponse>* writer) override {
    for (uint64_t index = request->from_index(); index < 100; index += 2) {
      v1::FollowEntriesResponse response;
      response.set_first_index(index);
      for (uint64_t i = index; i < index + 2; ++i) {
        v1::Entry entry = Drop();
        entry.set_index(i);
        response.add_entries(entry.SerializeAsString());
      }
      if (!writer->Write(response)) break;
    }
    return grpc::Status::OK;
  }
};

class HistoryTest : public CliTest<TariffRegistry, HistoryLedger> {};

TEST_F(HistoryTest, EveryLineSaysWhy) {
  language = "zh";
  Outcome outcome = Run({"history", "12", "--book", "310101001001"});
  EXPECT_EQ(outcome.code, ExitCode::kOk) << outcome.err;
  EXPECT_EQ(
      outcome.out,
      "条目  时间                 事项     数量  积分  荣誉  原因\n"
      "   7  2026-03-01 08:15:30  投放  1.75 kg  +3.5     0  厨余垃圾 1.75 kg "
      "× 2 分/kg = 3.5 分\n"
      "\n下一页：--page-token next\n");
}

TEST_F(HistoryTest, AsJsonWithTheRecordDecoded) {
  Outcome outcome = Run({"history", "12", "--json", "--page-token", "next",
                         "--book", "310101001001"});
  EXPECT_EQ(outcome.code, ExitCode::kOk);
  EXPECT_THAT(outcome.out, HasSubstr("\"index\":\"7\""));
  EXPECT_THAT(outcome.out, HasSubstr("\"record\":{\"sequence\":\"9\""));
  EXPECT_THAT(outcome.out,
              HasSubstr("\"reason\":\"Food waste 1.75 kg × 2 points/kg = 3.5 "
                        "points\"}\n"));
}

TEST_F(HistoryTest, ARangeOfEntriesEndsAtItsLast) {
  Outcome outcome = Run({"entries", "list", "--from", "10", "--to", "12",
                         "--book", "310101001001"});
  EXPECT_EQ(outcome.code, ExitCode::kOk) << outcome.err;
  EXPECT_EQ(std::count(outcome.out.begin(), outcome.out.end(), '\n'), 3);
  EXPECT_THAT(outcome.out,
              HasSubstr("12  2026-03-01 08:45:30  drop  kiosk 3  household 12 "
                        "(#0)  class 3 1.75 kg, earned 3.5 points\n"));
}

}  // namespace
}  // namespace greenledger::cli
