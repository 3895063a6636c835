// Which measurements become records (K16): when a threshold is crossed, when
// the value changed by its step, when its period is over.
#ifndef GREENLEDGER_CLIENTS_KIOSK_AGENT_MONITORS_H_
#define GREENLEDGER_CLIENTS_KIOSK_AGENT_MONITORS_H_

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "greenledger/v1/record.pb.h"

namespace greenledger::kiosk {

// When one kind of measurement is worth a record. In the unit of its kind.
struct MonitorRule {
  v1::MonitorKind kind = v1::MONITOR_KIND_UNSPECIFIED;
  // From here on it is a warning, or critical. `low` turns them round: from
  // there downwards.
  int64_t warning = INT64_MAX;
  int64_t critical = INT64_MAX;
  bool low = false;
  // It must come back by so much before it is better again.
  int64_t hysteresis = 0;
  // Changes of at least this much are told; 0 for none.
  int64_t step = 0;
  // Told after so long even if nothing changed; 0 for never.
  std::chrono::seconds period{0};
};

// What the agent goes by unless it is told otherwise.
std::vector<MonitorRule> StandardMonitorRules();

// Not thread-safe.
class Monitors {
 public:
  explicit Monitors(const std::vector<MonitorRule>& rules);

  // The record that this value deserves; nullopt if none. The first value of a
  // kind and bin is told as PERIOD unless it crosses a threshold.
  std::optional<v1::Monitor> Judge(v1::MonitorKind kind, uint32_t bin,
                                   int64_t value, uint64_t monotonic_us);

 private:
  struct Last {
    v1::Severity severity = v1::SEVERITY_INFO;
    int64_t told = 0;
    uint64_t told_at_us = 0;
  };

  std::map<v1::MonitorKind, MonitorRule> rules_;
  std::map<std::pair<v1::MonitorKind, uint32_t>, Last> last_;
};

}  // namespace greenledger::kiosk

#endif  // GREENLEDGER_CLIENTS_KIOSK_AGENT_MONITORS_H_
