// The server is killed at every named place on the way of a drop, of a
// checkpoint, of a drain and of a start, and between a write and its sync. Each
// time the next server has what was acknowledged, and what was not is taken
// once.
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/integration/fresh_checkpoint.h"
#include "tests/integration/one_kiosk.h"
#include "tests/integration/tracer.h"
#include "tests/testing/seeds.h"
#include "tests/testing/temp_folder.h"

namespace greenledger::integration {
namespace {

using ::testing::HasSubstr;

using Flags = std::vector<std::string>;

constexpr int kKilled = 128 + 9;
constexpr uint64_t kRecords = 2500;
// Uploads and checkpoints of a server that lives to its end.
constexpr int kUploads = 6;
constexpr uint64_t kUploadRecordsMax = 5;

// What happens to the data before a server is started on them.
enum class Before { kNothing, kDamagedLog, kDropRows };

struct Point {
  std::string name;
  uint64_t times;  // how often a server comes by in its life
  Before before = Before::kNothing;
};

const std::vector<Point>& Points() {
  static const std::vector<Point> points = {
      {"commit_before_log", kUploads},
      {"commit_before_anchor", kUploads},
      {"commit_after_anchor", kUploads},
      {"answer_before", kUploads},
      {"answer_after", kUploads},
      {"checkpoint_before_file", kUploads / 2},
      {"file_before_rename", kUploads / 2},
      {"file_before_folder_sync", kUploads / 2},
      {"checkpoint_after_file", kUploads / 2},
      {"drain_begin", 1},
      {"drain_before_rows", 1},
      {"rows_before_write", 2},
      {"rows_after_write", 2},
      {"rows_before_flush", 1},
      {"rows_after_flush", 1},
      {"drain_end", 1},
      {"open_before_database", 1},
      {"open_before_anchor", 1},
      {"load_after_replay", 1},
      {"rows_after_drop", 1, Before::kDropRows},
      {"salvage_before_copy", 1, Before::kDamagedLog},
      {"salvage_in_copy", 3, Before::kDamagedLog},
      {"salvage_before_cut", 1, Before::kDamagedLog},
      {"salvage_after_cut", 1, Before::kDamagedLog},
  };
  return points;
}

std::vector<std::string> KillAt(const std::string& name, uint64_t number) {
  return {"env",
          "GREENLEDGER_FAILPOINT=" + name + ":kill@" + std::to_string(number)};
}

// Appends a record with a bad checksum to the newest write-ahead log, as a
// power cut in the middle of a write leaves it.
void DamageLog(const Community& community) {
  const std::string newest = community.NewestLog();
  ASSERT_NE(newest, "");
  // A record never begins in the last bytes of a block of 32 KiB.
  constexpr uintmax_t kBlock = 32768;
  constexpr uintmax_t kRecord = 23;
  const uintmax_t left = kBlock - std::filesystem::file_size(newest) % kBlock;
  std::string bytes(left < kRecord ? left : 0, '\0');
  // Checksum, length 16, a full record.
  bytes += std::string("\1\2\3\4\20\0\1", 7) + std::string(16, 'x');
  std::ofstream(newest, std::ios::app | std::ios::binary) << bytes;
}

// A community with a server that dies and one that finds out what is left.
class Round {
 public:
  explicit Round(uint64_t seed)
      : random_(seed), kiosk_(community_, MixedRecords(kRecords, random_)) {}

  void Populate() {
    ServerProcess server(flags_);
    ASSERT_TRUE(server.WaitUntilServing()) << server.log();
    community_.Populate(server);
    server.Kill();
  }

  kiosk::Random& random() { return random_; }
  const Community& community() const { return community_; }

  // Runs a server until it ends; its exit code.
  int Live(const std::vector<std::string>& prefix, const Flags& more = {},
           const std::string& program = ServerProgram()) {
    Flags flags = flags_;
    flags.insert(flags.end(), more.begin(), more.end());
    ServerProcess server(flags, prefix, program);
    if (!server.WaitUntilServing()) return server.Wait();
    kiosk_.Use(server);
    for (int i = 0; i < kUploads; ++i) {
      const uint64_t count = 1 + random_.Below(kUploadRecordsMax);
      if (!kiosk_.Upload(count).ok()) return server.Wait();
      if (i % 2 == 1 && !SignCheckpoint(server)) return server.Wait();
    }
    kiosk_.Leave();
    return server.Drain();
  }

  // A server without faults: all is there, and what failed is taken now.
  void ExpectWhole() {
    ServerProcess server(flags_);
    ASSERT_TRUE(server.WaitUntilServing()) << server.log();
    kiosk_.ExpectKept(ReadSoundBook(server));
    kiosk_.Use(server);
    const grpc::Status again = kiosk_.Upload(1);
    EXPECT_TRUE(again.ok()) << again.error_message();
    const Book book = ReadSoundBook(server);
    kiosk_.ExpectKept(book);
    EXPECT_EQ(book.records.size(), kiosk_.answers().size());
    EXPECT_TRUE(SignCheckpoint(server));
    // So that the next one has something to recover.
    server.Kill();
  }

 private:
  // False if there was no answer. Sizes of checkpoints never fall.
  bool SignCheckpoint(const ServerProcess& server) {
    uint64_t size = 0;
    const grpc::Status status = SignFresh(server, &size);
    if (!status.ok()) {
      EXPECT_EQ(status.error_code(), grpc::StatusCode::UNAVAILABLE)
          << status.error_message();
      return false;
    }
    EXPECT_GE(size, signed_size_);
    signed_size_ = size;
    return true;
  }

  kiosk::Random random_;
  const testing::TempFolder folder_;
  const Community community_{1};
  OneKiosk kiosk_;
  const Flags flags_ = WithLogKey(community_.FlagsWith({"--rows-every", "1"}),
                                  folder_.File("log.key"));
  uint64_t signed_size_ = 0;
};

void KillAtEveryPoint(uint64_t seed) {
  Round round(seed);
  round.Populate();
  for (const Point& point : Points()) {
    const uint64_t number = 1 + round.random().Below(point.times);
    SCOPED_TRACE(point.name + ":kill@" + std::to_string(number));
    Flags more;
    if (point.before == Before::kDamagedLog) {
      DamageLog(round.community());
    } else if (point.before == Before::kDropRows) {
      more.push_back("--rebuild");
    }
    EXPECT_EQ(round.Live(KillAt(point.name, number), more,
                         GREENLEDGER_FAILPOINT_PROGRAM),
              kKilled);
    round.ExpectWhole();
    if (::testing::Test::HasFailure()) return;
  }
}

TEST(FailpointTest, WhatWasAcknowledgedIsThereAfterAKillAtAnyPoint) {
  testing::ForEachSeed(4, KillAtEveryPoint);
}

TEST(FailpointTest, AFolderThatWasBeingMadeIsMadeByTheNext) {
  for (const char* name : {"open_before_database", "open_before_anchor",
                           "anchor_before_rename", "anchor_after_rename"}) {
    SCOPED_TRACE(name);
    const Community community(1);
    ServerProcess killed(community.flags(), KillAt(name, 1),
                         GREENLEDGER_FAILPOINT_PROGRAM);
    EXPECT_EQ(killed.Wait(), kKilled) << killed.log();
    const auto server = community.Serve();
    community.Populate(*server);
    EXPECT_EQ(ReadSoundBook(*server).records.size(), 0u);
  }
}

// Between a write and its sync, and between whatever else the server asks of
// the file system: the k-th such call of a thread ends the process instead.
void KillAtSystemCalls(uint64_t seed) {
  Round round(seed);
  round.Populate();
  for (const std::string call :
       {"fdatasync", "fsync", "rename", "unlink", "ftruncate", "pwrite64"}) {
    const uint64_t number = 1 + round.random().Below(2 * kUploads);
    SCOPED_TRACE(call + " " + std::to_string(number));
    const int exit_code = round.Live(
        {"strace", "-D", "-f", "-qq", "-o", "/dev/null", "-e", "trace=" + call,
         "-e",
         "inject=" + call + ":signal=KILL:when=" + std::to_string(number)});
    // Not every life has so many.
    EXPECT_THAT(exit_code, ::testing::AnyOf(kKilled, 0));
    round.ExpectWhole();
    if (::testing::Test::HasFailure()) return;
  }
}

TEST(FailpointTest, WhatWasAcknowledgedIsThereAfterAKillAtASystemCall) {
  const std::string reason = WhyNotTraced();
  if (!reason.empty()) GTEST_SKIP() << reason;
  testing::ForEachSeed(2, KillAtSystemCalls);
}

TEST(FailpointTest, TheProgramThatIsInstalledHasNone) {
  std::ifstream file(ServerProgram(), std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(file), {}};
  EXPECT_GT(bytes.size(), 100'000u);
  for (const Point& point : Points()) {
    EXPECT_EQ(bytes.find(point.name), std::string::npos) << point.name;
  }
  EXPECT_EQ(bytes.find("GREENLEDGER_FAILPOINT"), std::string::npos);

  const Community community(1);
  const auto server = community.Serve(KillAt("open_before_database", 1));
  EXPECT_EQ(server->Drain(), 0);
}

TEST(FailpointTest, AWordThatIsNoPointAndTimeIsRefused) {
  const Community community(1);
  for (const std::string text : {"commit_before_log", "x:kill@0", "x:kill@y"}) {
    ServerProcess server(community.flags(),
                         {"env", "GREENLEDGER_FAILPOINT=" + text},
                         GREENLEDGER_FAILPOINT_PROGRAM);
    EXPECT_EQ(server.Wait(), 2);
    EXPECT_THAT(server.log(), HasSubstr("expected name:kill@n"));
  }
}

}  // namespace
}  // namespace greenledger::integration
