#include "services/common/desk.h"

#include <gtest/gtest.h>

#include <future>
#include <vector>

namespace greenledger::common {
namespace {

TEST(DeskTest, JobsAreDoneInTheirOrderAndNoneIsLost) {
  std::vector<int> done;
  {
    Desk desk(100);
    for (int i = 0; i < 50; ++i) {
      ASSERT_TRUE(desk.Take([&done, i] { done.push_back(i); }));
    }
  }
  ASSERT_EQ(done.size(), 50u);
  for (int i = 0; i < 50; ++i) EXPECT_EQ(done[static_cast<size_t>(i)], i);
}

TEST(DeskTest, WhatIsTooMuchIsNotTaken) {
  std::promise<void> begun;
  std::promise<void> may_end;
  int done = 0;
  {
    Desk desk(2);
    ASSERT_TRUE(desk.Take([&] {
      begun.set_value();
      may_end.get_future().wait();
    }));
    begun.get_future().wait();
    EXPECT_TRUE(desk.Take([&] { ++done; }));
    EXPECT_TRUE(desk.Take([&] { ++done; }));
    EXPECT_FALSE(desk.Take([&] { ++done; }));
    may_end.set_value();
  }
  EXPECT_EQ(done, 2);
}

}  // namespace
}  // namespace greenledger::common
