#include "services/common/metrics.h"

#include <fmt/format.h>

#include <exception>

#include "prometheus/exposer.h"

namespace greenledger::common {

Metrics::Metrics() : registry_(std::make_shared<prometheus::Registry>()) {}

Metrics::~Metrics() = default;

absl::StatusOr<std::unique_ptr<Metrics>> Metrics::Start(int port) {
  std::unique_ptr<Metrics> metrics(new Metrics());
  if (port < 0) return metrics;
  const std::string address = fmt::format("127.0.0.1:{}", port);
  if (port > 65535) {
    return absl::InvalidArgumentError(
        fmt::format("metrics port is {}; expected -1 to 65535", port));
  }
  // The library's only way to say that it cannot listen is an exception.
  try {
    metrics->exposer_ = std::make_unique<prometheus::Exposer>(
        std::vector<std::string>{"listening_ports", address, "num_threads", "2",
                                 "request_timeout_ms", "5000"});
  } catch (const std::exception& error) {
    return absl::UnavailableError(
        fmt::format("cannot listen on {}: {}", address, error.what()));
  }
  metrics->exposer_->RegisterCollectable(metrics->registry_);
  metrics->port_ = metrics->exposer_->GetListeningPorts().at(0);
  return metrics;
}

}  // namespace greenledger::common
