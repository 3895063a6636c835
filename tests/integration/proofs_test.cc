// From a drop to its proof: the real server, the commands that people type, and
// what still holds when the server is gone, older or has another key.
#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "storage/checkpoint/receipt.h"
#include "tests/integration/cli_run.h"
#include "tests/integration/community.h"
#include "tests/testing/temp_folder.h"

namespace greenledger::integration {
namespace {

using ::testing::HasSubstr;

using cli::ExitCode;

class ProofsTest : public ::testing::Test {
 protected:
  // Runs `greenledger ARGUMENTS...` on the community's server and book.
  Outcome Run(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(),
                     {"--lang", "en", "--server",
                      "unix:" + community_.data() + "/greenledgerd.sock",
                      "--book", std::to_string(kBook), "--timeout", "60"});
    return RunCli(arguments);
  }
  // The same, for a command that must be done; its output.
  std::string Done(const std::vector<std::string>& arguments) const {
    SCOPED_TRACE(arguments.front());
    return OutputOf(Run(arguments));
  }

  // A new log key; its verifier key for the book.
  std::string MakeKey(const std::string& name) const {
    Done({"key", "generate", folder_.File(name), "--domain", "ledger.example"});
    std::string key = Done({"key", "show", folder_.File(name)});
    key.pop_back();
    return key;
  }

  // A server that signs with these keys.
  std::unique_ptr<ServerProcess> Serve(
      const std::vector<std::string>& keys,
      const std::vector<std::string>& more = {}) const {
    std::vector<std::string> flags = community_.flags();
    for (const std::string& key : keys) {
      flags.insert(flags.end(), {"--log-key", folder_.File(key)});
    }
    flags.insert(flags.end(), more.begin(), more.end());
    auto server = std::make_unique<ServerProcess>(flags);
    EXPECT_TRUE(server->WaitUntilServing()) << server->log();
    return server;
  }

  // The first kiosk uploads drop `sequence`; the resident's receipt.
  std::string Drop(const ServerProcess& server, uint64_t sequence) {
    records_.push_back(PaperDrop(sequence, /*household=*/3, /*grams=*/2'500));
    const auto stub = community_.Connect(1, server.kiosk_address());
    const Answer answer =
        Submit(*stub, *community_.Journal(1, records_).Batch(sequence, 1));
    EXPECT_TRUE(answer.status.ok()) << answer.status.error_message();
    const v1::RecordResult& result = answer.response.results(0);
    EXPECT_EQ(result.code(), v1::RECORD_RESULT_CODE_ACCEPTED);
    return checkpoint::FormatReceipt(
        {.book = kBook,
         .index = result.index(),
         .leaf = proof::FromBytes(result.leaf_hash()),
         .milli_points = result.milli_points(),
         .milli_merit = result.milli_merit()});
  }
  static std::string IndexOf(const std::string& receipt) {
    return std::to_string(checkpoint::ParseReceipt(receipt)->index);
  }

  // The checkpoint the server gives, in a file.
  std::string Checkpoint(const std::string& name, const std::string& key) {
    return folder_.Write(name, Done({"checkpoint", "--fresh", "--key", key}));
  }

  // Copies one folder over another.
  void Copy(const std::string& from, const std::string& to) const {
    std::filesystem::remove_all(to);
    std::filesystem::copy(from, to, std::filesystem::copy_options::recursive);
  }

  const testing::TempFolder folder_;
  const Community community_{1};
  std::vector<std::string> records_;
};

TEST_F(ProofsTest, AReceiptIsProvenWhenTheServerIsGone) {
  const std::string key = MakeKey("log.key");
  auto server = Serve({"log.key"}, {"--checkpoint-every", "0"});
  community_.Populate(*server);
  const std::string older = Checkpoint("older", key);
  const std::string receipt = Drop(*server, 1);
  const std::string newer = Checkpoint("newer", key);
  const std::string proof = folder_.File("drop.proof");
  const std::string entry = folder_.File("drop.entry");
  const std::string index = IndexOf(receipt);
  Done({"proof", "get", "--index", index, "--out", proof});
  EXPECT_THAT(Done({"entries", "show", index, "--out", entry}),
              HasSubstr("receipt " + receipt + "\n"));
  EXPECT_THAT(Done({"proof", "consistency", "--old", older, "--new", newer,
                    "--key", key}),
              HasSubstr("only extends"));
  EXPECT_EQ(server->Drain(), 0) << server->log();

  EXPECT_THAT(Done({"receipt", "check", receipt, proof, "--entry", entry,
                    "--key", key}),
              HasSubstr("proven: "));
  Done({"proof", "check", proof, "--entry", entry, "--key", key});
  const std::string report = folder_.File("report.json");
  Done({"verify", "--data", community_.data(), "--checkpoint", older,
        "--checkpoint", newer, "--key", key, "--report", report});
  std::ostringstream written;
  written << std::ifstream(report).rdbuf();
  EXPECT_THAT(written.str(), HasSubstr("{\"right\":true,"));
  EXPECT_THAT(written.str(), HasSubstr("\"checkpoints\":2,"));
}

TEST_F(ProofsTest, AnOlderCopyOfTheDataSignsNothing) {
  const std::string key = MakeKey("log.key");
  auto server = Serve({"log.key"});
  community_.Populate(*server);
  EXPECT_EQ(server->Drain(), 0);
  Copy(community_.data(), folder_.File("older"));
  server = Serve({"log.key"});
  Drop(*server, 1);
  const std::string board = Checkpoint("board", key);
  server->Kill();

  Copy(folder_.File("older"), community_.data());
  server = Serve({"log.key"}, {"--checkpoint-every", "1"});
  const Outcome refused = Run({"checkpoint", "--fresh"});
  EXPECT_EQ(refused.code, ExitCode::kRefused);
  EXPECT_THAT(refused.err, HasSubstr("[CHECKPOINT_CONFLICT]"));
  Done({"balance", "3"});
  const Outcome verified = Run({"verify", "--checkpoint", board, "--key", key});
  EXPECT_EQ(verified.code, ExitCode::kVerificationFailed);
  EXPECT_THAT(verified.err, HasSubstr("the signed checkpoint has"));
  // The same drop again makes another entry: at another time.
  records_.clear();
  Drop(*server, 1);
  EXPECT_THAT(Run({"checkpoint", "--fresh"}).err,
              HasSubstr("[CHECKPOINT_CONFLICT]"));
  EXPECT_THAT(Run({"verify", "--checkpoint", board}).err,
              HasSubstr("another Merkle root"));
  EXPECT_EQ(server->Drain(), 0);
  EXPECT_THAT(server->log(), HasSubstr(" checkpoint_conflict "));
}

TEST_F(ProofsTest, AKeyIsChangedWhileBothSign) {
  const std::string old_key = MakeKey("old.key");
  const std::string new_key = MakeKey("new.key");
  auto server = Serve({"old.key"});
  community_.Populate(*server);
  const std::string first = Checkpoint("first", old_key);
  EXPECT_EQ(server->Drain(), 0);

  server = Serve({"old.key", "new.key"});
  const std::string receipt = Drop(*server, 1);
  const std::string both = Checkpoint("both", old_key);
  EXPECT_EQ(Done({"checkpoint", "--key", new_key}),
            Done({"checkpoint", "--key", old_key}));
  EXPECT_EQ(server->Drain(), 0);

  std::string retired =
      Done({"key", "show", folder_.File("old.key"), "--public-key"});
  retired.pop_back();
  server = Serve({"new.key"}, {"--log-key-retired", retired});
  Drop(*server, 2);
  const std::string last = Checkpoint("last", new_key);
  EXPECT_EQ(Run({"checkpoint", "--key", old_key}).code,
            ExitCode::kVerificationFailed);
  const std::string policy =
      folder_.Write("policy", "log " + old_key + "\nlog " + new_key + "\n");
  Done({"proof", "consistency", "--old", first, "--new", last, "--policy",
        policy});
  const std::string keys = Done({"key", "list", "--json"});
  EXPECT_THAT(keys, HasSubstr(new_key));
  EXPECT_THAT(keys, HasSubstr(old_key + "\",\"retired\":true"));
}

}  // namespace
}  // namespace greenledger::integration
