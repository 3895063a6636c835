// The socket's thread ends whenever it is told to.
#include "clients/kiosk/agent/local_server.h"

#include <gtest/gtest.h>

#include <thread>

#include "tests/clients/kiosk/agent_testing.h"

namespace greenledger::kiosk {
namespace {

class LocalServerTest : public AgentTest {};

TEST_F(LocalServerTest, AStopBehindAReceiptIsNotLost) {
  Open();
  for (int round = 0; round < 600; ++round) {
    auto local = LocalServer::Open(folder.File("socket"), agent.get());
    ASSERT_TRUE(local.ok()) << local.status();
    std::thread answers([&] { (*local)->Run(); });
    // Stops at every moment of the work that receipts make.
    for (int i = 0; i < 20 + round; ++i) (*local)->Post(Receipt{});
    (*local)->Stop();
    answers.join();
  }
}

}  // namespace
}  // namespace greenledger::kiosk
