// When new work is refused, and where the ballast is meanwhile, on a disk that
// is as full as the test says.
#include "services/ledger/disk_guard.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "tests/testing/temp_folder.h"

namespace greenledger::ledger {
namespace {

constexpr uint64_t kMiB = uint64_t{1} << 20;
constexpr uint64_t kDisk = 100 * kMiB;
constexpr uint64_t kMin = 10 * kMiB;
constexpr uint64_t kBallast = 4 * kMiB;

class DiskGuardTest : public ::testing::Test {
 protected:
  DiskGuard::Options Options(uint64_t ballast = kBallast) {
    return {.folder = folder_.path(),
            .free_bytes_min = kMin,
            .ballast_bytes = ballast,
            .free_bytes = [this](const std::string&) {
              return std::optional<uint64_t>(Free());
            }};
  }

  uint64_t Ballast() const {
    std::error_code none;
    const uintmax_t size = std::filesystem::file_size(path_, none);
    return none ? 0 : size;
  }
  uint64_t Free() const { return kDisk - std::min(kDisk, used_ + Ballast()); }

  // Looks with so much free beside the ballast.
  bool IsFullWith(uint64_t free, DiskGuard* guard) {
    used_ = kDisk - free;
    guard->Look();
    return guard->IsFull();
  }

  testing::TempFolder folder_;
  std::string path_ = folder_.File("ballast");
  uint64_t used_ = 0;
};

TEST_F(DiskGuardTest, TheBallastIsThereUntilTheDiskIsFull) {
  DiskGuard guard(Options());
  EXPECT_FALSE(IsFullWith(50 * kMiB, &guard));
  EXPECT_EQ(Ballast(), kBallast);
  EXPECT_FALSE(IsFullWith(kMin + kBallast, &guard));
  EXPECT_EQ(Ballast(), kBallast);
  EXPECT_TRUE(IsFullWith(kMin + kBallast - 1, &guard));
  EXPECT_EQ(Ballast(), 0u);
}

TEST_F(DiskGuardTest, WhatTheBallastLeavesIsNotForNewWork) {
  DiskGuard guard(Options());
  ASSERT_TRUE(IsFullWith(kMin, &guard));
  EXPECT_TRUE(IsFullWith(kMin + kBallast - 1, &guard));
  EXPECT_EQ(Ballast(), 0u);
  EXPECT_FALSE(IsFullWith(kMin + kBallast, &guard));
  EXPECT_EQ(Ballast(), kBallast);
  // It has its place now.
  EXPECT_FALSE(IsFullWith(kMin + kBallast, &guard));
}

TEST_F(DiskGuardTest, AStartOnAFullDiskGivesItUpFirst) {
  {
    DiskGuard before(Options());
    ASSERT_FALSE(IsFullWith(50 * kMiB, &before));
  }
  used_ = kDisk - kBallast - 5 * kMiB;
  DiskGuard guard(Options());
  EXPECT_FALSE(guard.IsFull());
  guard.MakeRoom();
  EXPECT_EQ(Ballast(), 0u);
  guard.Start();
  EXPECT_TRUE(guard.IsFull());
}

TEST_F(DiskGuardTest, ABallastOfAnotherSizeIsMadeAnew) {
  folder_.Write("ballast", std::string(1000, 'x'));
  DiskGuard guard(Options());
  EXPECT_FALSE(IsFullWith(50 * kMiB, &guard));
  EXPECT_EQ(Ballast(), kBallast);
  DiskGuard none(Options(/*ballast=*/0));
  EXPECT_FALSE(IsFullWith(50 * kMiB, &none));
  EXPECT_EQ(Ballast(), 0u);
}

TEST_F(DiskGuardTest, WithoutAMarkItTouchesNothing) {
  DiskGuard::Options options = Options();
  options.free_bytes_min = 0;
  DiskGuard guard(options);
  used_ = kDisk;
  guard.MakeRoom();
  guard.Start();
  EXPECT_FALSE(guard.IsFull());
  EXPECT_EQ(Ballast(), 0u);
}

}  // namespace
}  // namespace greenledger::ledger
