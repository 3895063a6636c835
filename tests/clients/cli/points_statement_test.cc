// greenledger points statement, against the service itself.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "clients/cli/app.h"
#include "services/statements/statement_service.h"
#include "tests/services/points/points_world.h"

namespace greenledger::cli {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;

class PointsStatementTest : public ::testing::Test {
 protected:
  PointsStatementTest()
      : service_(&world.ledger.ledger(), &world.ledger.clock) {
    grpc::ServerBuilder builder;
    builder.RegisterService(&service_);
    server_ = builder.BuildAndStart();
  }
  ~PointsStatementTest() override { server_->Shutdown(); }

  // Runs `greenledger points statement ARGUMENTS...`; what it printed.
  std::string Run(const std::string& language,
                  std::vector<std::string> arguments) {
    std::ostringstream out;
    std::ostringstream err;
    const Surroundings around{
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
        .sleep = [](std::chrono::milliseconds) {},
        .now_micros = [] { return int64_t{0}; },
        .random_bytes =
            [](size_t count) { return std::string(count, '\x01'); }};
    arguments.insert(arguments.begin(),
                     {"--lang", language, "--book",
                      std::to_string(ledger::kBook), "points", "statement"});
    code = cli::Run(arguments, around);
    return out.str() + err.str();
  }

  points::PointsWorld world{
      {.households = 3, .expiry = points::EndOfNextYear()}};
  ExitCode code = ExitCode::kOk;

 private:
  statements::StatementServiceImpl service_;
  std::unique_ptr<grpc::Server> server_;
};

TEST_F(PointsStatementTest, PrintsEachLineAndTheRestBelow) {
  world.Earn(1, 12);
  world.Publish(world.Soap());
  world.Stock(v1::STOCK_CAUSE_RECEIVED, 9);
  const std::string text = Run("en", {"1", "--month", "2026-06"});
  EXPECT_EQ(code, ExitCode::kOk);
  EXPECT_THAT(text, HasSubstr("At the beginning: 0 points, 0 merit\n"));
  EXPECT_THAT(text, HasSubstr("+12"));
  EXPECT_THAT(text, HasSubstr("class 31, 6 kg: 2 points per kg by tariff t1."));
  EXPECT_THAT(text, HasSubstr("At the end, or now: 12 points, 1 merit\n"));
  EXPECT_THAT(text, HasSubstr("  12 until 2027-12-31\n"));
  EXPECT_THAT(text, HasSubstr("Soap"));
  EXPECT_THAT(Run("zh", {"1"}), HasSubstr("现在可以兑换："));
}

TEST_F(PointsStatementTest, ProgramsGetOneLineAnObjectAndTheStatementLast) {
  world.Earn(1, 12);
  const std::string json = Run("en", {"1", "--json"});
  std::istringstream lines(json);
  std::vector<std::string> objects;
  for (std::string line; std::getline(lines, line);) objects.push_back(line);
  ASSERT_EQ(objects.size(), 3u);
  EXPECT_THAT(objects[1], HasSubstr("\"milli_points\":\"12000\""));
  EXPECT_THAT(objects[2], HasSubstr("\"closing_milli_points\":\"12000\""));
  EXPECT_THAT(objects[2], EndsWith("}"));
}

TEST_F(PointsStatementTest, WhatIsWrongIsSaid) {
  EXPECT_THAT(Run("en", {"1", "--month", "June"}), HasSubstr("month"));
  EXPECT_EQ(code, ExitCode::kRefused);
  EXPECT_THAT(Run("en", {"99"}), HasSubstr("99"));
  EXPECT_EQ(code, ExitCode::kRefused);
}

}  // namespace
}  // namespace greenledger::cli
