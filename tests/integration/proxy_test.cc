// Kiosks call through the proxy that ships with the project: who they are is
// what their certificate says, and a flood of one of them is felt by nobody.
#include "tests/integration/proxy.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "gmock/gmock.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/security/credentials.h"
#include "gtest/gtest.h"
#include "tests/integration/book_check.h"
#include "tests/integration/community.h"
#include "tests/integration/process_figures.h"
#include "tests/integration/tls_caller.h"
#include "tests/testing/sanitized.h"

namespace greenledger::integration {
namespace {

using ::testing::HasSubstr;
using SteadyClock = std::chrono::steady_clock;

constexpr char kMethod[] = "/greenledger.v1.KioskService/SubmitRecords";
constexpr char kCertificateHeader[] = "x-greenledger-certificate-bin";
constexpr uint64_t kGrowthKibMax = 16 << 10;
// Half of what the proxy lets a kiosk call in ten seconds.
constexpr size_t kCallsMax = 300;

class ProxyTest : public ::testing::Test {
 protected:
  void SetUp() override {
    const std::string reason = WhyNoProxy();
    if (!reason.empty()) GTEST_SKIP() << reason;
    const std::string socket = folder_.path() + "/kiosk.sock";
    // No port for kiosks: the proxy is the only way in.
    server_ = std::make_unique<ServerProcess>(
        std::vector<std::string>{"--data", community_.data(), "--free-mib-min",
                                 "0", "--kiosk-socket", socket});
    ASSERT_TRUE(server_->WaitUntilServing()) << server_->log();
    community_.Populate(*server_);
    proxy_ = std::make_unique<Proxy>(community_, socket);
  }

  Answer Send(uint64_t kiosk, uint64_t of_kiosk,
              grpc::ClientContext& context) const {
    const auto upload = community_.Journal(of_kiosk, {PaperDrop(1, 1, 1000)})
                            .Batch(1, 1)
                            .value();
    const auto stub = community_.Connect(kiosk, proxy_->address());
    context.set_wait_for_ready(true);
    Answer answer;
    answer.status = stub->SubmitRecords(&context, upload, &answer.response);
    return answer;
  }

  const testing::TempFolder folder_;
  const Community community_{2};
  std::unique_ptr<ServerProcess> server_;
  std::unique_ptr<Proxy> proxy_;
};

TEST_F(ProxyTest, AKioskIsWhoItsCertificateSays) {
  grpc::ClientContext own;
  const Answer good = Send(1, 1, own);
  EXPECT_TRUE(good.status.ok()) << good.status.error_message() << proxy_->log();
  grpc::ClientContext of_another;
  EXPECT_THAT(Send(2, 1, of_another).status.error_details(),
              HasSubstr("BAD_SIGNATURE"));
  EXPECT_EQ(ReadSoundBook(*server_).records.size(), 1u);
}

TEST_F(ProxyTest, ACertificateThatACallerWritesItselfCountsForNothing) {
  grpc::ClientContext context;
  context.AddMetadata(kCertificateHeader, community_.identity(1).certificate);
  EXPECT_THAT(Send(2, 1, context).status.error_details(),
              HasSubstr("BAD_SIGNATURE"));
  EXPECT_TRUE(ReadSoundBook(*server_).records.empty());
}

// The books' operators have a socket of their own; a call there is no kiosk's.
TEST_F(ProxyTest, WithoutTheProxysWordNobodyIsAKiosk) {
  const auto stub = v1::KioskService::NewStub(
      grpc::CreateChannel("unix:" + folder_.path() + "/kiosk.sock",
                          grpc::InsecureChannelCredentials()));
  grpc::ClientContext context;
  v1::GetWatermarkRequest request;
  request.set_incarnation(kIncarnation);
  v1::GetWatermarkResponse response;
  EXPECT_THAT(stub->GetWatermark(&context, request, &response).error_details(),
              HasSubstr("NO_KIOSK_CERTIFICATE"));
}

// Begins calls and takes them back as fast as the proxy reads them; connects
// again when it is thrown out. Returns the number of calls begun.
uint64_t Flood(int port, const kiosk::TlsIdentity& identity, uint64_t calls) {
  constexpr uint32_t kCallsAWrite = 50;
  uint64_t begun = 0;
  for (int connections = 0; begun < calls && connections < 200; ++connections) {
    TlsCaller caller(port, identity);
    caller.Send(Preface());
    for (uint32_t stream = 1; caller.connected() && begun < calls;) {
      std::string frames = Ping() + EmptySettings();
      for (uint32_t i = 0; i < kCallsAWrite; ++i, stream += 2) {
        frames += BeginCall(stream, kMethod, true) + ResetStream(stream);
      }
      caller.Send(frames);
      begun += kCallsAWrite;
    }
  }
  return begun;
}

TEST_F(ProxyTest, AFloodOfResetsDoesNotReachTheLedger) {
  grpc::ClientContext first;
  ASSERT_TRUE(Send(1, 1, first).status.ok());
  const uint64_t before = FigureOf(*server_, "VmRSS");
  uint64_t begun = 0;
  std::atomic<bool> over = false;
  std::thread flood([&] {
    begun = Flood(proxy_->port(), community_.identity(2), 200'000);
    over = true;
  });
  const auto stub = community_.Connect(1, proxy_->address());
  v1::GetWatermarkRequest request;
  request.set_incarnation(kIncarnation);
  std::vector<double> waits;
  while (!over && waits.size() < kCallsMax) {
    grpc::ClientContext context;
    v1::GetWatermarkResponse response;
    const auto begin = SteadyClock::now();
    const grpc::Status status =
        stub->GetWatermark(&context, request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    if (!status.ok()) break;
    waits.push_back(
        std::chrono::duration<double>(SteadyClock::now() - begin).count());
  }
  flood.join();
  grpc::ClientContext of_the_flooder;
  EXPECT_EQ(Send(2, 2, of_the_flooder).status.error_code(),
            grpc::StatusCode::UNAVAILABLE);
  const uint64_t after = FigureOf(*server_, "VmRSS");
  std::sort(waits.begin(), waits.end());
  std::printf(
      "%llu calls begun and taken back; %zu others meanwhile, the "
      "slowest of a hundred %.1f ms; memory %llu to %llu KiB\n",
      static_cast<unsigned long long>(begun), waits.size(),
      1000 * waits.at(waits.size() * 99 / 100),
      static_cast<unsigned long long>(before),
      static_cast<unsigned long long>(after));
  if (!testing::kSanitized) {
    EXPECT_LT(after, before + kGrowthKibMax);
  }
}

}  // namespace
}  // namespace greenledger::integration
