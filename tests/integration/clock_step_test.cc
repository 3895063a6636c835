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
#include "tests/integration/fake_clock.h"
#include "tests/integration/one_kiosk.h"

namespace greenledger::integration {
namespace {

using ::testing::ContainsRegex;

class ClockStepTest : public ::testing::Test {
 protected:
  void SetUp() override {
    const std::string why_not = clock_.WhyNot();
    if (!why_not.empty()) GTEST_SKIP() << why_not;
  }

  bool CanConnect(const ServerProcess& server) const {
    const auto stub = community_.Connect(1, server.kiosk_address());
    v1::GetWatermarkRequest request;
    request.set_incarnation(kIncarnation);
    grpc::ClientContext context;
    v1::GetWatermarkResponse response;
    return stub->GetWatermark(&context, request, &response).ok();
  }

  const FakeClock clock_;
  kiosk::Random random_{5};
  const Community community_{1};
  OneKiosk kiosk_{community_, MixedRecords(500, random_)};
};

TEST_F(ClockStepTest, ConnectedKiosksGoOnAndNothingIsLost) {
  auto server = community_.Serve(clock_.Prefix());
  community_.Populate(*server);
  kiosk_.Use(*server);
  for (const std::string step :
       {"+1h", "-1h", "+1d", "-1d", "+3650d", "-3650d", "+4300d", "+0"}) {
    SCOPED_TRACE(step);
    clock_.Set(step);
    for (int i = 0; i < 5; ++i) {
      const grpc::Status status = kiosk_.Upload(3);
      EXPECT_TRUE(status.ok()) << status.error_message();
    }
    kiosk_.ExpectKept(ReadSoundBook(*server));
  }
  clock_.Set("+36500d");
  EXPECT_FALSE(CanConnect(*server));
  clock_.Set("+0");
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
