#include "clients/cli/session.h"

#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>
#include <openssl/rand.h>
#include <unistd.h>

#include <cstdlib>
#include <iostream>
#include <thread>

#include "services/common/clock.h"

namespace greenledger::cli {
namespace {

std::optional<std::string> Environment(const std::string& name) {
  const char* value = std::getenv(name.c_str());
  if (value == nullptr) return std::nullopt;
  return value;
}

// The local listener takes no credentials: it is a socket of this machine.
std::shared_ptr<grpc::Channel> Connect(const std::string& address) {
  grpc::ChannelArguments arguments;
  // Short, or a retry would meet the channel's own back-off.
  arguments.SetInt(GRPC_ARG_INITIAL_RECONNECT_BACKOFF_MS, 100);
  arguments.SetInt(GRPC_ARG_MIN_RECONNECT_BACKOFF_MS, 100);
  arguments.SetInt(GRPC_ARG_ENABLE_HTTP_PROXY, 0);
  return grpc::CreateCustomChannel(address, grpc::InsecureChannelCredentials(),
                                   arguments);
}

std::string RandomBytes(size_t count) {
  std::string bytes(count, '\0');
  auto* out = reinterpret_cast<unsigned char*>(bytes.data());
  if (RAND_bytes(out, static_cast<int>(count)) != 1) std::abort();
  return bytes;
}

}  // namespace

Session::Session(const Surroundings& surroundings) : around(surroundings) {}

Client& Session::client() {
  if (client_ == nullptr) {
    client_ = std::make_unique<Client>(around.connect(server),
                                       std::chrono::seconds(timeout_seconds),
                                       around.sleep);
  }
  return *client_;
}

ExitCode Session::UsageError(const std::string& message) {
  PrintError(message);
  return ExitCode::kUsage;
}

void Session::PrintError(const std::string& message) {
  bool colour =
      around.err_is_terminal && !around.environment("NO_COLOR").has_value();
  around.err << (colour ? "\033[31m" : "") << Say("错误：", "error: ")
             << (colour ? "\033[0m" : "") << message << "\n";
}

Surroundings RealSurroundings() {
  return Surroundings{
      .out = std::cout,
      .err = std::cerr,
      .out_is_terminal = isatty(STDOUT_FILENO) == 1,
      .err_is_terminal = isatty(STDERR_FILENO) == 1,
      .environment = Environment,
      .connect = Connect,
      .sleep =
          [](std::chrono::milliseconds time) {
            std::this_thread::sleep_for(time);
          },
      .now_micros = [] { return common::SystemClock().NowMicros(); },
      .random_bytes = RandomBytes,
  };
}

}  // namespace greenledger::cli
