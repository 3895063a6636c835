// The watches in the real server, under a clock that is set and with kill -9:
// bins cleared in time, late and not at all, a kiosk that was offline, stuck
// scales; everything told once, judged, reversed, and weighed to the gram.
#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "greenledger/v1/ledger_service.grpc.pb.h"
#include "gtest/gtest.h"
#include "services/common/clock.h"
#include "services/ledger/rules/local_day.h"
#include "tests/integration/book_check.h"
#include "tests/integration/cli_run.h"
#include "tests/integration/fake_clock.h"
#include "tests/integration/one_kiosk.h"
#include "tests/testing/temp_folder.h"

namespace greenledger::integration {
namespace {

using ::testing::HasSubstr;
using ::testing::SizeIs;

constexpr int64_t kMinuteUs = 60'000'000;
constexpr int32_t kOffset = 480;

class OversightTest : public ::testing::Test {
 protected:
  void SetUp() override {
    const std::string why_not = clock_.WhyNot();
    if (!why_not.empty()) GTEST_SKIP() << why_not;
    server_ = community_.Serve(clock_.Prefix());
    community_.Populate(*server_);
  }

  // A local time some days from now, microseconds since 1970-01-01 UTC.
  int64_t At(int32_t days, int64_t hour) const {
    return (int64_t{today_ + days} * 1440 + hour * 60 - kOffset) * kMinuteUs;
  }

  std::string Drop(int64_t time_us, uint32_t grams) {
    v1::Record record;
    EXPECT_TRUE(record.ParseFromString(PaperDrop(++sequence_, 1, grams)));
    record.set_device_time_us(time_us);
    return record.SerializeAsString();
  }
  std::string Clearance(int64_t time_us, uint32_t grams) {
    v1::Record record;
    EXPECT_TRUE(record.ParseFromString(PaperDrop(++sequence_, 1, 1)));
    record.set_device_time_us(time_us);
    record.clear_drop();
    record.mutable_clearance()->set_bin(1);
    record.mutable_clearance()->set_class_code(1);
    record.mutable_clearance()->set_grams(grams);
    record.mutable_clearance()->set_collector(5);
    return record.SerializeAsString();
  }

  std::string Cli(std::vector<std::string> arguments) {
    arguments.insert(
        arguments.end(),
        {"--lang", "en", "--book", std::to_string(kBook), "--server",
         "unix:" + community_.data() + "/greenledgerd.sock"});
    return OutputOf(RunCli(arguments));
  }

  // All entries once there are `count` of that kind; the test fails if that
  // takes a minute.
  std::vector<v1::Entry> WaitFor(v1::Entry::BodyCase body, size_t count) {
    auto stub = v1::LedgerService::NewStub(server_->Operator());
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::time_point(
        std::chrono::microseconds(common::SystemClock().NowMicros()) +
        std::chrono::minutes(1)));
    v1::FollowEntriesRequest request;
    request.set_book(kBook);
    auto stream = stub->FollowEntries(&context, request);
    v1::FollowEntriesResponse response;
    std::vector<v1::Entry> found;
    while (found.size() < count && stream->Read(&response)) {
      for (const std::string& bytes : response.entries()) {
        v1::Entry entry;
        EXPECT_TRUE(entry.ParseFromString(bytes));
        if (entry.body_case() == body) found.push_back(entry);
      }
    }
    context.TryCancel();
    EXPECT_GE(found.size(), count);
    return found;
  }

  // Killed and started again, with its watches.
  void KillAndServe() {
    server_->Kill();
    server_ = community_.Serve(clock_.Prefix());
  }

  const testing::TempFolder folder_;
  const FakeClock clock_;
  const Community community_{2};
  const int32_t today_ =
      rules::ToLocalTime(common::SystemClock().NowMicros(), kOffset).day;
  std::unique_ptr<ServerProcess> server_;
  uint64_t sequence_ = 0;
};

TEST_F(OversightTest, EverythingIsToldOnceAndAddsUp) {
  Cli({"collector", "open", "5", "City Sanitation"});
  Cli({"processor", "open", "9", "Paper Mill"});
  Cli({"clearance", "plan", "publish",
       folder_.Write("plan", "version: \"p1\" effective_from: \"" +
                                 rules::FormatDay(today_ + 1) +
                                 "\" rules { class_code: 1 by_minutes: 720 "
                                 "collector_number: 5 penalty: 2 }")});
  Cli({"anomaly", "rules", "publish",
       folder_.Write("rules",
                     "version: \"r1\" rules { name: \"same\" kind: "
                     "ANOMALY_KIND_IDENTICAL_WEIGHTS severity: "
                     "SEVERITY_WARNING limit: 3 } rules { name: \"mass\" "
                     "kind: ANOMALY_KIND_MASS_DIFFERENCE severity: "
                     "SEVERITY_CRITICAL limit: 100 }")});

  // In time, late, in time for the third day, not on the fourth; stuck scale.
  const std::vector<std::string> first = {
      Drop(At(1, 9), 1000), Clearance(At(1, 11), 990),
      Drop(At(2, 9), 700),  Drop(At(2, 10), 700),
      Drop(At(2, 11), 700), Clearance(At(2, 13), 1500),
      Drop(At(4, 20), 800),
  };
  // The other kiosk was offline and cleared in time.
  sequence_ = 0;
  const std::vector<std::string> second = {
      Clearance(At(1, 11), 10), Clearance(At(2, 11), 10),
      Clearance(At(3, 11), 10), Drop(At(3, 20), 300)};
  clock_.Set("+5d");
  OneKiosk kiosk(community_, first, 1);
  kiosk.Use(*server_);
  ASSERT_TRUE(kiosk.Upload(4).ok());
  KillAndServe();
  kiosk.Use(*server_);
  ASSERT_TRUE(kiosk.Upload(3).ok());
  WaitFor(v1::Entry::kClearanceMissed, 2);
  const uint64_t anomaly =
      WaitFor(v1::Entry::kAnomalyRaised, 2).front().index();
  KillAndServe();
  OneKiosk late(community_, second, 2);
  late.Use(*server_);
  ASSERT_TRUE(late.Upload(4).ok());

  // A third anomaly, after the kills, shows that the watch got here.
  EXPECT_THAT(WaitFor(v1::Entry::kAnomalyRaised, 5), SizeIs(5))
      << "stuck scale, missing weight, and three loads out of an empty bin";
  EXPECT_THAT(WaitFor(v1::Entry::kClearanceMissed, 2), SizeIs(2));
  const std::string clearances = Cli({"report", "clearance", "--json"});
  EXPECT_THAT(clearances,
              HasSubstr(R"("collector":5,"met":5,"missed":2,"penalty":4})"));

  Cli({"anomaly", "confirm", std::to_string(anomaly), "--by", "committee 3",
       "--why", "a stuck scale"});
  const auto drops = WaitFor(v1::Entry::kDrop, 5);
  Cli({"entry", "reverse", std::to_string(drops[3].index()), "--anomaly",
       std::to_string(anomaly), "--by", "committee 3", "--why",
       "weighed twice"});
  Cli({"material", "hand-over", "--collector", "5", "--processor", "9",
       "--manifest", "M-1", "--class", "11", "--grams", "500"});
  Cli({"material", "return", "--processor", "9", "--manifest", "R-1", "--class",
       "11", "--used-grams", "200", "--product", "paper"});
  EXPECT_THAT(Cli({"anomaly", "list"}), HasSubstr("confirmed"));
  // 4,200 g returned less 700 reversed; 2,520 weighed by the crew.
  const std::string mass = Cli({"report", "mass", "--json"});
  EXPECT_THAT(mass, HasSubstr("\"returned_grams\":3500,"));
  EXPECT_THAT(mass, HasSubstr("\"processors_grams\":300,"));
  EXPECT_THAT(mass, HasSubstr("\"used_up_grams\":200,"));
  EXPECT_THAT(mass, HasSubstr("\"unexplained_grams\":0}"));
  ReadSoundBook(*server_);
}

}  // namespace
}  // namespace greenledger::integration
