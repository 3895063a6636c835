// How often a random test runs, and from which seeds.
//
//   GREENLEDGER_SOAK=20          twenty times as often as usual
//   GREENLEDGER_SOAK_SECONDS=600 how long a test goes on that has no end
//   GREENLEDGER_SEED=7           once, with this seed
#ifndef GREENLEDGER_TESTS_TESTING_SOAK_H_
#define GREENLEDGER_TESTS_TESTING_SOAK_H_

#include <errno.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <random>
#include <string>

#include "gtest/gtest.h"

namespace greenledger::testing {

// A number in the environment; `otherwise` if it is not set. Aborts if it is no
// number.
inline uint64_t NumberFromEnvironment(const char* name, uint64_t otherwise) {
  const char* text = std::getenv(name);
  if (text == nullptr || *text == '\0') return otherwise;
  char* end = nullptr;
  errno = 0;
  const uint64_t number = std::strtoull(text, &end, 10);
  if (errno == 0 && *end == '\0') return number;
  std::fprintf(stderr, "%s is '%s'; expected a number\n", name, text);
  std::abort();
}

// How many times the usual figures a test is to reach, at least 1.
inline uint64_t SoakFactor() {
  const uint64_t factor = NumberFromEnvironment("GREENLEDGER_SOAK", 1);
  return factor == 0 ? 1 : factor;
}

// Runs the body with one fresh seed after the other until `enough` says so or a
// test fails, and says how to run that one again.
inline void ForEachSeedUntil(const std::function<bool()>& enough,
                             const std::function<void(uint64_t seed)>& body) {
  const bool fixed = std::getenv("GREENLEDGER_SEED") != nullptr;
  const uint64_t first =
      NumberFromEnvironment("GREENLEDGER_SEED", std::random_device{}());
  const auto* test = ::testing::UnitTest::GetInstance()->current_test_info();
  std::printf("seeds from %llu\n", static_cast<unsigned long long>(first));
  for (uint64_t seed = first;; ++seed) {
    body(seed);
    if (::testing::Test::HasFailure()) {
      std::printf("again: GREENLEDGER_SEED=%llu %s --gtest_filter=%s.%s\n",
                  static_cast<unsigned long long>(seed),
                  program_invocation_name, test->test_suite_name(),
                  test->name());
      return;
    }
    if (fixed || enough()) return;
  }
}

// The same with `usual` seeds, or as many times more as are wanted.
inline void ForEachSeed(uint64_t usual,
                        const std::function<void(uint64_t seed)>& body) {
  uint64_t left = usual * SoakFactor();
  ForEachSeedUntil([&] { return --left == 0; }, body);
}

}  // namespace greenledger::testing

#endif  // GREENLEDGER_TESTS_TESTING_SOAK_H_
