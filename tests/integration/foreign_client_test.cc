// A client in another language, made from the .proto files alone, uploads to
// the real server and checks its book by itself.
#include <filesystem>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/integration/book_check.h"
#include "tests/integration/community.h"
#include "tests/testing/child_process.h"
#include "tests/testing/hex.h"

namespace greenledger::integration {
namespace {

using ::testing::HasSubstr;

// Exit code of a program that is not there.
constexpr int kNoProgram = 127;

TEST(ForeignClientTest, ANodeProgramUploadsAndAudits) {
  if (testing::ChildProcess({"node", "--version"}).Wait() == kNoProgram) {
    GTEST_SKIP() << "node is not installed";
  }
  const std::string folder = GREENLEDGER_FOREIGN_FOLDER;
  ASSERT_TRUE(std::filesystem::exists(folder + "/node_modules"))
      << "./run test installs what it needs (npm ci in the folder foreign)";
  const Community community(1);
  const auto server = community.Serve();
  community.Populate(*server);
  testing::ChildProcess node(
      {"node", folder + "/client.mjs", GREENLEDGER_PROTO_FOLDER,
       server->kiosk_address(), community.data() + "/greenledgerd.sock",
       community.pki(), std::to_string(kBook), "1",
       std::to_string(kIncarnation), "1", testing::ToHex(CardOf(1))});
  EXPECT_EQ(node.Wait(), 0) << node.output() << server->log();
  EXPECT_THAT(node.output(), HasSubstr("sound: "));
  EXPECT_EQ(ReadSoundBook(*server).records.size(), 5u);
}

}  // namespace
}  // namespace greenledger::integration
