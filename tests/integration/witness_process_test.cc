// A witness as a process of its own cosigns the checkpoints of the real server.
#include <csignal>
#include <memory>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/integration/signing_community.h"

namespace greenledger::integration {
namespace {

using ::testing::HasSubstr;

class WitnessProcessTest : public ::testing::Test {
 protected:
  WitnessProcessTest() {
    world_.Cli({"key", "generate", key_, "--witness", "witness.example/w1"});
    const std::string shown = world_.Cli({"key", "show", key_});
    policy_ = world_.Write("policy", "log " + world_.Vkey() + "\nwitness " +
                                         shown.substr(0, shown.find('\n')) +
                                         "\nquorum 1\n");
    world_.Serve({"--witness-policy", policy_});
  }

  void StartWitness() {
    witness_ = std::make_unique<testing::ChildProcess>(world_.CommandLine(
        {"witness", "--listen", "127.0.0.1:0", "--key", key_, "--state",
         world_.File("state"), "--policy", policy_}));
    const std::string label = "listening on port ";
    const auto line = witness_->WaitForLine(label);
    ASSERT_TRUE(line) << witness_->output();
    url_ = "http://127.0.0.1:" +
           line->substr(label.size(), line->find(',') - label.size());
  }

  void StopWitness() {
    witness_->Signal(SIGTERM);
    EXPECT_EQ(witness_->Wait(), 0) << witness_->output();
  }

  // Has the newest checkpoint cosigned.
  std::string Collect() {
    return world_.Cli({"log", "witness", "--fresh", "--witness", url_});
  }

  SigningCommunity world_{200};
  std::string key_ = world_.File("w1.key");
  std::string policy_;
  std::string url_;
  std::unique_ptr<testing::ChildProcess> witness_;
};

TEST_F(WitnessProcessTest, CosignsTheBookAsItGrows) {
  StartWitness();
  world_.Upload(100);
  EXPECT_THAT(Collect(), HasSubstr("1 cosignatures added, 0 not taken"));
  EXPECT_THAT(world_.Cli({"checkpoint", "--policy", policy_}),
              HasSubstr("witness.example/w1 "));
  StopWitness();
  StartWitness();
  world_.Upload(100);
  EXPECT_THAT(Collect(), HasSubstr("1 cosignatures added, 0 not taken"));
  const std::string log = world_.File("log");
  world_.Cli({"log", "export", "--to", log, "--policy", policy_});
  EXPECT_THAT(world_.Cli({"log", "check", log, "--policy", policy_}),
              HasSubstr("cosigned by witnesses: 1"));
  StopWitness();
}

TEST_F(WitnessProcessTest, WithoutTheWitnessThePolicyIsNotMet) {
  StartWitness();
  StopWitness();
  testing::ChildProcess collect(
      world_.CommandLine({"log", "witness", "--fresh", "--witness", url_}));
  EXPECT_EQ(collect.Wait(), 3) << collect.output();
  EXPECT_THAT(collect.output(), HasSubstr("no cosignature: " + url_));
  testing::ChildProcess check(
      world_.CommandLine({"checkpoint", "--policy", policy_}));
  EXPECT_EQ(check.Wait(), 5) << check.output();
  EXPECT_THAT(check.output(), HasSubstr("cosigned by 0 witnesses"));
}

TEST_F(WitnessProcessTest, SaysWhatItCannotStartWith) {
  const auto refused = [&](const std::vector<std::string>& arguments) {
    testing::ChildProcess child(world_.CommandLine(arguments));
    EXPECT_EQ(child.Wait(), 2);
    return child.output();
  };
  const std::string state = world_.File("state");
  EXPECT_THAT(refused({"witness", "--key", world_.File("log.key"), "--state",
                       state, "--policy", policy_}),
              HasSubstr("is the key of a log"));
  EXPECT_THAT(refused({"witness", "--key", key_, "--state", state}),
              HasSubstr("whom to trust?"));
  EXPECT_THAT(refused({"witness", "--key", key_, "--state", state, "--policy",
                       policy_, "--listen", "nowhere"}),
              HasSubstr("must be IP:PORT"));
  StartWitness();
  EXPECT_THAT(refused({"witness", "--key", key_, "--state", state, "--policy",
                       policy_, "--listen", "127.0.0.1:0"}),
              HasSubstr("another witness is at work there"));
}

}  // namespace
}  // namespace greenledger::integration
