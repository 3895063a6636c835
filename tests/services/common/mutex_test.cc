#include "services/common/mutex.h"

#include <thread>
#include <vector>

#include "gtest/gtest.h"

namespace greenledger::common {
namespace {

struct Counter {
  Mutex mutex;
  CondVar changed;
  int value ABSL_GUARDED_BY(mutex) = 0;
};

TEST(MutexTest, KeepsThreadsApart) {
  Counter counter;
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&counter] {
      for (int j = 0; j < 1000; ++j) {
        MutexLock lock(counter.mutex);
        ++counter.value;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  MutexLock lock(counter.mutex);
  EXPECT_EQ(counter.value, 4000);
}

TEST(CondVarTest, WaitEndsWhenNotified) {
  Counter counter;
  std::thread setter([&counter] {
    MutexLock lock(counter.mutex);
    counter.value = 7;
    counter.changed.NotifyAll();
  });
  {
    MutexLock lock(counter.mutex);
    while (counter.value == 0) counter.changed.Wait(counter.mutex);
    EXPECT_EQ(counter.value, 7);
  }
  setter.join();
}

TEST(CondVarTest, WaitForSaysThatTheTimeRanOut) {
  Counter counter;
  MutexLock lock(counter.mutex);
  // A false wake-up returns true, so this ends only when the time runs out.
  while (counter.changed.WaitFor(counter.mutex, std::chrono::microseconds(1))) {
  }
  SUCCEED();
}

}  // namespace
}  // namespace greenledger::common
