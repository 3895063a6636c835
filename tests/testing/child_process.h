// A program that runs as a child of the test and ends with it.
#ifndef GREENLEDGER_TESTS_TESTING_CHILD_PROCESS_H_
#define GREENLEDGER_TESTS_TESTING_CHILD_PROCESS_H_

#include <sys/types.h>

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace greenledger::testing {

// Used by one thread, the one that made it: the child is killed when that
// thread ends, even if the test itself was killed.
class ChildProcess {
 public:
  // Runs `arguments[0]`, looked up in PATH, without a shell and with nothing of
  // the parent's but its environment and, as its descriptor kInherited, a copy
  // of `inherited` unless that is -1. What it writes is collected. Aborts if
  // there can be no child; a program that cannot be run exits with 127.
  explicit ChildProcess(std::vector<std::string> arguments, int inherited = -1);
  static constexpr int kInherited = 3;
  // Kills it if it still runs.
  ~ChildProcess();
  ChildProcess(const ChildProcess&) = delete;
  ChildProcess& operator=(const ChildProcess&) = delete;

  pid_t pid() const { return pid_; }

  // Sends a signal, unless it was waited for already.
  void Signal(int signal);

  // Blocks until it ended. The exit code, or 128 plus the number of the signal
  // that ended it.
  int Wait();

  // Blocks until it wrote a whole line with `text` in it, or the `nth` such
  // line, and returns it; nullopt if it ended before or, if there is a limit,
  // after that.
  std::optional<std::string> WaitForLine(
      std::string_view text,
      std::optional<std::chrono::microseconds> limit = std::nullopt,
      int nth = 1);

  // What it wrote so far to standard output and standard error.
  std::string output();

 private:
  void Collect(int pipe);
  std::optional<std::string> FindLine(std::string_view text, int nth) const;

  pid_t pid_ = 0;
  std::optional<int> exit_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::string output_;   // guarded by mutex_
  bool silent_ = false;  // guarded by mutex_; nothing more will come
  std::thread collector_;
};

}  // namespace greenledger::testing

#endif  // GREENLEDGER_TESTS_TESTING_CHILD_PROCESS_H_
