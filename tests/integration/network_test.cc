// The network between kiosk and server breaks in every way, before and after a
// record is booked: each record is in the book once, and nothing is left
// behind.
#include <chrono>
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "clients/kiosk/random.h"
#include "gtest/gtest.h"
#include "tests/integration/faulty_wire.h"
#include "tests/integration/one_kiosk.h"
#include "tests/integration/process_figures.h"
#include "tests/integration/sockets.h"
#include "tests/testing/sanitized.h"
#include "tests/testing/seeds.h"

namespace greenledger::integration {
namespace {

using std::chrono::milliseconds;

// A handshake and an upload are some 4,000 bytes in each direction.
constexpr uint64_t kBytes = 5000;
constexpr int kFaults = 300;
constexpr uint64_t kRecordsMax = 8;
// Long for an upload, short for a connection on which nothing comes any more.
constexpr milliseconds kPatience{testing::kSanitized ? 2000 : 400};
constexpr std::chrono::seconds kBaselineAfterMax{30};
constexpr uint64_t kDescriptorsMore = 5;

class NetworkTest : public ::testing::Test {
 protected:
  NetworkTest() : server_(community_.Serve()) {
    community_.Populate(*server_);
    wire_ = std::make_unique<FaultyWire>(PortOf(server_->kiosk_address()));
  }

  WireFault Draw() {
    WireFault fault;
    fault.kind = static_cast<WireFault::Kind>(random_.Below(WireFault::kKinds));
    fault.on_answer = random_.Below(2) == 1;
    fault.after_bytes = random_.Below(kBytes);
    return fault;
  }

  const uint64_t seed_ = testing::SeedsFor(1).first;
  kiosk::Random random_{seed_};
  const Community community_{1};
  std::unique_ptr<ServerProcess> server_;
  std::unique_ptr<FaultyWire> wire_;
};

TEST_F(NetworkTest, EveryRecordIsBookedOnceWhateverTheNetworkDoes) {
  const int faults = kFaults * static_cast<int>(testing::SoakFactor());
  SCOPED_TRACE(testing::Reproduce(seed_));
  OneKiosk kiosk(
      community_,
      MixedRecords(kRecordsMax * static_cast<uint64_t>(faults), random_));
  kiosk.Use(wire_->address());
  const grpc::Status first = kiosk.Upload(1);
  ASSERT_TRUE(first.ok()) << first.error_message();
  kiosk.Leave();
  const uint64_t descriptors = DescriptorsOf(*server_);
  int failed = 0;
  for (int i = 0; i < faults; ++i) {
    wire_->SetFault(Draw());
    kiosk.Use(wire_->address());
    const uint64_t count = 1 + random_.Below(kRecordsMax);
    failed += kiosk.Upload(count, kPatience).ok() ? 0 : 1;
    kiosk.Leave();
  }
  std::printf("%d of %d uploads failed\n", failed, faults);
  EXPECT_GT(failed, faults / 6);
  wire_->SetFault({});
  kiosk.Use(wire_->address());
  while (!kiosk.done()) ASSERT_TRUE(kiosk.Upload(100).ok());
  kiosk.Leave();
  kiosk.ExpectKept(ReadSoundBook(*server_));
  wire_.reset();
  EXPECT_TRUE(DescriptorsFallTo(descriptors + kDescriptorsMore, *server_,
                                kBaselineAfterMax));
}

}  // namespace
}  // namespace greenledger::integration
