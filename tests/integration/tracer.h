// strace: system calls of the server that fail, take long or end it.
#ifndef GREENLEDGER_TESTS_INTEGRATION_TRACER_H_
#define GREENLEDGER_TESTS_INTEGRATION_TRACER_H_

#include <csignal>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "tests/integration/server_process.h"
#include "tests/testing/child_process.h"

namespace greenledger::integration {

// What comes before a program that is to run with these faults, such as
// `fdatasync:error=EIO:when=3`: the third call on each thread fails.
inline std::vector<std::string> WithFault(const std::string& fault) {
  return {"strace", "-D",
          "-f",     "-qq",
          "-o",     "/dev/null",
          "-e",     "trace=" + fault.substr(0, fault.find(':')),
          "-e",     "inject=" + fault};
}

// Why no program can be traced here; empty if one can.
inline std::string WhyNotTraced() {
  std::vector<std::string> probe = WithFault("fdatasync:error=EIO");
  probe.insert(probe.end(), {"echo", "traced"});
  testing::ChildProcess strace(probe);
  strace.Wait();
  if (strace.output() == "traced\n") return "";
  return "strace cannot run here: " + strace.output();
}

// Faults of a server that runs already, as long as this lives. Used by one
// thread.
class Tracer {
 public:
  // If there is a path, only of calls on this file. Returns when every thread
  // is traced.
  Tracer(const ServerProcess& server, const std::string& fault,
         const std::string& path = "")
      : strace_(CommandLine(server, fault, path)) {
    EXPECT_TRUE(strace_.WaitForLine(" attached")) << strace_.output();
  }
  // The server runs on without faults.
  ~Tracer() {
    strace_.Signal(SIGTERM);
    strace_.Wait();
  }

 private:
  static std::vector<std::string> CommandLine(const ServerProcess& server,
                                              const std::string& fault,
                                              const std::string& path) {
    std::vector<std::string> line = WithFault(fault);
    std::erase(line, "-D");
    std::erase(line, "-qq");
    if (!path.empty()) line.insert(line.end(), {"-P", path});
    line.insert(line.end(), {"-p", std::to_string(server.pid())});
    return line;
  }

  testing::ChildProcess strace_;
};

}  // namespace greenledger::integration

#endif  // GREENLEDGER_TESTS_INTEGRATION_TRACER_H_
