#include "clients/cli/conformance_operator.h"

#include <fmt/format.h>
#include <sys/wait.h>

#include <chrono>
#include <cstdlib>
#include <utility>

namespace greenledger::cli {
namespace {

using conformance::Action;

constexpr std::chrono::milliseconds kGlance(20);

Text Request(Action action) {
  switch (action) {
    case Action::kDrop:
      return {"请投放 {} 次", "make {} drops"};
    case Action::kRestart:
      return {"请切断设备电源，再上电",
              "cut the kiosk's power and switch it on"};
    case Action::kDailyClose:
      return {"请让设备做一次日结", "make the kiosk do its daily close"};
    case Action::kScaleTest:
      return {"请做一次秤的检验", "test one of its scales"};
    case Action::kMonitor:
      break;
  }
  return {"请打开检修门，或装满一个投口",
          "open the service door or fill a bin"};
}

}  // namespace

ConformanceOperator::ConformanceOperator(Session& session, std::ostream& out,
                                         ActionCommands commands)
    : session_(session), out_(out), commands_(std::move(commands)) {}

int64_t ConformanceOperator::SteadyMicros() {
  return std::chrono::duration_cast<std::chrono::microseconds>(
             std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

int64_t ConformanceOperator::NowMicros() {
  return session_.around.now_micros();
}

bool ConformanceOperator::Await(const std::function<bool()>& done,
                                std::chrono::microseconds at_most) {
  const int64_t end_us = SteadyMicros() + at_most.count();
  while (!done()) {
    if (SteadyMicros() >= end_us) return false;
    session_.around.sleep(kGlance);
  }
  return true;
}

bool ConformanceOperator::attended() const {
  return !commands_.contains(Action::kDrop);
}

absl::StatusOr<bool> ConformanceOperator::Ask(Action action, int times) {
  if (attended()) {
    out_ << "   → "
         << fmt::format(fmt::runtime(In(session_.language, Request(action))),
                        times)
         << "\n"
         << std::flush;
    return true;
  }
  const auto command = commands_.find(action);
  if (command == commands_.end()) return false;
  for (int i = 0; i < times; ++i) {
    absl::Status done = Execute(command->second);
    if (!done.ok()) return done;
  }
  return true;
}

absl::Status ConformanceOperator::Execute(const std::string& command) const {
  // The user's own command line, as the user's own shell would run it.
  const int ended = std::system(command.c_str());
  if (ended == 0) return absl::OkStatus();
  return absl::FailedPreconditionError(
      fmt::format(fmt::runtime(session_.Say("命令“{}”的退出码为 {}",
                                            "command '{}' ended with code {}")),
                  command, WIFEXITED(ended) ? WEXITSTATUS(ended) : ended));
}

void ConformanceOperator::Tell(const Text& text) {
  out_ << "-- " << In(session_.language, text) << "\n" << std::flush;
}

void ConformanceOperator::Listening(int port) {
  out_ << fmt::format(fmt::runtime(session_.Say(
                          "端口 {}：现在让设备连接\n",
                          "listening on port {}: let the kiosk connect now\n")),
                      port)
       << std::flush;
}

}  // namespace greenledger::cli
