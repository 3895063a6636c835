// A kiosk in another language, made from the protocol and the .proto files
// alone, keeps its promises: the conformance program says so.
#include <filesystem>
#include <string>

#include "clients/cli/pki/dev_ca.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/common/clock.h"
#include "tests/testing/child_process.h"
#include "tests/testing/seeds.h"
#include "tests/testing/temp_folder.h"

namespace greenledger::integration {
namespace {

using ::testing::HasSubstr;

constexpr uint64_t kBook = 350212002001;
// Exit code of a program that is not there.
constexpr int kNoProgram = 127;
// What shows within seconds; the others take about a minute more.
constexpr char kQuickPromises[] =
    "K1,K5,K8,K9,K10,K11,K12,K13,K15,K16,K17,K19,K20";

std::string MakePki(const testing::TempFolder& folder) {
  pki::PkiOptions options;
  options.folder = folder.File("pki");
  options.now_us = common::SystemClock().NowMicros() - 60'000'000;
  options.kiosks = {{kBook, 3, ""}};
  const auto made = pki::RunPkiInit(options);
  EXPECT_TRUE(made.ok()) << made.status();
  return options.folder;
}

TEST(ForeignKioskTest, KeepsItsPromises) {
  if (testing::ChildProcess({"node", "--version"}).Wait() == kNoProgram) {
    GTEST_SKIP() << "node is not installed";
  }
  const std::string foreign = GREENLEDGER_FOREIGN_FOLDER;
  ASSERT_TRUE(std::filesystem::exists(foreign + "/node_modules"))
      << "./run test installs what it needs (npm ci in the folder foreign)";
  const testing::TempFolder folder;
  const std::string pki = MakePki(folder);
  const auto says = [&](const std::string& word) {
    return "echo " + word + " >> " + folder.File("commands");
  };
  std::vector<std::string> command = {
      GREENLEDGER_CLI_PROGRAM,
      "--lang",
      "en",
      "kiosk",
      "conformance",
      "--pki",
      pki,
      "--book",
      std::to_string(kBook),
      "--kiosk",
      "3",
      "--drops-by",
      says("drop"),
      "--daily-close-by",
      says("close"),
      "--scale-test-by",
      says("scale"),
      "--monitor-by",
      says("door"),
      "--restart-by",
      "kill -9 $(cat " + folder.File("pid") + ")"};
  if (testing::SoakFactor() == 1) {
    command.insert(command.end(), {"--only", kQuickPromises});
  }
  testing::ChildProcess conformance(command);
  const auto line = conformance.WaitForLine("listening on port ");
  ASSERT_TRUE(line) << conformance.output();
  const std::string port =
      std::to_string(std::stoi(line->substr(line->find("port ") + 5)));
  testing::ChildProcess kiosk({"node", foreign + "/powered.mjs",
                               GREENLEDGER_PROTO_FOLDER, "127.0.0.1:" + port,
                               pki, std::to_string(kBook), "3", folder.path()});
  EXPECT_EQ(conformance.Wait(), 0) << conformance.output() << kiosk.output();
  EXPECT_THAT(conformance.output(), HasSubstr("K20 [kept]"));
}

}  // namespace
}  // namespace greenledger::integration
