// A published implementation of the log's formats, in another language, checks
// what the real server and command line export.
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "greenledger/v1/proof_service.grpc.pb.h"
#include "gtest/gtest.h"
#include "storage/checkpoint/base64.h"
#include "tests/integration/community.h"
#include "tests/testing/child_process.h"
#include "tests/testing/temp_folder.h"

namespace greenledger::integration {
namespace {

using ::testing::HasSubstr;

// Exit code of a program that is not there.
constexpr int kNoProgram = 127;
// Where Debian keeps the sources of Go packages.
constexpr std::string_view kGoPath = "/usr/share/gocode";

std::string ReadFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream content;
  content << file.rdbuf();
  return content.str();
}

// A community whose server signs checkpoints, and its exported log.
class ForeignLogTest : public ::testing::Test {
 protected:
  void SetUp() override {
    if (testing::ChildProcess({"go", "version"}).Wait() == kNoProgram) {
      GTEST_SKIP() << "go is not installed";
    }
    Build();
    Cli({"key", "generate", key_, "--domain", "ledger.example"});
    std::vector<std::string> flags = community_.flags();
    flags.insert(flags.end(), {"--log-key", key_, "--checkpoint-every", "0"});
    server_ = std::make_unique<ServerProcess>(flags);
    ASSERT_TRUE(server_->WaitUntilServing()) << server_->log();
    community_.Populate(*server_);
  }

  void Build() {
    testing::ChildProcess go(
        {"env", "GO111MODULE=off", "GOPATH=" + std::string(kGoPath),
         std::string("GOCACHE=") + GREENLEDGER_GO_CACHE, "GOFLAGS=", "go",
         "build", "-o", program_,
         std::string(GREENLEDGER_FOREIGN_LOG_FOLDER) + "/main.go"});
    ASSERT_EQ(go.Wait(), 0) << go.output();
  }

  // Runs the command line and returns what it says.
  std::string Cli(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(),
                     {GREENLEDGER_CLI_PROGRAM, "--server",
                      "unix:" + community_.data() + "/greenledgerd.sock",
                      "--book", std::to_string(kBook), "--lang", "en"});
    testing::ChildProcess child(arguments);
    EXPECT_EQ(child.Wait(), 0) << child.output();
    return child.output();
  }

  // Uploads more records of the kiosk.
  void Upload(uint64_t first, uint64_t count) {
    const auto stub = community_.Connect(1, server_->kiosk_address());
    for (uint64_t next = first; next < first + count; next += 50) {
      const Answer answer = Submit(*stub, journal_.Batch(next, 50).value());
      ASSERT_TRUE(answer.status.ok()) << answer.status.error_message();
    }
  }

  void Export() {
    Cli({"log", "export", "--to", log_, "--fresh", "--key", Vkey()});
  }

  std::string Vkey() {
    std::string text = Cli({"key", "show", key_});
    return text.substr(0, text.find('\n'));
  }

  // The server's consistency proof, a hash a line.
  std::string Growth(uint64_t old_size, uint64_t new_size) {
    v1::GetConsistencyProofRequest request;
    request.set_book(kBook);
    request.set_old_size(old_size);
    request.set_new_size(new_size);
    grpc::ClientContext context;
    v1::GetConsistencyProofResponse response;
    EXPECT_TRUE(v1::ProofService::NewStub(server_->Operator())
                    ->GetConsistencyProof(&context, request, &response)
                    .ok());
    std::string lines;
    for (const std::string& hash : response.hashes()) {
      lines += checkpoint::EncodeBase64(hash) + "\n";
    }
    return lines;
  }

  // Size that a checkpoint states in its second line.
  static uint64_t SizeOf(const std::string& checkpoint) {
    return std::stoull(checkpoint.substr(checkpoint.find('\n') + 1));
  }

  testing::TempFolder folder_;
  std::string key_ = folder_.File("log.key");
  std::string log_ = folder_.File("log");
  std::string program_ = folder_.File("foreign_log");
  Community community_{1};
  kiosk::Random random_{20260605};
  kiosk::SignedJournal journal_ =
      community_.Journal(1, MixedRecords(900, random_));
  std::unique_ptr<ServerProcess> server_;
};

TEST_F(ForeignLogTest, AGoProgramChecksExportAndProofs) {
  Upload(1, 300);
  Export();
  const std::string old_checkpoint = ReadFile(log_ + "/checkpoint");
  Upload(301, 600);
  Export();
  const uint64_t size = SizeOf(ReadFile(log_ + "/checkpoint"));
  const std::string vkey = Vkey();
  std::vector<std::string> line = {
      program_, log_, vkey, folder_.Write("old", old_checkpoint),
      folder_.Write("growth", Growth(SizeOf(old_checkpoint), size))};
  for (const uint64_t index : {uint64_t{0}, uint64_t{255}, size - 1}) {
    line.push_back(folder_.File(std::to_string(index) + ".proof"));
    Cli({"proof", "get", "--index", std::to_string(index), "--out",
         line.back()});
  }
  testing::ChildProcess sound(line);
  EXPECT_EQ(sound.Wait(), 0) << sound.output();
  EXPECT_EQ(sound.output(),
            "sound: " + std::to_string(size) + " entries, grown from " +
                std::to_string(SizeOf(old_checkpoint)) + ", 3 proof files\n");
  EXPECT_THAT(Cli({"log", "check", log_, "--key", vkey}), HasSubstr("sound: "));
  EXPECT_THAT(Cli({"log", "recompute", log_}),
              HasSubstr("the server says the same: totals"));

  // It would have noticed.
  std::fstream bundle(log_ + "/tile/entries/001",
                      std::ios::in | std::ios::out | std::ios::binary);
  bundle.seekp(100);
  bundle.put('~');
  bundle.close();
  testing::ChildProcess unsound(line);
  EXPECT_EQ(unsound.Wait(), 1) << unsound.output();
}

}  // namespace
}  // namespace greenledger::integration
