// What a process shows of itself: figures and how it ends.
#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "prometheus/counter.h"
#include "services/common/fatal.h"
#include "services/common/metrics.h"

namespace greenledger::common {
namespace {

using ::testing::HasSubstr;

// What a loopback port answers to a GET.
std::string Get(int port, const std::string& path) {
  const int fd = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<uint16_t>(port));
  std::string answer;
  if (connect(fd, reinterpret_cast<const sockaddr*>(&address),
              sizeof address) == 0) {
    const std::string request =
        "GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    EXPECT_GT(write(fd, request.data(), request.size()), 0);
    char buffer[4096];
    for (ssize_t n = 1; n > 0;) {
      n = read(fd, buffer, sizeof buffer);
      if (n > 0) answer.append(buffer, static_cast<size_t>(n));
    }
  }
  close(fd);
  return answer;
}

TEST(MetricsTest, FiguresCanBeReadOnLoopback) {
  auto metrics = Metrics::Start(0);
  ASSERT_TRUE(metrics.ok()) << metrics.status();
  prometheus::BuildCounter()
      .Name("greenledger_drops_total")
      .Register((*metrics)->registry())
      .Add({})
      .Increment(3);
  EXPECT_THAT(Get((*metrics)->port(), "/metrics"),
              HasSubstr("\ngreenledger_drops_total 3\n"));
}

TEST(MetricsTest, ANegativePortShowsNothing) {
  auto metrics = Metrics::Start(-1);
  ASSERT_TRUE(metrics.ok());
  EXPECT_EQ((*metrics)->port(), -1);
}

TEST(MetricsTest, ABadOrTakenPortIsNamed) {
  EXPECT_EQ(Metrics::Start(65536).status().message(),
            "metrics port is 65536; expected -1 to 65535");
  auto first = Metrics::Start(0);
  ASSERT_TRUE(first.ok());
  const int port = (*first)->port();
  const absl::Status status = Metrics::Start(port).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kUnavailable);
  EXPECT_THAT(std::string(status.message()),
              HasSubstr("127.0.0.1:" + std::to_string(port)));
}

TEST(FatalDeathTest, OneLineAndTheExitCode) {
  EXPECT_EXIT(Fatal(ExitCode::kWriteFailed, "sync_failed", "disk\ngone"),
              ::testing::ExitedWithCode(74),
              "error fatal event=sync_failed exit_code=74 "
              "reason=\"disk.x0agone\"\n");
  EXPECT_EXIT(Fatal(ExitCode::kDataLoss, "e", "r"),
              ::testing::ExitedWithCode(3), "");
  EXPECT_EXIT(Fatal(ExitCode::kNewerSchema, "e", "r"),
              ::testing::ExitedWithCode(4), "");
  EXPECT_EXIT(Fatal(ExitCode::kUsage, "e", "r"), ::testing::ExitedWithCode(2),
              "");
}

}  // namespace
}  // namespace greenledger::common
