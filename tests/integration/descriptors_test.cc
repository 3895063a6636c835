// Somebody takes all file descriptors. The server notices that nobody can reach
// it any more and ends, so that whoever watches over it starts it again;
// nothing that was acknowledged is lost.
#include <sys/resource.h>
#include <unistd.h>

#include <memory>
#include <vector>

#include "gtest/gtest.h"
#include "services/common/fatal.h"
#include "tests/integration/one_kiosk.h"
#include "tests/integration/sockets.h"

namespace greenledger::integration {
namespace {

constexpr int kConnections = 1000;
constexpr char kDescriptorsMax[] = "--nofile=256";

// Room for this process's own ends of the connections.
void AllowDescriptors() {
  rlimit limit{};
  getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
}

TEST(DescriptorsTest, AListenerThatDiedComesBackWithTheProcess) {
  AllowDescriptors();
  const Community community(1);
  auto server = community.Serve({"prlimit", kDescriptorsMax});
  community.Populate(*server);
  OneKiosk kiosk(community, {PaperDrop(1, 1, 1000), PaperDrop(2, 2, 1000)});
  kiosk.Use(*server);
  ASSERT_TRUE(kiosk.Upload(1).ok());
  const int port = PortOf(server->kiosk_address());
  std::vector<int> sockets;
  for (int i = 0; i < kConnections; ++i) sockets.push_back(ConnectTo(port));
  EXPECT_EQ(server->Wait(), static_cast<int>(common::ExitCode::kFailed));
  EXPECT_NE(server->log().find("listener_dead"), std::string::npos)
      << server->log();
  for (const int socket : sockets) close(socket);
  server = community.Serve();
  kiosk.Use(*server);
  EXPECT_TRUE(kiosk.Upload(1).ok());
  kiosk.ExpectKept(ReadSoundBook(*server));
}

}  // namespace
}  // namespace greenledger::integration
