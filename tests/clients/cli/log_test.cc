#include <filesystem>
#include <fstream>

#include "gmock/gmock.h"
#include "tests/clients/cli/cli_testing.h"
#include "tests/clients/log/some_log.h"
#include "tests/testing/temp_folder.h"

namespace greenledger::cli {
namespace {

using ::testing::HasSubstr;

class LogTest : public CliTest<> {
 protected:
  void SetUp() override {
    const auto report =
        log::Export(folder_.File("log"), log_.Source(300), log::kQuiet);
    ASSERT_TRUE(report.ok()) << report.status();
  }

  std::string Vkey() {
    return log_.Policy().log_keys().keys().front().ToText();
  }

  log::SomeLog log_;
  testing::TempFolder folder_;
  const std::string path_ = folder_.File("log");
};

TEST_F(LogTest, CheckSaysWhatIsThereAndWhoSignedIt) {
  const Outcome checked = Run({"log", "check", path_, "--key", Vkey()});
  EXPECT_EQ(checked.code, ExitCode::kOk) << checked.err;
  EXPECT_THAT(checked.out,
              HasSubstr("sound: ledger.example/000000000007, 300 entries, 6 "
                        "files\n"));
  EXPECT_THAT(checked.out, HasSubstr("signed by keys of the log: 1"));
}

TEST_F(LogTest, CheckWithoutAKeySaysThatSignaturesWereNotChecked) {
  const Outcome checked = Run({"log", "check", path_});
  EXPECT_EQ(checked.code, ExitCode::kOk) << checked.err;
  EXPECT_THAT(checked.out, HasSubstr("signatures not checked"));
}

TEST_F(LogTest, CheckAsJson) {
  const Outcome checked =
      Run({"--json", "log", "check", path_, "--key", Vkey()});
  EXPECT_THAT(checked.out, HasSubstr("\"size\":300,"));
  EXPECT_THAT(checked.out,
              HasSubstr("\"files\":6,\"not_covered\":0,\"log_signatures\":1,"
                        "\"cosignatures\":0}\n"));
}

TEST_F(LogTest, AChangedFileIsNamedInBothLanguages) {
  std::ofstream(path_ + "/tile/0/001.p/44", std::ios::binary) << "changed";
  const Outcome english = Run({"log", "check", path_});
  EXPECT_EQ(english.code, ExitCode::kVerificationFailed);
  EXPECT_EQ(english.err,
            "error: the log is not sound: tile/0/001.p/44: tile has 7 bytes: "
            "must have 1408 for 44 hashes\n");
  language = "zh";
  EXPECT_THAT(Run({"log", "check", path_}).err,
              HasSubstr("日志有误：tile/0/001.p/44"));
}

TEST_F(LogTest, AnotherKeyIsNoProof) {
  const auto other = checkpoint::NoteSigner::FromSeed(
      "ledger.example/000000000007", checkpoint::KeyType::kEd25519,
      std::string(32, 'o'));
  const Outcome checked =
      Run({"log", "check", path_, "--key", other->verifier().ToText()});
  EXPECT_EQ(checked.code, ExitCode::kVerificationFailed);
  EXPECT_THAT(checked.err, HasSubstr("checkpoint: no signature on the "
                                     "checkpoint"));
}

TEST_F(LogTest, NoFolder) {
  const Outcome checked = Run({"log", "check", folder_.File("nothing")});
  EXPECT_EQ(checked.code, ExitCode::kUsage);
  EXPECT_EQ(checked.err,
            "error: " + folder_.File("nothing") +
                " holds no exported log: the file checkpoint is missing\n");
}

TEST_F(LogTest, RecomputeNamesTheFirstEntryThatTheRulesDoNotGive) {
  const Outcome recomputed = Run({"log", "recompute", path_});
  EXPECT_EQ(recomputed.code, ExitCode::kVerificationFailed);
  EXPECT_EQ(recomputed.err,
            "error: the log is not sound: book 7, entry 0: book or index is "
            "out of order\n");
}

TEST_F(LogTest, ExportNeedsAServerThatSigns) {
  const Outcome exported =
      Run({"--book", "350212002001", "log", "export", "--to", path_});
  EXPECT_EQ(exported.code, ExitCode::kServerError);
}

}  // namespace
}  // namespace greenledger::cli
