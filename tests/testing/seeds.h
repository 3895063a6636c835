// Seeds of random tests: fresh ones in every run, more of them in a long run,
// and a given one to see a failure again.
//   GREENLEDGER_SEED=N            only this seed
//   GREENLEDGER_SOAK=N            N times as many
//   GREENLEDGER_SOAK_SECONDS=N    how long a test goes on that has no end
#ifndef GREENLEDGER_TESTS_TESTING_SEEDS_H_
#define GREENLEDGER_TESTS_TESTING_SEEDS_H_

#include <errno.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <random>
#include <string>

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
  return std::max<uint64_t>(1, NumberFromEnvironment("GREENLEDGER_SOAK", 1));
}

// Seeds from `first` on.
struct Seeds {
  uint64_t first = 0;
  uint64_t count = 0;
};

inline Seeds SeedsFor(uint64_t count) {
  if (std::getenv("GREENLEDGER_SEED") != nullptr) {
    return {NumberFromEnvironment("GREENLEDGER_SEED", 0), 1};
  }
  // Short enough to be typed.
  const Seeds seeds{std::random_device{}() % 1'000'000'000,
                    count * SoakFactor()};
  std::printf("seeds from %llu\n",
              static_cast<unsigned long long>(seeds.first));
  // Seen even if the test then aborts.
  std::fflush(stdout);
  return seeds;
}

// The command that runs the current test with this seed again.
inline std::string Reproduce(uint64_t seed) {
  const ::testing::TestInfo& test =
      *::testing::UnitTest::GetInstance()->current_test_info();
  return "to see it again: GREENLEDGER_SEED=" + std::to_string(seed) + " " +
         program_invocation_name + " --gtest_filter=" + test.test_suite_name() +
         "." + test.name();
}

// Runs the body with one seed after the other until `enough` says so or a test
// fails, and says how to run that one again.
inline void ForEachSeedUntil(const std::function<bool()>& enough,
                             const std::function<void(uint64_t seed)>& body) {
  const bool fixed = std::getenv("GREENLEDGER_SEED") != nullptr;
  for (uint64_t seed = SeedsFor(1).first;; ++seed) {
    body(seed);
    if (::testing::Test::HasFailure()) {
      std::printf("%s\n", Reproduce(seed).c_str());
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

#endif  // GREENLEDGER_TESTS_TESTING_SEEDS_H_
