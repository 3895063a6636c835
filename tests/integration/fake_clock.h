// A wall clock for programs under test that a test sets while they run.
#ifndef GREENLEDGER_TESTS_INTEGRATION_FAKE_CLOCK_H_
#define GREENLEDGER_TESTS_INTEGRATION_FAKE_CLOCK_H_

#include <cstdlib>
#include <string>
#include <vector>

#include "tests/testing/child_process.h"
#include "tests/testing/temp_folder.h"

namespace greenledger::integration {

// By libfaketime. Begins with the real time.
class FakeClock {
 public:
  FakeClock() { Set("+0"); }

  // What libfaketime takes: "+5d", "-1h".
  void Set(const std::string& offset) const { folder_.Write("offset", offset); }

  // Stands before a program that goes by this clock.
  std::vector<std::string> Prefix() const {
    return {"env",
            // The loader knows which folder of libraries it is.
            "LD_PRELOAD=/usr/$LIB/faketime/libfaketimeMT.so.1",
            "FAKETIME_TIMESTAMP_FILE=" + folder_.File("offset"),
            "FAKETIME_NO_CACHE=1", "FAKETIME_DONT_FAKE_MONOTONIC=1"};
  }

  // Empty if it works here.
  std::string WhyNot() const {
    Set("+3650d");
    const std::string then = Seconds(Prefix());
    Set("+0");
    if (std::atoll(then.c_str()) > std::atoll(Seconds({}).c_str()) + 1000) {
      return "";
    }
    return "libfaketime is not here: " + then;
  }

 private:
  static std::string Seconds(std::vector<std::string> command) {
    command.insert(command.end(), {"date", "-u", "+%s"});
    testing::ChildProcess date(command);
    date.Wait();
    return date.output();
  }

  const testing::TempFolder folder_;
};

}  // namespace greenledger::integration

#endif  // GREENLEDGER_TESTS_INTEGRATION_FAKE_CLOCK_H_
