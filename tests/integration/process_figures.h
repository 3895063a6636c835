// What the kernel knows of a server's process.
#ifndef GREENLEDGER_TESTS_INTEGRATION_PROCESS_FIGURES_H_
#define GREENLEDGER_TESTS_INTEGRATION_PROCESS_FIGURES_H_

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "gtest/gtest.h"
#include "tests/integration/book_check.h"
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

// Descriptors that it has open.
inline uint64_t DescriptorsOf(const ServerProcess& server) {
  const std::filesystem::directory_iterator open(
      "/proc/" + std::to_string(server.pid()) + "/fd");
  return static_cast<uint64_t>(std::distance(begin(open), end(open)));
}

// Whether it has no more than that before `limit` is over. A connection that
// has ended keeps its descriptor until the server comes to it, so it is called.
inline bool DescriptorsFallTo(uint64_t count, const ServerProcess& server,
                              std::chrono::seconds limit) {
  const auto begin = std::chrono::steady_clock::now();
  while (DescriptorsOf(server) > count) {
    if (std::chrono::steady_clock::now() - begin > limit) return false;
    ReadSoundBook(server);
  }
  return true;
}

}  // namespace greenledger::integration

#endif  // GREENLEDGER_TESTS_INTEGRATION_PROCESS_FIGURES_H_
