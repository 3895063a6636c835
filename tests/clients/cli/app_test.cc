#include "clients/cli/app.h"

#include <gmock/gmock.h>

#include "tests/clients/cli/cli_testing.h"

namespace greenledger::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;

class CardRegistry final : public v1::RegistryService::Service {
 public:
  grpc::Status IssueCard(grpc::ServerContext*,
                         const v1::IssueCardRequest* request,
                         v1::IssueCardResponse* response) override {
    card = request->card();
    response->mutable_result()->set_code(code);
    response->mutable_result()->set_first_index(41);
    response->mutable_result()->set_entries(1);
    if (code == v1::COMMAND_RESULT_CODE_REFUSED) {
      v1::Refusal* refusal = response->mutable_result()->add_refusals();
      refusal->set_field("card.household_number");
      refusal->set_value("12");
      refusal->set_reason(v1::REFUSAL_REASON_HOUSEHOLD_CLOSED);
    }
    return grpc::Status::OK;
  }

  v1::CommandResultCode code = v1::COMMAND_RESULT_CODE_ACCEPTED;
  v1::CardIssued card;
};

class AppTest : public CliTest<CardRegistry> {};

TEST_F(AppTest, HelpHasExamplesInTheChosenLanguage) {
  Outcome outcome = Run({"tariff", "show", "--help"});
  EXPECT_EQ(outcome.code, ExitCode::kOk);
  EXPECT_THAT(outcome.out, HasSubstr("Show a price list"));
  EXPECT_THAT(outcome.out, HasSubstr("greenledger tariff show --book"));
  language = "zh";
  EXPECT_THAT(Run({"tariff", "show", "--help"}).out, HasSubstr("显示价目表"));
}

TEST_F(AppTest, WrongUsageHasItsOwnExitCode) {
  EXPECT_EQ(Run({"no-such-noun"}).code, ExitCode::kUsage);
  EXPECT_EQ(Run({"tariff"}).code, ExitCode::kUsage);
  EXPECT_EQ(Run({"household", "show", "twelve"}).code, ExitCode::kUsage);
  EXPECT_EQ(Run({"balance", "12", "--lang", "fr"}).code, ExitCode::kUsage);
}

TEST_F(AppTest, ABookIsAskedFor) {
  Outcome outcome = Run({"balance", "12"});
  EXPECT_EQ(outcome.code, ExitCode::kUsage);
  EXPECT_THAT(outcome.err, StartsWith("error: which book?"));
}

TEST_F(AppTest, AConformanceRunNeedsCertificatesAndKnownPromises) {
  const std::vector<std::string> command = {
      "kiosk", "conformance", "--book", "310101001001", "--kiosk", "3"};
  Outcome outcome = Run(command);
  EXPECT_EQ(outcome.code, ExitCode::kUsage);
  EXPECT_THAT(outcome.err, HasSubstr("give --pki, or --server-cert"));
  const std::string file = WriteFile("pem", "no certificate");
  std::vector<std::string> only = command;
  only.insert(only.end(),
              {"--server-cert", file, "--server-key", file, "--client-ca", file,
               "--record-key", std::string(64, 'a'), "--only", "K99"});
  outcome = Run(only);
  EXPECT_EQ(outcome.code, ExitCode::kUsage);
  EXPECT_THAT(outcome.err, HasSubstr("'K99' is no promise"));
}

TEST_F(AppTest, AnAddressMustBeOfThisMachine) {
  EXPECT_TRUE(IsLocalAddress("unix:/run/greenledger.sock"));
  EXPECT_TRUE(IsLocalAddress("127.0.0.1:7700"));
  EXPECT_TRUE(IsLocalAddress("localhost:7700"));
  EXPECT_TRUE(IsLocalAddress("[::1]:7700"));
  EXPECT_FALSE(IsLocalAddress("192.168.1.7:7700"));
  EXPECT_FALSE(IsLocalAddress("dns:///localhost:7700"));
  EXPECT_FALSE(IsLocalAddress("127.0.0.1.example.org:7700"));
  EXPECT_FALSE(IsLocalAddress("127.0.0.1"));
  EXPECT_EQ(Run({"community", "list", "--server", "10.0.0.1:1"}).code,
            ExitCode::kUsage);
}

TEST_F(AppTest, ACardsNumberIsShownAndOnlyItsHashIsSent) {
  Outcome outcome = Run({"card", "issue", "12", "--book", "310101001001"});
  EXPECT_EQ(outcome.code, ExitCode::kOk);
  // SHA-256("greenledger/card/v1\n" || 16 bytes of 0x01), first 16 bytes.
  EXPECT_EQ(outcome.out,
            "card issued, entry 41\n"
            "card number (shown only now; write it to the card): "
            "01010101010101010101010101010101\n"
            "hash: ae3b35882cad7533d7c42452c9bfdaeb\n");
  EXPECT_EQ(registry.card.household_number(), 12u);
  EXPECT_EQ(registry.card.card_hash().size(), 16u);
}

TEST_F(AppTest, ARefusalIsToldInWordsAndShowsNoCard) {
  registry.code = v1::COMMAND_RESULT_CODE_REFUSED;
  Outcome outcome = Run({"card", "issue", "12", "--book", "310101001001"});
  EXPECT_EQ(outcome.code, ExitCode::kRefused);
  EXPECT_THAT(outcome.out, IsEmpty());
  EXPECT_EQ(outcome.err,
            "error: the server refused; nothing was changed\n"
            "  card.household_number = 12: the household is closed\n");
}

TEST_F(AppTest, WhatTheServerLacksIsItsError) {
  Outcome outcome = Run({"community", "list"});
  EXPECT_EQ(outcome.code, ExitCode::kServerError);
}

TEST_F(AppTest, ATariffIsCheckedWithoutAServer) {
  std::string path = WriteFile("tariff.txtpb", "version: \"t1\"\nfoo: 3\n");
  Outcome outcome = Run({"tariff", "check", path});
  EXPECT_EQ(outcome.code, ExitCode::kRefused);
  EXPECT_THAT(outcome.out, StartsWith(path + ":2:"));
  EXPECT_THAT(outcome.out, HasSubstr("; expected "));
  EXPECT_EQ(Run({"tariff", "check", path + ".none"}).code, ExitCode::kUsage);
}

}  // namespace
}  // namespace greenledger::cli
