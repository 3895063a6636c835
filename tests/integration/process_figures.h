// What the kernel knows of a server's process.
#ifndef GREENLEDGER_TESTS_INTEGRATION_PROCESS_FIGURES_H_
#define GREENLEDGER_TESTS_INTEGRATION_PROCESS_FIGURES_H_

#include <cstdint>
#include <fstream>
#include <string>

#include "gtest/gtest.h"
#include "tests/integration/server_process.h"

namespace greenledger::integration {

// A line of the process's status file, such as `VmRSS` in KiB or `Threads`.
inline uint64_t FigureOf(const ServerProcess& server, const std::string& name) {
  std::ifstream file("/proc/" + std::to_string(server.pid()) + "/status");
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with(name + ":")) {
      return std::stoull(line.substr(name.size() + 1));
    }
  }
  ADD_FAILURE() << "no " << name;
  return 0;
}

}  // namespace greenledger::integration

#endif  // GREENLEDGER_TESTS_INTEGRATION_PROCESS_FIGURES_H_
