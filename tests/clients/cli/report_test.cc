// Reports made from entries that a server streams.
#include <gmock/gmock.h>

#include <functional>

#include "tests/clients/cli/cli_testing.h"

namespace greenledger::cli {
namespace {

using ::testing::HasSubstr;

// 2026-03-01 08:15:30 in UTC+8, when the program runs.
constexpr int64_t kReportTime = 1'772'324'130'000'000;
constexpr int64_t kMidnight =
    kReportTime - (8 * 3600 + 15 * 60 + 30) * 1'000'000LL;
constexpr int64_t kHourUs = 3'600'000'000;

class StreamingLedger final : public v1::LedgerService::Service {
 public:
  grpc::Status FollowEntries(
      grpc::ServerContext*, const v1::FollowEntriesRequest* request,
      grpc::ServerWriter<v1::FollowEntriesResponse>* writer) override {
    EXPECT_TRUE(request->stop_at_end());
    v1::FollowEntriesResponse response;
    for (const v1::Entry& entry : entries) {
      response.add_entries(entry.SerializeAsString());
    }
    writer->Write(response);
    return grpc::Status::OK;
  }

  std::vector<v1::Entry> entries;
};

class ReportTest
    : public CliTest<v1::RegistryService::Service, StreamingLedger> {
 protected:
  ReportTest() {
    Add(kMidnight - 48 * kHourUs)
        .mutable_book_opened()
        ->set_utc_offset_minutes(480);
    v1::Kiosk* kiosk = Add(kMidnight - 47 * kHourUs).mutable_kiosk_opened();
    kiosk->set_number(7);
    kiosk->set_incarnation(11);
    kiosk->add_bins()->set_number(1);
    kiosk->mutable_bins(0)->set_class_code(3);
  }

  v1::Entry& Add(int64_t time_us) {
    v1::Entry& entry = ledger.entries.emplace_back();
    entry.set_index(ledger.entries.size() - 1);
    entry.set_time_us(time_us);
    return entry;
  }
  // An entry of the kiosk with a record made then.
  v1::Entry& AddRecord(int64_t time_us,
                       const std::function<v1::KioskRecord*(v1::Entry&)>& body,
                       const std::function<void(v1::Record&)>& fill) {
    v1::Entry& entry = Add(time_us);
    entry.mutable_actor()->set_kind(v1::ACTOR_KIND_KIOSK);
    entry.mutable_actor()->set_number(7);
    v1::Record record;
    record.set_device_time_us(time_us);
    record.set_clock_synced(true);
    fill(record);
    v1::KioskRecord* source = body(entry);
    source->set_incarnation(11);
    source->set_sequence(++sequence_);
    source->set_record(record.SerializeAsString());
    return entry;
  }
  static v1::KioskRecord* Drop(v1::Entry& entry) {
    entry.mutable_drop()->set_day(20'513);  // 2026-03-01
    return entry.mutable_drop()->mutable_source();
  }
  static v1::KioskRecord* Clearance(v1::Entry& entry) {
    return entry.mutable_clearance()->mutable_source();
  }
  static void Leg(v1::AccountOwner owner, uint64_t number, int64_t amount,
                  v1::Entry* entry) {
    v1::Posting* leg = entry->add_postings();
    leg->set_owner(owner);
    leg->set_owner_number(number);
    leg->set_asset(v1::ASSET_MASS);
    leg->set_class_code(31);
    leg->set_amount(amount);
  }
  std::string Report(const std::string& what) {
    const Outcome outcome =
        Run({"report", what, "--json", "--book", "350212003001"});
    EXPECT_EQ(outcome.code, ExitCode::kOk) << outcome.err;
    return outcome.out;
  }

 private:
  uint64_t sequence_ = 0;
};

TEST_F(ReportTest, MassOfABinByDayAndWhereAllOfItIs) {
  v1::Entry& drop = AddRecord(
      kMidnight + kHourUs, Drop,
      [](v1::Record& record) { record.mutable_drop()->set_grams(1000); });
  Leg(v1::ACCOUNT_OWNER_HOUSEHOLD, 1, -1000, &drop);
  Leg(v1::ACCOUNT_OWNER_BIN, 7001, 1000, &drop);
  v1::Entry& clearance = AddRecord(
      kMidnight + 2 * kHourUs, Clearance,
      [](v1::Record& record) { record.mutable_clearance()->set_bin(1); });
  Leg(v1::ACCOUNT_OWNER_BIN, 7001, -1000, &clearance);
  Leg(v1::ACCOUNT_OWNER_COLLECTOR, 5, 1000, &clearance);
  Leg(v1::ACCOUNT_OWNER_COLLECTOR, 5, -30, &clearance);
  Leg(v1::ACCOUNT_OWNER_LOSS, 7001, 30, &clearance);
  v1::Entry& given = Add(kMidnight + 3 * kHourUs);
  given.mutable_material_handed_over();
  Leg(v1::ACCOUNT_OWNER_COLLECTOR, 5, -400, &given);
  Leg(v1::ACCOUNT_OWNER_PROCESSOR, 9, 400, &given);

  const std::string report = Report("mass");
  EXPECT_THAT(report,
              HasSubstr(R"("kiosk":7,"bin":1,"day":"2026-03-01",)"
                        R"("in_grams":1000,"out_grams":970,)"
                        R"("difference_grams":-30,"closing_grams":0})"));
  EXPECT_THAT(report, HasSubstr(R"("number":5,"asset":"ASSET_MASS",)"
                                R"("class_code":31,"amount":570})"));
  EXPECT_THAT(report, HasSubstr(R"({"returned_grams":1000,"in_bins_grams":0,)"
                                R"("loss_grams":30,"collectors_grams":570,)"
                                R"("processors_grams":400,"used_up_grams":0,)"
                                R"("unexplained_grams":0})"));
}

TEST_F(ReportTest, KiosksWithTheirSilenceClockAndMonitors) {
  AddRecord(
      kReportTime - 3 * kHourUs,
      [](v1::Entry& entry) {
        return entry.mutable_monitor()->mutable_source();
      },
      [](v1::Record& record) {
        record.set_device_time_us(record.device_time_us() - 60'000'000);
        record.mutable_monitor()->set_kind(v1::MONITOR_KIND_BIN_FILL);
        record.mutable_monitor()->set_bin(1);
        record.mutable_monitor()->set_value(95);
        record.mutable_monitor()->set_severity(v1::SEVERITY_CRITICAL);
      });
  EXPECT_THAT(
      Report("kiosks"),
      HasSubstr(R"({"kiosk":7,"closed":false,"incarnation":11,"watermark":1,)"
                R"("missing":0,"quarantined":0,"silent_seconds":10800,)"
                R"("clock_synced":true,"clock_ahead_seconds":-60,)"
                R"j("monitors":"fill %[1]=95(critical)")j"
                "}"));
}

TEST_F(ReportTest, UptimeFromStartsAndMonotonicTimes) {
  const auto started = [](v1::Entry& entry) {
    return entry.mutable_started()->mutable_source();
  };
  AddRecord(kMidnight, started, [](v1::Record& record) {
    record.mutable_started()->set_after_clean_stop(true);
  });
  AddRecord(kMidnight + 6 * kHourUs, Drop, [](v1::Record& record) {
    record.set_monotonic_us(6 * kHourUs);
    record.mutable_drop();
  });
  // Two hours without power.
  AddRecord(kMidnight + 8 * kHourUs, started,
            [](v1::Record& record) { record.mutable_started(); });
  EXPECT_THAT(Report("uptime"),
              HasSubstr(R"({"kiosk":7,"starts":2,"unclean":1,)"
                        R"("observed_seconds":28800,"up_seconds":21600,)"
                        R"("up_permille":750})"));
}

TEST_F(ReportTest, DeadlinesMetAndMissed) {
  v1::ClearancePlan* plan =
      Add(kMidnight - 46 * kHourUs).mutable_clearance_plan_published();
  plan->set_version("p1");
  plan->set_effective_from("2026-02-27");
  v1::ClearanceRule* rule = plan->add_rules();
  rule->add_by_minutes(360);
  rule->add_by_minutes(1080);
  rule->set_collector_number(5);
  v1::Entry& missed = Add(kMidnight - 5 * kHourUs);
  missed.mutable_clearance_missed()->set_kiosk_number(7);
  missed.mutable_clearance_missed()->set_bin(1);
  missed.mutable_clearance_missed()->set_day(20'512);
  missed.mutable_clearance_missed()->set_by_minute(1080);
  missed.mutable_clearance_missed()->set_collector_number(5);
  v1::Posting* leg = missed.add_postings();
  leg->set_asset(v1::ASSET_PENALTY);
  leg->set_amount(2);
  AddRecord(kMidnight + 7 * kHourUs, Drop,
            [](v1::Record& record) { record.mutable_drop(); });
  // Due: 27th 6:00 and 18:00, 28th 6:00 and 18:00 (missed), 1st 6:00.
  EXPECT_EQ(Report("clearance"),
            "{\"collector\":5,\"met\":4,\"missed\":1,\"penalty\":2}\n");
}

TEST_F(ReportTest, TablesAreInTheLanguageOfTheReader) {
  language = "zh";
  const Outcome outcome = Run({"report", "mass", "--book", "350212003001"});
  EXPECT_THAT(outcome.out, HasSubstr("共投放 0 kg"));
}

TEST_F(ReportTest, DocumentsAreCheckedWithoutAServer) {
  const std::string good =
      WriteFile("plan",
                "version: \"p\" effective_from: \"2026-06-05\"\nrules { "
                "by_minutes: 600 collector_number: 5 }");
  Outcome outcome = Run({"clearance", "plan", "check", good});
  EXPECT_EQ(outcome.code, ExitCode::kOk);
  EXPECT_THAT(outcome.out, HasSubstr("no faults, 1 rules"));
  const std::string bad =
      WriteFile("rules", "version: \"r\"\nrules { name: \"A\" }");
  outcome = Run({"anomaly", "rules", "check", bad});
  EXPECT_EQ(outcome.code, ExitCode::kRefused);
  EXPECT_THAT(outcome.out, HasSubstr(bad + ":2:"));
  EXPECT_THAT(outcome.out, HasSubstr("rules[0].name"));
}

}  // namespace
}  // namespace greenledger::cli
