// HAProxy with the configuration that ships with the project.
#ifndef GREENLEDGER_TESTS_INTEGRATION_PROXY_H_
#define GREENLEDGER_TESTS_INTEGRATION_PROXY_H_

#include <memory>
#include <string>

#include "tests/integration/community.h"
#include "tests/testing/child_process.h"
#include "tests/testing/temp_folder.h"

namespace greenledger::integration {

// Why it cannot be had here; empty if it can.
std::string WhyNoProxy();

// Used by one thread; ends with it.
class Proxy {
 public:
  // In front of the kiosk socket `socket`, on any free port of this machine,
  // with the server certificate and the authority of `community`.
  Proxy(const Community& community, const std::string& socket);

  int port() const { return port_; }
  // `127.0.0.1:port`.
  std::string address() const;
  // What it wrote to its log.
  std::string log() { return child_->output(); }

 private:
  testing::TempFolder folder_;
  int port_ = 0;
  std::unique_ptr<testing::ChildProcess> child_;
};

}  // namespace greenledger::integration

#endif  // GREENLEDGER_TESTS_INTEGRATION_PROXY_H_
