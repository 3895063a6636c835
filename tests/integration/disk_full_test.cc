// The data disk fills up and is cleared, again and again: while it is full
// writers are told when to come back, reading and signing go on; when it is
// not, writing goes on by itself. A disk without one free byte under a server
// that keeps no watch ends the server, and nothing is lost.
#include <sched.h>
#include <sys/mount.h>
#include <sys/statvfs.h>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "clients/kiosk/retry.h"
#include "gmock/gmock.h"
#include "greenledger/v1/ledger_service.grpc.pb.h"
#include "gtest/gtest.h"
#include "tests/integration/fresh_checkpoint.h"
#include "tests/integration/one_kiosk.h"
#include "tests/testing/seeds.h"

namespace greenledger::integration {
namespace {

using ::testing::HasSubstr;
using SteadyClock = std::chrono::steady_clock;

constexpr uint64_t kMiB = uint64_t{1} << 20;
constexpr uint64_t kDiskMiB = 192;
constexpr uint64_t kFreeMibMin = 32;
constexpr uint64_t kBallastMib = 16;
constexpr uint64_t kRounds = 5;
constexpr uint64_t kReads = 200;
constexpr std::chrono::seconds kComeBackMax{30};

// A community whose data folder is a small file system of its own, which nobody
// but this process and its children sees.
class DiskFullTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    // Before there is a second thread, so that all are in it.
    private_mounts_ =
        unshare(CLONE_NEWNS) == 0 &&
        mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0;
  }

  void SetUp() override {
    std::filesystem::create_directory(community_.data());
    const std::string size = "size=" + std::to_string(kDiskMiB) + "m";
    mounted_ = private_mounts_ && mount("tmpfs", community_.data().c_str(),
                                        "tmpfs", 0, size.c_str()) == 0;
    if (!mounted_) GTEST_SKIP() << "mount: " << std::strerror(errno);
    flags_ = WithLogKey(community_.flags(), community_.data() + "/log.key");
  }

  ~DiskFullTest() override {
    if (mounted_) umount2(community_.data().c_str(), MNT_DETACH);
  }

  std::unique_ptr<ServerProcess> Serve(uint64_t free_mib_min) {
    std::vector<std::string> flags = flags_;
    for (size_t i = 0; i + 1 < flags.size(); ++i) {
      if (flags[i] == "--free-mib-min") {
        flags[i + 1] = std::to_string(free_mib_min);
      }
    }
    flags.insert(flags.end(), {"--ballast-mib", std::to_string(kBallastMib)});
    auto server = std::make_unique<ServerProcess>(flags);
    EXPECT_TRUE(server->WaitUntilServing()) << server->log();
    kiosk_.Use(*server);
    return server;
  }

  uint64_t Free() const {
    struct statvfs fs {};
    EXPECT_EQ(statvfs(community_.data().c_str(), &fs), 0);
    return uint64_t{fs.f_bavail} * fs.f_frsize;
  }

  std::string Filler() const { return community_.data() + "/filler"; }

  // Others fill the disk until so much is left, or all of it.
  void FillUpTo(uint64_t left) const {
    std::ofstream file(Filler(), std::ios::app | std::ios::binary);
    const std::string block(64 << 10, 'f');
    while (file.good() && Free() >= left + block.size()) file << block;
    while (left == 0 && file.good()) file << 'f' << std::flush;
  }
  void Clear() const { std::filesystem::remove(Filler()); }

  bool HasBallast() const {
    return std::filesystem::exists(community_.data() + "/ballast");
  }

  void ExpectRefused() {
    const grpc::Status refused = kiosk_.Upload(1);
    EXPECT_EQ(refused.error_code(), grpc::StatusCode::RESOURCE_EXHAUSTED);
    EXPECT_THAT(refused.error_details(), HasSubstr("DISK_FULL"));
    EXPECT_LE(kiosk::PushBack(refused).value(), kComeBackMax);
  }

  static void ExpectReadable(const ServerProcess& server) {
    const auto stub = v1::LedgerService::NewStub(server.Operator());
    for (uint64_t i = 0; i < kReads; ++i) {
      v1::GetTotalsRequest request;
      request.set_book(kBook);
      grpc::ClientContext context;
      v1::GetTotalsResponse totals;
      EXPECT_TRUE(stub->GetTotals(&context, request, &totals).ok());
    }
  }

  void ExpectWritable(int uploads) {
    for (int i = 0; i < uploads; ++i) {
      const grpc::Status uploaded = kiosk_.Upload(10);
      EXPECT_TRUE(uploaded.ok()) << uploaded.error_message();
    }
  }

  static bool private_mounts_;
  kiosk::Random random_{7};
  const Community community_{1};
  OneKiosk kiosk_{community_, MixedRecords(20'000, random_)};
  std::vector<std::string> flags_;
  bool mounted_ = false;
};
bool DiskFullTest::private_mounts_ = false;

TEST_F(DiskFullTest, WritersWaitReadersDoNotAndTheServerGoesOn) {
  auto server = Serve(kFreeMibMin);
  community_.Populate(*server);
  EXPECT_TRUE(HasBallast());
  const auto rounds = static_cast<int>(kRounds * testing::SoakFactor());
  for (int round = 1; round <= rounds; ++round) {
    SCOPED_TRACE("round " + std::to_string(round));
    ExpectWritable(3);
    FillUpTo((kFreeMibMin - 1) * kMiB);
    ASSERT_TRUE(server->WaitForLine(" disk_full ", round)) << server->log();
    EXPECT_FALSE(HasBallast());
    ExpectRefused();
    ExpectReadable(*server);
    uint64_t size = 0;
    EXPECT_TRUE(SignFresh(*server, &size).ok());

    Clear();
    const SteadyClock::time_point cleared = SteadyClock::now();
    ASSERT_TRUE(server->WaitForLine(" disk_has_room ", round));
    ExpectWritable(1);
    EXPECT_LT(SteadyClock::now() - cleared, kComeBackMax);
    EXPECT_TRUE(HasBallast());
    if (HasFailure()) return;
  }
  kiosk_.ExpectKept(ReadSoundBook(*server));
}

TEST_F(DiskFullTest, AServerStartsAndDrainsOnAFullDisk) {
  auto server = Serve(kFreeMibMin);
  community_.Populate(*server);
  ExpectWritable(3);
  server->Kill();
  ASSERT_TRUE(HasBallast());
  FillUpTo(0);
  server = Serve(kFreeMibMin);
  // A start gives room back that the last log had taken for what was to come.
  FillUpTo(0);
  ASSERT_TRUE(server->WaitForLine(" disk_full "));
  EXPECT_FALSE(HasBallast());
  ExpectRefused();
  ExpectReadable(*server);
  kiosk_.ExpectKept(ReadSoundBook(*server));
  kiosk_.Leave();
  EXPECT_EQ(server->Drain(), 0) << server->log();
  Clear();
  server = Serve(kFreeMibMin);
  ExpectWritable(1);
  EXPECT_TRUE(HasBallast());
}

TEST_F(DiskFullTest, WithoutAWatchTheServerEndsAndNothingIsLost) {
  auto server = Serve(/*free_mib_min=*/0);
  community_.Populate(*server);
  ExpectWritable(3);
  server->Kill();
  // A log takes room with its first byte, so this one will find none.
  server = Serve(/*free_mib_min=*/0);
  FillUpTo(0);
  EXPECT_FALSE(kiosk_.Upload(1).ok());
  EXPECT_EQ(server->Wait(), 74) << server->log();
  EXPECT_THAT(server->log(), HasSubstr("No space left on device"));
  Clear();
  server = Serve(/*free_mib_min=*/0);
  kiosk_.ExpectKept(ReadSoundBook(*server));
  ExpectWritable(1);
  kiosk_.ExpectKept(ReadSoundBook(*server));
}

}  // namespace
}  // namespace greenledger::integration
