// What the ledger counts for Prometheus.
#ifndef GREENLEDGER_SERVICES_LEDGER_LEDGER_METRICS_H_
#define GREENLEDGER_SERVICES_LEDGER_LEDGER_METRICS_H_

#include <array>
#include <string>

#include "greenledger/v1/kiosk_service.pb.h"
#include "prometheus/counter.h"
#include "prometheus/gauge.h"
#include "prometheus/histogram.h"
#include "prometheus/registry.h"
#include "services/ledger/committer.h"

namespace greenledger::ledger {

// Thread-safe.
class LedgerMetrics {
 public:
  // The figures live in `registry`, which must outlive this.
  explicit LedgerMetrics(prometheus::Registry* registry);

  // One record answered with this code.
  void CountRecord(v1::RecordResultCode code);
  // One group committed.
  void CountGroup(const GroupStats& stats);
  // Something an operator should look into; `event` as in the log.
  void CountSecurityEvent(const std::string& event);
  // Whether new work is refused because of damage.
  void SetWritesStopped(bool stopped);

 private:
  std::array<prometheus::Counter*, v1::RecordResultCode_ARRAYSIZE> records_;
  prometheus::Counter* entries_;
  prometheus::Histogram* group_entries_;
  prometheus::Histogram* commit_seconds_;
  prometheus::Family<prometheus::Counter>* security_events_;
  prometheus::Gauge* writes_stopped_;
};

}  // namespace greenledger::ledger

#endif  // GREENLEDGER_SERVICES_LEDGER_LEDGER_METRICS_H_
