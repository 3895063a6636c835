// The command line run in the test's own process, against a real server.
#ifndef GREENLEDGER_TESTS_INTEGRATION_CLI_RUN_H_
#define GREENLEDGER_TESTS_INTEGRATION_CLI_RUN_H_

#include <gtest/gtest.h>

#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include "clients/cli/app.h"

namespace greenledger::integration {

// What a command did.
struct Outcome {
  cli::ExitCode code = cli::ExitCode::kOk;
  std::string out;
  std::string err;
};

// Runs `greenledger ARGUMENTS...` without anything of the environment.
inline Outcome RunCli(const std::vector<std::string>& arguments) {
  std::ostringstream out;
  std::ostringstream err;
  const cli::Surroundings real = cli::RealSurroundings();
  const cli::Surroundings around{
      .out = out,
      .err = err,
      .out_is_terminal = false,
      .err_is_terminal = false,
      .environment =
          [](const std::string&) { return std::optional<std::string>(); },
      .connect = real.connect,
      .sleep = real.sleep,
      .now_micros = real.now_micros,
      .random_bytes = real.random_bytes};
  Outcome outcome;
  outcome.code = cli::Run(arguments, around);
  outcome.out = out.str();
  outcome.err = err.str();
  return outcome;
}

// What a command that must be done prints.
inline std::string OutputOf(const Outcome& outcome) {
  EXPECT_EQ(outcome.code, cli::ExitCode::kOk) << outcome.err;
  return outcome.out;
}

}  // namespace greenledger::integration

#endif  // GREENLEDGER_TESTS_INTEGRATION_CLI_RUN_H_
