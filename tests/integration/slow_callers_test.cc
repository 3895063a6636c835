// Hundreds of callers that connect and say nothing, or half a word: each is
// ended in time, and kiosks are served meanwhile.
#include <unistd.h>

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "tests/integration/one_kiosk.h"
#include "tests/integration/process_figures.h"
#include "tests/integration/proxy.h"
#include "tests/integration/sockets.h"
#include "tests/integration/tls_caller.h"

namespace greenledger::integration {
namespace {

// The handshake's limit, and what a busy machine takes on top.
constexpr std::chrono::seconds kEndedMax{20};
constexpr int kSilent = 200;
constexpr int kHalfHello = 100;
constexpr int kHalfHeaders = 40;
// Descriptors of the server that have nothing to do with callers.
constexpr uint64_t kDescriptorsMore = 5;

TEST(SlowCallersTest, SilenceAndHalfAHandshakeAreEnded) {
  const Community community(1);
  const auto server = community.Serve();
  community.Populate(*server);
  OneKiosk kiosk(community, {PaperDrop(1, 1, 1000), PaperDrop(2, 2, 1000)});
  kiosk.Use(*server);
  ASSERT_TRUE(kiosk.Upload(1).ok());
  const uint64_t before = DescriptorsOf(*server);
  std::vector<int> sockets;
  // The beginning of a TLS record that is not followed by its rest.
  const std::string half_hello("\x16\x03\x01\x02\x00\x01", 6);
  for (int i = 0; i < kSilent + kHalfHello; ++i) {
    sockets.push_back(ConnectTo(PortOf(server->kiosk_address())));
    if (i < kHalfHello) {
      ASSERT_EQ(write(sockets.back(), half_hello.data(), half_hello.size()), 6);
    }
  }
  EXPECT_TRUE(kiosk.Upload(1).ok());
  int ended = 0;
  for (const int socket : sockets) ended += IsClosed(socket, kEndedMax) ? 1 : 0;
  EXPECT_EQ(ended, kSilent + kHalfHello);
  EXPECT_TRUE(DescriptorsFallTo(before + kDescriptorsMore, *server, kEndedMax));
  for (const int socket : sockets) close(socket);
}

TEST(SlowCallersTest, HeadersThatDoNotEndAreEndedByTheProxy) {
  if (!WhyNoProxy().empty()) GTEST_SKIP() << WhyNoProxy();
  const testing::TempFolder folder;
  const Community community(1);
  ServerProcess server({"--data", community.data(), "--free-mib-min", "0",
                        "--kiosk-socket", folder.path() + "/kiosk.sock"});
  ASSERT_TRUE(server.WaitUntilServing()) << server.log();
  community.Populate(server);
  const Proxy proxy(community, folder.path() + "/kiosk.sock");
  const uint64_t before = DescriptorsOf(server);
  std::vector<std::unique_ptr<TlsCaller>> callers;
  for (int i = 0; i < kHalfHeaders; ++i) {
    callers.push_back(
        std::make_unique<TlsCaller>(proxy.port(), community.identity(1)));
    ASSERT_TRUE(callers.back()->connected());
    callers.back()->Send(Preface() + BeginCall(1, "/x", false));
  }
  for (const auto& caller : callers) {
    EXPECT_TRUE(IsClosed(caller->socket(), kEndedMax));
  }
  EXPECT_TRUE(DescriptorsFallTo(before + kDescriptorsMore, server, kEndedMax));
}

}  // namespace
}  // namespace greenledger::integration
