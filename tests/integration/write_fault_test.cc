// A sync or a write fails: the server ends at once with exit code 74, what it
// acknowledged is there when it starts again, and what it did not acknowledge
// is booked once when it is sent again.
#include <algorithm>
#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/integration/one_kiosk.h"
#include "tests/integration/tracer.h"
#include "tests/testing/sanitized.h"
#include "tests/testing/seeds.h"

namespace greenledger::integration {
namespace {

using ::testing::HasSubstr;
using SteadyClock = std::chrono::steady_clock;

constexpr uint64_t kFaults = 20;
constexpr uint64_t kFaultsMax = 200;
constexpr std::chrono::seconds kEndMax{testing::kSanitized ? 10 : 1};

std::vector<std::string> Records() {
  std::vector<std::string> records;
  for (uint64_t n = 1; n <= 30'000; ++n) {
    records.push_back(PaperDrop(n, 1, 1000));
  }
  return records;
}

class WriteFaultTest : public ::testing::Test {
 protected:
  void SetUp() override {
    const std::string reason = WhyNotTraced();
    if (!reason.empty()) GTEST_SKIP() << reason;
    const auto server = community_.Serve();
    community_.Populate(*server);
    ASSERT_EQ(server->Drain(), 0) << server->log();
  }

  // Uploads one by one until one fails; its number, from 1. The server must be
  // gone soon after.
  uint64_t UploadUntilTheEnd(ServerProcess& server, const std::string& reason) {
    kiosk_.Use(server);
    for (uint64_t number = 1;; ++number) {
      const SteadyClock::time_point begin = SteadyClock::now();
      if (kiosk_.Upload(1).ok()) continue;
      EXPECT_EQ(server.Wait(), 74) << server.log();
      EXPECT_LT(SteadyClock::now() - begin, kEndMax);
      EXPECT_THAT(server.log(), HasSubstr(" fatal event=write_failed"));
      EXPECT_THAT(server.log(), HasSubstr(reason));
      return number;
    }
  }

  // What was acknowledged is there; the rest may be, and is taken once.
  void ExpectNothingLost() {
    const auto server = community_.Serve();
    kiosk_.ExpectKept(ReadSoundBook(*server));
    kiosk_.Use(*server);
    const grpc::Status again = kiosk_.Upload(1);
    EXPECT_TRUE(again.ok()) << again.error_message();
    const Book book = ReadSoundBook(*server);
    kiosk_.ExpectKept(book);
    EXPECT_EQ(book.records.size(), kiosk_.answers().size());
    kiosk_.Leave();
    EXPECT_EQ(server->Drain(), 0) << server->log();
  }

  const Community community_{1};
  OneKiosk kiosk_{community_, Records()};
};

TEST_F(WriteFaultTest, ASyncThatFailsEndsTheServer) {
  const uint64_t faults = std::min(kFaults * testing::SoakFactor(), kFaultsMax);
  for (uint64_t k = 1; k <= faults; ++k) {
    // Once, and from then on.
    for (const std::string and_more : {"", "+"}) {
      const std::string when = std::to_string(k) + and_more;
      SCOPED_TRACE("sync " + when);
      const auto server = community_.Serve();
      const Tracer tracer(*server, "fdatasync:error=EIO:when=" + when);
      // Each upload is one commit of two syncs, log and anchor.
      EXPECT_EQ(UploadUntilTheEnd(*server, "Input/output error"), (k + 1) / 2);
      ExpectNothingLost();
      if (HasFailure()) return;
    }
  }
}

TEST_F(WriteFaultTest, AStartThatCannotSyncServesNothing) {
  int failed = 0;
  for (const std::string call : {"fdatasync", "fsync"}) {
    for (int k = 1; k <= 4; ++k) {
      const std::string fault = call + ":error=EIO:when=" + std::to_string(k);
      SCOPED_TRACE(fault);
      ServerProcess faulty(community_.flags(), WithFault(fault));
      if (!faulty.WaitUntilServing()) {
        EXPECT_EQ(faulty.Wait(), 1) << faulty.log();
        EXPECT_THAT(faulty.log(), HasSubstr(" fatal event=cannot_open_data"));
        EXPECT_THAT(faulty.log(), HasSubstr("Input/output error"));
        ++failed;
      }
      faulty.Kill();
      ExpectNothingLost();
    }
  }
  EXPECT_GE(failed, 3);
}

// A drain writes the rows: their file, and its name.
TEST_F(WriteFaultTest, ADrainThatCannotSyncSaysSo) {
  for (const std::string call : {"fdatasync", "fsync"}) {
    SCOPED_TRACE(call);
    const auto server = community_.Serve();
    kiosk_.Use(*server);
    EXPECT_TRUE(kiosk_.Upload(1).ok());
    kiosk_.Leave();
    const Tracer tracer(*server, call + ":error=EIO:when=1+");
    EXPECT_EQ(server->Drain(), 74) << server->log();
    EXPECT_THAT(server->log(), HasSubstr(" fatal event=write_failed"));
    ExpectNothingLost();
  }
}

TEST_F(WriteFaultTest, AWriteThatFindsNoSpaceEndsTheServer) {
  for (const int k : {1, 2, 7}) {
    SCOPED_TRACE(k);
    const auto server = community_.Serve();
    const Tracer tracer(*server,
                        "write:error=ENOSPC:when=" + std::to_string(k) + "+",
                        community_.NewestLog());
    EXPECT_EQ(UploadUntilTheEnd(*server, "No space left on device"),
              static_cast<uint64_t>(k));
    ExpectNothingLost();
  }
}

// The file of the log may not grow beyond this: EFBIG.
TEST_F(WriteFaultTest, AFileAtItsSizeLimitEndsTheServer) {
  const auto server = community_.Serve({"prlimit", "--fsize=200000"});
  UploadUntilTheEnd(*server, "File too large");
  ExpectNothingLost();
}

}  // namespace
}  // namespace greenledger::integration
