#include "tests/testing/child_process.h"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>

namespace greenledger::testing {
namespace {

// In the child, between fork and exec: only what is safe in a copy of a process
// whose other threads are gone.
[[noreturn]] void Become(char** arguments, int output, int inherited,
                         pid_t parent) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != parent) _exit(127);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, nullptr);
  dup2(output, STDOUT_FILENO);
  dup2(output, STDERR_FILENO);
  unsigned first_closed = STDERR_FILENO + 1;
  if (inherited >= 0) {
    dup2(inherited, ChildProcess::kInherited);
    first_closed = ChildProcess::kInherited + 1;
  }
  close_range(first_closed, ~0U, 0);
  execvp(arguments[0], arguments);
  _exit(127);
}

}  // namespace

ChildProcess::ChildProcess(std::vector<std::string> arguments,
                           int inherited) {
  std::vector<char*> pointers;
  for (std::string& argument : arguments) pointers.push_back(argument.data());
  pointers.push_back(nullptr);
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) std::abort();
  const pid_t parent = getpid();
  pid_ = fork();
  if (pid_ < 0) std::abort();
  if (pid_ == 0) Become(pointers.data(), ends[1], inherited, parent);
  close(ends[1]);
  collector_ = std::thread([this, pipe = ends[0]] { Collect(pipe); });
}

ChildProcess::~ChildProcess() {
  Signal(SIGKILL);
  Wait();
}

void ChildProcess::Signal(int signal) {
  if (!exit_) kill(pid_, signal);
}

int ChildProcess::Wait() {
  if (exit_) return *exit_;
  int status = 0;
  if (waitpid(pid_, &status, 0) != pid_) std::abort();
  collector_.join();
  exit_ = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return *exit_;
}

std::optional<std::string> ChildProcess::WaitForLine(
    std::string_view text, std::optional<std::chrono::microseconds> limit,
    int nth) {
  std::unique_lock lock(mutex_);
  std::optional<std::string> line;
  const auto over = [&] {
    line = FindLine(text, nth);
    return line || silent_;
  };
  if (limit) {
    changed_.wait_for(lock, *limit, over);
  } else {
    changed_.wait(lock, over);
  }
  return line;
}

std::string ChildProcess::output() {
  const std::lock_guard lock(mutex_);
  return output_;
}

std::optional<std::string> ChildProcess::FindLine(std::string_view text,
                                                  int nth) const {
  size_t at = 0;
  size_t end = 0;
  for (int i = 0; i < nth; ++i) {
    at = output_.find(text, end);
    if (at == std::string::npos) return std::nullopt;
    end = output_.find('\n', at);
    if (end == std::string::npos) return std::nullopt;
  }
  const size_t before = output_.rfind('\n', at);
  const size_t begin = before == std::string::npos ? 0 : before + 1;
  return output_.substr(begin, end - begin);
}

void ChildProcess::Collect(int pipe) {
  char buffer[4096];
  ssize_t size = 0;
  while ((size = read(pipe, buffer, sizeof(buffer))) > 0) {
    const std::lock_guard lock(mutex_);
    output_.append(buffer, static_cast<size_t>(size));
    changed_.notify_all();
  }
  close(pipe);
  const std::lock_guard lock(mutex_);
  silent_ = true;
  changed_.notify_all();
}

}  // namespace greenledger::testing
