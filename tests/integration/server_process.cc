#include "tests/integration/server_process.h"

#include <csignal>
#include <utility>

#include "clients/cli/pki/dev_ca.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/security/credentials.h"
#include "grpcpp/support/channel_arguments.h"

namespace greenledger::integration {
namespace {

std::vector<std::string> CommandLine(const std::vector<std::string>& prefix,
                                     const std::string& program,
                                     const std::vector<std::string>& flags) {
  std::vector<std::string> line = prefix;
  line.push_back(program);
  line.insert(line.end(), flags.begin(), flags.end());
  return line;
}

// Value of ` key=value` in a line of the log.
std::string Field(const std::string& line, const std::string& key) {
  const std::string before = " " + key + "=";
  const size_t at = line.find(before);
  if (at == std::string::npos) return "";
  const size_t begin = at + before.size();
  return line.substr(begin, line.find(' ', begin) - begin);
}

}  // namespace

std::string ServerProgram() { return GREENLEDGER_SERVER_PROGRAM; }

std::vector<std::string> ServerFlags(const std::string& data,
                                     const std::string& pki_folder) {
  const pki::AuthorityFiles files = pki::AuthorityFilesIn(pki_folder);
  return {"--data",         data,
          "--free-mib-min", "0",
          "--kiosk-listen", "127.0.0.1:0",
          "--tls-ca",       files.ca_certificate,
          "--tls-cert",     files.server_certificate,
          "--tls-key",      files.server_key};
}

ServerProcess::ServerProcess(const std::vector<std::string>& flags,
                             const std::vector<std::string>& prefix,
                             const std::string& program)
    : child_(CommandLine(prefix, program, flags)) {}

bool ServerProcess::WaitUntilServing(
    std::optional<std::chrono::microseconds> limit) {
  const auto line = child_.WaitForLine(" listening ", limit);
  if (!line) return false;
  kiosk_address_ = "127.0.0.1:" + Field(*line, "kiosk_port");
  enrolment_address_ = "127.0.0.1:" + Field(*line, "enrol_port");
  socket_ = Field(*line, "socket");
  return true;
}

std::shared_ptr<grpc::Channel> ServerProcess::Operator() const {
  grpc::ChannelArguments arguments;
  arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
  return grpc::CreateCustomChannel(
      "unix:" + socket_, grpc::InsecureChannelCredentials(), arguments);
}

void ServerProcess::Kill() {
  child_.Signal(SIGKILL);
  child_.Wait();
}

void ServerProcess::Stop() { child_.Signal(SIGTERM); }

int ServerProcess::Drain() {
  Stop();
  return Wait();
}

}  // namespace greenledger::integration
