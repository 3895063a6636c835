// Figures for Prometheus, at http://127.0.0.1:<port>/metrics.
#ifndef GREENLEDGER_SERVICES_COMMON_METRICS_H_
#define GREENLEDGER_SERVICES_COMMON_METRICS_H_

#include <memory>

#include "absl/status/statusor.h"
#include "prometheus/registry.h"

namespace prometheus {
class Exposer;
}

namespace greenledger::common {

class Metrics {
 public:
  // Port 0 takes any free one, a negative port shows the figures nowhere.
  // UNAVAILABLE if the port is taken, INVALID_ARGUMENT if it is above 65535.
  static absl::StatusOr<std::unique_ptr<Metrics>> Start(int port);
  ~Metrics();
  Metrics(const Metrics&) = delete;
  Metrics& operator=(const Metrics&) = delete;

  // Where services register their figures; thread-safe. Those live as long as
  // this.
  prometheus::Registry& registry() { return *registry_; }

  // The port taken, -1 if none.
  int port() const { return port_; }

 private:
  Metrics();

  // Shared because the exposer holds it weakly.
  std::shared_ptr<prometheus::Registry> registry_;
  std::unique_ptr<prometheus::Exposer> exposer_;
  int port_ = -1;
};

}  // namespace greenledger::common

#endif  // GREENLEDGER_SERVICES_COMMON_METRICS_H_
