#include "tests/integration/proxy.h"

#include <unistd.h>

#include <fstream>
#include <iterator>
#include <vector>

#include "clients/cli/pki/dev_ca.h"
#include "tests/testing/listening_socket.h"

namespace greenledger::integration {
namespace {

constexpr char kProgram[] = "/usr/sbin/haproxy";

std::string ReadPem(const std::string& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

std::string WhyNoProxy() {
  return access(kProgram, X_OK) == 0 ? "" : "haproxy is not installed";
}

Proxy::Proxy(const Community& community, const std::string& socket) {
  const pki::AuthorityFiles files = pki::AuthorityFilesIn(community.pki());
  folder_.Write("server.pem",
                ReadPem(files.server_certificate) + ReadPem(files.server_key));
  // Inherited, so that no other test can take the port.
  const int listening = testing::ListenSomewhere(&port_);
  child_ = std::make_unique<testing::ChildProcess>(
      std::vector<std::string>{
          "env",
          "GREENLEDGER_BIND=fd@" +
              std::to_string(testing::ChildProcess::kInherited),
          "GREENLEDGER_SOCKET=" + socket,
          "GREENLEDGER_ENROL_BIND=unix@" + folder_.path() + "/newcomers.sock",
          "GREENLEDGER_ENROL_SOCKET=" + folder_.path() + "/enrol.sock",
          "GREENLEDGER_SERVER_PEM=" + folder_.path() + "/server.pem",
          "GREENLEDGER_KIOSK_CA=" + files.ca_certificate, kProgram, "-db", "-f",
          GREENLEDGER_DEPLOY_FOLDER "/haproxy.cfg"},
      listening);
  close(listening);
}

std::string Proxy::address() const {
  return "127.0.0.1:" + std::to_string(port_);
}

}  // namespace greenledger::integration
