// A community whose server signs checkpoints, and the command line for it.
#ifndef GREENLEDGER_TESTS_INTEGRATION_SIGNING_COMMUNITY_H_
#define GREENLEDGER_TESTS_INTEGRATION_SIGNING_COMMUNITY_H_

#include <fstream>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "tests/integration/community.h"
#include "tests/testing/child_process.h"
#include "tests/testing/temp_folder.h"

namespace greenledger::integration {

// Used by one thread. The tests that include this are built with
// GREENLEDGER_CLI_PROGRAM.
class SigningCommunity {
 public:
  // `records` are what the kiosk has to upload.
  explicit SigningCommunity(uint64_t records)
      : journal_(community_.Journal(1, MixedRecords(records, random_))) {
    Cli({"key", "generate", key_, "--domain", "ledger.example"});
  }

  // Starts the server with these flags and opens the book.
  void Serve(const std::vector<std::string>& more = {}) {
    std::vector<std::string> flags = community_.flags();
    flags.insert(flags.end(), {"--log-key", key_, "--checkpoint-every", "0"});
    flags.insert(flags.end(), more.begin(), more.end());
    server_ = std::make_unique<ServerProcess>(flags);
    ASSERT_TRUE(server_->WaitUntilServing()) << server_->log();
    community_.Populate(*server_);
  }

  // The command line with what every call needs.
  std::vector<std::string> CommandLine(
      const std::vector<std::string>& arguments) const {
    std::vector<std::string> line = {
        GREENLEDGER_CLI_PROGRAM,
        "--server",
        "unix:" + community_.data() + "/greenledgerd.sock",
        "--book",
        std::to_string(kBook),
        "--lang",
        "en"};
    line.insert(line.end(), arguments.begin(), arguments.end());
    return line;
  }

  // Runs a command that must succeed, and returns what it says.
  std::string Cli(const std::vector<std::string>& arguments) const {
    testing::ChildProcess child(CommandLine(arguments));
    EXPECT_EQ(child.Wait(), 0) << child.output();
    return child.output();
  }

  // Uploads the next records of the kiosk. REQUIRES: `count` is a multiple of
  // 50.
  void Upload(uint64_t count) {
    const auto stub = community_.Connect(1, server_->kiosk_address());
    for (const uint64_t end = next_ + count; next_ < end; next_ += 50) {
      const Answer answer = Submit(*stub, journal_.Batch(next_, 50).value());
      ASSERT_TRUE(answer.status.ok()) << answer.status.error_message();
    }
  }

  // The verifier key of the book's log.
  std::string Vkey() const {
    const std::string text = Cli({"key", "show", key_});
    return text.substr(0, text.find('\n'));
  }

  // A file of the test's own.
  std::string File(const std::string& name) const { return folder_.File(name); }
  std::string Write(const std::string& name, const std::string& content) const {
    return folder_.Write(name, content);
  }

  ServerProcess& server() { return *server_; }

 private:
  testing::TempFolder folder_;
  std::string key_ = folder_.File("log.key");
  Community community_{1};
  kiosk::Random random_{20260605};
  kiosk::SignedJournal journal_;
  uint64_t next_ = 1;
  std::unique_ptr<ServerProcess> server_;
};

inline std::string Content(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream content;
  content << file.rdbuf();
  return content.str();
}

}  // namespace greenledger::integration

#endif  // GREENLEDGER_TESTS_INTEGRATION_SIGNING_COMMUNITY_H_
