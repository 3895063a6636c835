// Every call that changes a file fails once, and processes die at any moment:
// nothing that was acknowledged is lost.
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <random>

#include "storage/journal/device_journal.h"
#include "tests/storage/journal/journal_testing.h"
#include "tests/testing/seeds.h"
#include "tests/testing/temp_folder.h"

namespace greenledger::journal {
namespace {

// Appends until something fails or 50 records are there; acknowledges every
// tenth. The last sequence for which Append returned OK.
uint64_t RunUntilFailure(const std::string& folder, FailingCalls* calls) {
  auto journal = OpenTest(folder, calls, 1024);
  if (!journal.ok()) return 0;
  while ((*journal)->last_sequence() < 50) {
    if (!AppendNext(**journal).ok()) break;
    const uint64_t last = (*journal)->last_sequence();
    if (last % 10 == 0 && !(*journal)->SetAcknowledged(last).ok()) break;
    if (last % 20 == 0 && !(*journal)->RemoveOlderThan(12).ok()) break;
  }
  return (*journal)->last_sequence();
}

TEST(JournalFaultTest, EveryFailingCallLeavesAWholeJournal) {
  for (const bool forever : {false, true}) {
    for (uint64_t at = 1;; ++at) {
      const testing::TempFolder folder;
      FailingCalls calls;
      calls.fail_at = at;
      calls.forever = forever;
      const uint64_t kept = RunUntilFailure(folder.path(), &calls);
      auto journal = OpenTest(folder.path(), &UnsyncedCalls::Shared(), 2048);
      ASSERT_TRUE(journal.ok()) << journal.status() << " at call " << at;
      EXPECT_GE((*journal)->last_sequence(), kept);
      EXPECT_LE((*journal)->last_sequence(), kept + 1);
      EXPECT_TRUE(HoldsRight(**journal)) << at;
      EXPECT_TRUE(AppendNext(**journal).ok());
      if (calls.calls < at) break;
      ASSERT_LT(at, 5000u);
    }
  }
}

TEST(JournalFaultTest, AfterAFailedSyncNothingIsTakenUntilItIsOpenedAgain) {
  const testing::TempFolder folder;
  FailingCalls calls;
  auto journal = OpenTest(folder.path(), &calls);
  ASSERT_TRUE(AppendNext(**journal).ok());
  calls.fail_at = calls.calls + 2;  // the write, then the sync
  EXPECT_FALSE(AppendNext(**journal).ok());
  EXPECT_TRUE(absl::IsFailedPrecondition(AppendNext(**journal)));
  EXPECT_FALSE((*journal)->healthy());
}

TEST(JournalFaultTest, AFullDiskSaysSoAndIsLeftAsItWas) {
  const testing::TempFolder folder;
  FailingCalls calls;
  calls.error = ENOSPC;
  auto journal = OpenTest(folder.path(), &calls);
  for (int i = 0; i < 200; ++i) {
    calls.fail_at = calls.calls + 1;
    EXPECT_TRUE(absl::IsResourceExhausted(AppendNext(**journal)));
    calls.fail_at = 0;
    ASSERT_TRUE(AppendNext(**journal).ok());
  }
  EXPECT_TRUE((*journal)->healthy());
  EXPECT_TRUE(HoldsRight(**journal));
  journal->reset();
  EXPECT_EQ((*OpenTest(folder.path()))->last_sequence(), 200u);
}

// Tells the sequence of each record that is durable, until it is killed.
[[noreturn]] void WriteForever(const std::string& folder, int to) {
  auto journal = OpenTest(folder, &UnsyncedCalls::Shared(), 2048);
  while (journal.ok() && AppendNext(**journal).ok()) {
    const uint64_t last = (*journal)->last_sequence();
    if (write(to, &last, sizeof(last)) != sizeof(last)) break;
    if (last % 7 == 0 && !(*journal)->SetAcknowledged(last).ok()) break;
  }
  _exit(1);
}

TEST(JournalFaultTest, KilledAtRandomMomentsItKeepsWhatItThankedFor) {
  const uint64_t seed = testing::SeedsFor(1).first;
  std::mt19937_64 random(seed);
  const testing::TempFolder folder;
  uint64_t thanked = 0;
  for (int round = 0; round < 20; ++round) {
    int ends[2];
    ASSERT_EQ(pipe(ends), 0);
    const pid_t child = fork();
    ASSERT_GE(child, 0);
    if (child == 0) WriteForever(folder.path(), ends[1]);
    close(ends[1]);
    const uint64_t wanted = thanked + 1 + random() % 60;
    for (uint64_t last = 0; thanked < wanted;) {
      ASSERT_EQ(read(ends[0], &last, sizeof(last)), ssize_t{sizeof(last)});
      thanked = last;
    }
    kill(child, SIGKILL);
    int status = 0;
    ASSERT_EQ(waitpid(child, &status, 0), child);
    for (uint64_t last = 0; read(ends[0], &last, sizeof(last)) > 0;) {
      thanked = last;
    }
    close(ends[0]);
    auto journal = OpenTest(folder.path(), &UnsyncedCalls::Shared(), 2048);
    ASSERT_TRUE(journal.ok()) << journal.status() << ", seed " << seed;
    EXPECT_GE((*journal)->last_sequence(), thanked);
    EXPECT_TRUE(HoldsRight(**journal));
  }
}

}  // namespace
}  // namespace greenledger::journal
