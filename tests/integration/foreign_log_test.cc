// A published implementation of the log's formats, in another language, checks
// what the real server and command line export.
#include <fstream>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "greenledger/v1/proof_service.grpc.pb.h"
#include "gtest/gtest.h"
#include "storage/checkpoint/base64.h"
#include "tests/integration/signing_community.h"

namespace greenledger::integration {
namespace {

using ::testing::HasSubstr;

// Exit code of a program that is not there.
constexpr int kNoProgram = 127;
// Where Debian keeps the sources of Go packages.
constexpr std::string_view kGoPath = "/usr/share/gocode";

// Builds the Go program; the test fails if it cannot.
void Build(const std::string& program) {
  testing::ChildProcess go(
      {"env", "GO111MODULE=off", "GOPATH=" + std::string(kGoPath),
       std::string("GOCACHE=") + GREENLEDGER_GO_CACHE, "GOFLAGS=", "go",
       "build", "-o", program,
       std::string(GREENLEDGER_FOREIGN_LOG_FOLDER) + "/main.go"});
  ASSERT_EQ(go.Wait(), 0) << go.output();
}

// The server's consistency proof, a hash a line.
std::string Growth(ServerProcess& server, uint64_t old_size,
                   uint64_t new_size) {
  v1::GetConsistencyProofRequest request;
  request.set_book(kBook);
  request.set_old_size(old_size);
  request.set_new_size(new_size);
  grpc::ClientContext context;
  v1::GetConsistencyProofResponse response;
  EXPECT_TRUE(v1::ProofService::NewStub(server.Operator())
                  ->GetConsistencyProof(&context, request, &response)
                  .ok());
  std::string lines;
  for (const std::string& hash : response.hashes()) {
    lines += checkpoint::EncodeBase64(hash) + "\n";
  }
  return lines;
}

// Size that a checkpoint states in its second line.
uint64_t SizeOf(const std::string& checkpoint) {
  return std::stoull(checkpoint.substr(checkpoint.find('\n') + 1));
}

TEST(ForeignLogTest, AGoProgramChecksExportAndProofs) {
  if (testing::ChildProcess({"go", "version"}).Wait() == kNoProgram) {
    GTEST_SKIP() << "go is not installed";
  }
  SigningCommunity world(900);
  world.Serve();
  const std::string program = world.File("foreign_log");
  Build(program);
  const std::string log = world.File("log");
  const std::string vkey = world.Vkey();
  const std::vector<std::string> export_log = {"log",     "export", "--to", log,
                                               "--fresh", "--key",  vkey};
  world.Upload(300);
  world.Cli(export_log);
  const std::string older = Content(log + "/checkpoint");
  world.Upload(600);
  world.Cli(export_log);
  const uint64_t size = SizeOf(Content(log + "/checkpoint"));
  std::vector<std::string> line = {
      program, log, vkey, world.Write("older", older),
      world.Write("growth", Growth(world.server(), SizeOf(older), size))};
  for (const uint64_t index : {uint64_t{0}, uint64_t{255}, size - 1}) {
    line.push_back(world.File(std::to_string(index) + ".proof"));
    world.Cli({"proof", "get", "--index", std::to_string(index), "--out",
               line.back()});
  }

  testing::ChildProcess sound(line);
  EXPECT_EQ(sound.Wait(), 0) << sound.output();
  EXPECT_EQ(sound.output(),
            "sound: " + std::to_string(size) + " entries, grown from " +
                std::to_string(SizeOf(older)) + ", 3 proof files\n");
  EXPECT_THAT(world.Cli({"log", "check", log, "--key", vkey}),
              HasSubstr("sound: "));
  EXPECT_THAT(world.Cli({"log", "recompute", log}),
              HasSubstr("the server says the same: totals"));

  // It would have noticed.
  std::fstream bundle(log + "/tile/entries/001",
                      std::ios::in | std::ios::out | std::ios::binary);
  bundle.seekp(100);
  bundle.put('~');
  bundle.close();
  testing::ChildProcess unsound(line);
  EXPECT_EQ(unsound.Wait(), 1) << unsound.output();
}

}  // namespace
}  // namespace greenledger::integration
