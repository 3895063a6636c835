// The real greenledgerd, as a process of its own.
#ifndef GREENLEDGER_TESTS_INTEGRATION_SERVER_PROCESS_H_
#define GREENLEDGER_TESTS_INTEGRATION_SERVER_PROCESS_H_

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "grpcpp/channel.h"
#include "tests/testing/child_process.h"

namespace greenledger::integration {

// Path of the program under test.
std::string ServerProgram();

// The flags of a server on `data` for kiosks on any free port, with the
// certificates of a development CA's folder.
std::vector<std::string> ServerFlags(const std::string& data,
                                     const std::string& pki_folder);

// Used by one thread; killed when it goes.
class ServerProcess {
 public:
  // `prefix` is a program that runs the server, such as strace, with its
  // arguments; `program` another one than that under test.
  explicit ServerProcess(const std::vector<std::string>& flags,
                         const std::vector<std::string>& prefix = {},
                         const std::string& program = ServerProgram());

  // Blocks until the server listens. False if it ended instead or, if there is
  // a limit, does not listen yet after that.
  bool WaitUntilServing(
      std::optional<std::chrono::microseconds> limit = std::nullopt);

  // `127.0.0.1:port` of the kiosk listener. REQUIRES: it serves.
  const std::string& kiosk_address() const { return kiosk_address_; }

  // The same of the enrolment listener. REQUIRES: it has one.
  const std::string& enrolment_address() const { return enrolment_address_; }

  // A connection of its own to the Unix socket. REQUIRES: it serves.
  std::shared_ptr<grpc::Channel> Operator() const;

  // Blocks until it wrote the `nth` line with `text` to its log; false if it
  // ended before or, if there is a limit, after that.
  bool WaitForLine(
      std::string_view text, int nth = 1,
      std::optional<std::chrono::microseconds> limit = std::nullopt) {
    return child_.WaitForLine(text, limit, nth).has_value();
  }

  pid_t pid() const { return child_.pid(); }

  // SIGKILL; returns when the process is gone.
  void Kill();
  // SIGTERM, without waiting.
  void Stop();
  // Blocks until it ended; see ChildProcess.
  int Wait() { return child_.Wait(); }
  // Stop, then Wait.
  int Drain();

  // Its log so far.
  std::string log() { return child_.output(); }

 private:
  testing::ChildProcess child_;
  std::string kiosk_address_;
  std::string enrolment_address_;
  std::string socket_;
};

}  // namespace greenledger::integration

#endif  // GREENLEDGER_TESTS_INTEGRATION_SERVER_PROCESS_H_
