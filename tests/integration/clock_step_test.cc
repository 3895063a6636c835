// The machine's clock is set by hours, days and ten years, forth and back,
// under the real server: kiosks that are connected go on, nothing is lost or
// doubled. A clock that puts certificates out of their time refuses new
// connections and no more.
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/integration/one_kiosk.h"
#include "tests/testing/child_process.h"
#include "tests/testing/temp_folder.h"

namespace greenledger::integration {
namespace {

using ::testing::ContainsRegex;

class ClockStepTest : public ::testing::Test {
 protected:
  void SetUp() override {
    Set("+3650d");
    std::vector<std::string> probe = FakeClock();
    probe.insert(probe.end(), {"date", "-u", "+%s"});
    testing::ChildProcess date(probe);
    testing::ChildProcess real({"date", "-u", "+%s"});
    date.Wait();
    real.Wait();
    if (std::atoll(date.output().c_str()) <=
        std::atoll(real.output().c_str()) + 1000) {
      GTEST_SKIP() << "libfaketime is not here: " << date.output();
    }
    Set("+0");
  }

  // Sets the clock of the programs that run with FakeClock.
  void Set(const std::string& offset) const { folder_.Write("offset", offset); }

  std::vector<std::string> FakeClock() const {
    return {"env",
            // The loader knows which folder of libraries it is.
            "LD_PRELOAD=/usr/$LIB/faketime/libfaketimeMT.so.1",
            "FAKETIME_TIMESTAMP_FILE=" + folder_.File("offset"),
            "FAKETIME_NO_CACHE=1", "FAKETIME_DONT_FAKE_MONOTONIC=1"};
  }

  bool CanConnect(const ServerProcess& server) const {
    const auto stub = community_.Connect(1, server.kiosk_address());
    v1::GetWatermarkRequest request;
    request.set_incarnation(kIncarnation);
    grpc::ClientContext context;
    v1::GetWatermarkResponse response;
    return stub->GetWatermark(&context, request, &response).ok();
  }

  const testing::TempFolder folder_;
  kiosk::Random random_{5};
  const Community community_{1};
  OneKiosk kiosk_{community_, MixedRecords(500, random_)};
};

TEST_F(ClockStepTest, ConnectedKiosksGoOnAndNothingIsLost) {
  auto server = community_.Serve(FakeClock());
  community_.Populate(*server);
  kiosk_.Use(*server);
  for (const std::string step :
       {"+1h", "-1h", "+1d", "-1d", "+3650d", "-3650d", "+4300d", "+0"}) {
    SCOPED_TRACE(step);
    Set(step);
    for (int i = 0; i < 5; ++i) {
      const grpc::Status status = kiosk_.Upload(3);
      EXPECT_TRUE(status.ok()) << status.error_message();
    }
    kiosk_.ExpectKept(ReadSoundBook(*server));
  }
  Set("+36500d");
  EXPECT_FALSE(CanConnect(*server));
  Set("+0");
  EXPECT_TRUE(CanConnect(*server));
  kiosk_.Leave();
  EXPECT_EQ(server->Drain(), 0) << server->log();
  EXPECT_THAT(server->log(),
              ContainsRegex(" clock_stepped by_seconds=(3599|3600)"));
  EXPECT_THAT(server->log(),
              ContainsRegex(" clock_stepped by_seconds=-(7199|7200)"));

  server = community_.Serve();
  kiosk_.Use(*server);
  EXPECT_TRUE(kiosk_.Upload(3).ok());
  const Book book = ReadSoundBook(*server);
  kiosk_.ExpectKept(book);
  EXPECT_EQ(book.records.size(), kiosk_.answers().size());
}

}  // namespace
}  // namespace greenledger::integration
