// Seeds of random tests: fresh ones in every run, more of them in a long run,
// and a given one to see a failure again.
//   GREENLEDGER_SEED=N     only this seed
//   GREENLEDGER_SOAK=N     N times as many
#ifndef GREENLEDGER_TESTS_TESTING_SEEDS_H_
#define GREENLEDGER_TESTS_TESTING_SEEDS_H_

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <random>
#include <string>

namespace greenledger::testing {

// What GREENLEDGER_SOAK says; 1 if it is not set or no number.
inline uint64_t SoakFactor() {
  const char* factor = std::getenv("GREENLEDGER_SOAK");
  if (factor == nullptr) return 1;
  return std::max<uint64_t>(1, std::strtoull(factor, nullptr, 10));
}

// Seeds from `first` on.
struct Seeds {
  uint64_t first = 0;
  uint64_t count = 0;
};

inline Seeds SeedsFor(uint64_t count) {
  if (const char* seed = std::getenv("GREENLEDGER_SEED")) {
    return {std::strtoull(seed, nullptr, 10), 1};
  }
  // Short enough to be typed.
  return {std::random_device{}() % 1'000'000'000, count * SoakFactor()};
}

// The command that runs the current test with this seed again.
inline std::string Reproduce(uint64_t seed) {
  const ::testing::TestInfo& test =
      *::testing::UnitTest::GetInstance()->current_test_info();
  return "to see it again: GREENLEDGER_SEED=" + std::to_string(seed) +
         " PROGRAM --gtest_filter=" + test.test_suite_name() + "." +
         test.name();
}

}  // namespace greenledger::testing

#endif  // GREENLEDGER_TESTS_TESTING_SEEDS_H_
