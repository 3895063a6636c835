#include "services/common/listener_probe.h"

#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <future>
#include <string>
#include <thread>

#include "gtest/gtest.h"
#include "tests/testing/listening_socket.h"

namespace greenledger::common {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kPatience{50};

class ListenerProbeTest : public ::testing::Test {
 protected:
  ListenerProbeTest() : listening_(testing::ListenSomewhere(&port_)) {}
  ~ListenerProbeTest() override { close(listening_); }

  std::string Address() const { return "0.0.0.0:" + std::to_string(port_); }

  int port_ = 0;
  const int listening_;
};

TEST_F(ListenerProbeTest, WhoTakesAConnectionAndEndsItIsAlive) {
  std::thread server([&] { close(accept(listening_, nullptr, nullptr)); });
  EXPECT_TRUE(TakesConnections(Address(), std::chrono::seconds(30)));
  server.join();
}

TEST_F(ListenerProbeTest, AConnectionThatOnlyTheKernelTookIsNone) {
  EXPECT_FALSE(TakesConnections(Address(), kPatience));
}

TEST_F(ListenerProbeTest, NobodyListens) {
  EXPECT_FALSE(TakesConnections("127.0.0.1:1", kPatience));
  EXPECT_FALSE(TakesConnections("unix:/nowhere/socket", kPatience));
  EXPECT_FALSE(TakesConnections("unix:/" + std::string(200, 'x'), kPatience));
  EXPECT_FALSE(TakesConnections("no address", kPatience));
}

TEST_F(ListenerProbeTest, ADeadListenerIsToldOnce) {
  std::promise<ListenAddress> dead;
  ListenerProbe::Options options;
  options.listeners = {Address()};
  options.every = milliseconds(1);
  options.patience = milliseconds(5);
  options.on_dead = [&](const ListenAddress& which) { dead.set_value(which); };
  const ListenerProbe probe(options);
  EXPECT_EQ(dead.get_future().get(), Address());
}

}  // namespace
}  // namespace greenledger::common
