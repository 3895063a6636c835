// The program as a function on a server within the test.
#ifndef GREENLEDGER_TESTS_CLIENTS_CLI_CLI_TESTING_H_
#define GREENLEDGER_TESTS_CLIENTS_CLI_CLI_TESTING_H_

#include <grpcpp/server.h>
#include <grpcpp/server_builder.h>

#include <atomic>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "clients/cli/app.h"
#include "gtest/gtest.h"

namespace greenledger::cli {

struct Outcome {
  ExitCode code = ExitCode::kOk;
  std::string out;
  std::string err;
};

// A test overrides the methods that it needs; the others answer UNIMPLEMENTED.
template <typename Registry = v1::RegistryService::Service,
          typename Ledger = v1::LedgerService::Service,
          typename Proofs = v1::ProofService::Service,
          typename Operations = v1::OperationsService::Service,
          typename Identity = v1::IdentityService::Service,
          typename Oversight = v1::OversightService::Service,
          typename Points = v1::PointsService::Service,
          typename Rewards = v1::RewardsService::Service,
          typename Evidence = v1::EvidenceService::Service,
          typename Selection = v1::SelectionService::Service,
          typename Ranking = v1::RankingService::Service>
class CliTest : public ::testing::Test {
 protected:
  CliTest() {
    grpc::ServerBuilder builder;
    builder.RegisterService(&registry);
    builder.RegisterService(&ledger);
    builder.RegisterService(&proofs);
    builder.RegisterService(&operations);
    builder.RegisterService(&identity);
    builder.RegisterService(&oversight);
    builder.RegisterService(&points);
    builder.RegisterService(&rewards);
    builder.RegisterService(&evidence);
    builder.RegisterService(&selection);
    builder.RegisterService(&ranking);
    server_ = builder.BuildAndStart();
  }

  // Runs `greenledger ARGUMENTS...` in English.
  Outcome Run(std::vector<std::string> arguments) {
    std::ostringstream out;
    std::ostringstream err;
    Surroundings around{
        .out = out,
        .err = err,
        .out_is_terminal = false,
        .err_is_terminal = false,
        .environment =
            [](const std::string&) { return std::optional<std::string>(); },
        .connect =
            [this](const std::string&) {
              return server_->InProcessChannel(grpc::ChannelArguments());
            },
        .sleep = [this](std::chrono::milliseconds time) { slept += time; },
        .now_micros = [] { return int64_t{1'772'324'130'000'000}; },
        .random_bytes =
            [](size_t count) { return std::string(count, '\x01'); }};
    arguments.insert(arguments.begin(), {"--lang", language});
    Outcome outcome;
    outcome.code = cli::Run(arguments, around);
    outcome.out = out.str();
    outcome.err = err.str();
    return outcome;
  }

  // A file of its own with that content; gone after the test.
  std::string WriteFile(const std::string& name, const std::string& content) {
    const auto* test = ::testing::UnitTest::GetInstance()->current_test_info();
    std::string path =
        ::testing::TempDir() + "cli_" + test->name() + "_" + name;
    std::ofstream(path, std::ios::binary) << content;
    files_.push_back(path);
    return path;
  }

  void TearDown() override {
    for (const std::string& path : files_) std::remove(path.c_str());
  }

  Registry registry;
  Ledger ledger;
  Proofs proofs;
  Operations operations;
  Identity identity;
  Oversight oversight;
  Points points;
  Rewards rewards;
  Evidence evidence;
  Selection selection;
  Ranking ranking;
  std::string language = "en";
  std::chrono::milliseconds slept{0};

 private:
  std::unique_ptr<grpc::Server> server_;
  std::vector<std::string> files_;
};

}  // namespace greenledger::cli

#endif  // GREENLEDGER_TESTS_CLIENTS_CLI_CLI_TESTING_H_
