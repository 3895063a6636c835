// What one run of the program works with: its surroundings, the options every
// command shares, and what the command line chose to do.
#ifndef GREENLEDGER_CLIENTS_CLI_SESSION_H_
#define GREENLEDGER_CLIENTS_CLI_SESSION_H_

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>

#include "clients/cli/client.h"
#include "clients/cli/exit_code.h"
#include "clients/cli/language.h"

namespace greenledger::cli {

// Everything that comes from outside; tests bring their own.
struct Surroundings {
  std::ostream& out;
  std::ostream& err;
  // Whether colours and progress bars make sense there.
  bool out_is_terminal;
  bool err_is_terminal;
  std::function<std::optional<std::string>(const std::string& name)>
      environment;
  std::function<std::shared_ptr<grpc::Channel>(const std::string& address)>
      connect;
  std::function<void(std::chrono::milliseconds)> sleep;
  // Microseconds since 1970-01-01 UTC.
  std::function<int64_t()> now_micros;
  // Unpredictable bytes.
  std::function<std::string(size_t count)> random_bytes;
};

// One thread uses a session.
struct Session {
  explicit Session(const Surroundings& around);

  // The text in the chosen language.
  std::string Say(std::string_view zh, std::string_view en) const {
    return In(language, Text{zh, en});
  }
  // Connected at first use.
  Client& client();
  // Says what is wrong with the command line or a file; returns kUsage.
  ExitCode UsageError(const std::string& message);
  // Writes `error: message` (in the chosen language) to standard error.
  void PrintError(const std::string& message);

  const Surroundings& around;
  Language language = Language::kChinese;
  std::string server = "unix:greenledger-data/greenledgerd.sock";
  // 0 until given.
  uint64_t book = 0;
  bool json = false;
  uint32_t timeout_seconds = 10;
  // Of a command: empty makes one up.
  std::string request_id;
  // Of a command: only let the server check it.
  bool dry_run = false;
  // Set by the verb that the command line names.
  std::function<ExitCode()> action;

 private:
  std::unique_ptr<Client> client_;
};

// Standard output and error, the environment, OpenSSL's random numbers.
Surroundings RealSurroundings();

}  // namespace greenledger::cli

#endif  // GREENLEDGER_CLIENTS_CLI_SESSION_H_
