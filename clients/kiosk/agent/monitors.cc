#include "clients/kiosk/agent/monitors.h"

#include <cstdlib>

namespace greenledger::kiosk {
namespace {

constexpr std::chrono::hours kDay(24);

// How bad a value is, by thresholds that lie `slack` further back for the
// severity that it has now.
v1::Severity SeverityOf(const MonitorRule& rule, int64_t value,
                        v1::Severity now) {
  const int64_t sign = rule.low ? -1 : 1;
  const auto reached = [&](int64_t threshold, v1::Severity severity) {
    if (threshold == INT64_MAX) return false;
    const int64_t slack = now >= severity ? rule.hysteresis : 0;
    return value * sign >= threshold * sign - slack;
  };
  if (reached(rule.critical, v1::SEVERITY_CRITICAL)) {
    return v1::SEVERITY_CRITICAL;
  }
  return reached(rule.warning, v1::SEVERITY_WARNING) ? v1::SEVERITY_WARNING
                                                     : v1::SEVERITY_INFO;
}

}  // namespace

std::vector<MonitorRule> StandardMonitorRules() {
  return {
      {v1::MONITOR_KIND_BIN_FILL, 80, 95, false, 10, 20, kDay},
      {v1::MONITOR_KIND_SCALE_DRIFT, 20, 100, false, 5, 20, kDay},
      {v1::MONITOR_KIND_DOOR, 1, INT64_MAX, false, 0, 0, kDay},
      {v1::MONITOR_KIND_TEMPERATURE, 600, 750, false, 30, 0, kDay},
      {v1::MONITOR_KIND_UPTIME, INT64_MAX, INT64_MAX, false, 0, 0, kDay},
      {v1::MONITOR_KIND_DISK_FREE, 256, 64, true, 64, 0, kDay},
      {v1::MONITOR_KIND_VOLTAGE, 11'500, 11'000, true, 200, 0, kDay},
  };
}

Monitors::Monitors(const std::vector<MonitorRule>& rules) {
  for (const MonitorRule& rule : rules) rules_[rule.kind] = rule;
}

std::optional<v1::Monitor> Monitors::Judge(v1::MonitorKind kind, uint32_t bin,
                                           int64_t value,
                                           uint64_t monotonic_us) {
  const auto rule = rules_.find(kind);
  if (rule == rules_.end()) return std::nullopt;
  const auto [at, first] = last_.try_emplace({kind, bin});
  Last& last = at->second;
  const v1::Severity severity = SeverityOf(rule->second, value, last.severity);
  v1::MonitorTrigger trigger = v1::MONITOR_TRIGGER_UNSPECIFIED;
  const auto period_us = static_cast<uint64_t>(
      std::chrono::microseconds(rule->second.period).count());
  if (severity != last.severity) {
    trigger = v1::MONITOR_TRIGGER_THRESHOLD;
  } else if (first) {
    trigger = v1::MONITOR_TRIGGER_PERIOD;
  } else if (rule->second.step > 0 &&
             std::llabs(value - last.told) >= rule->second.step) {
    trigger = v1::MONITOR_TRIGGER_CHANGE;
  } else if (period_us > 0 && monotonic_us - last.told_at_us >= period_us) {
    trigger = v1::MONITOR_TRIGGER_PERIOD;
  }
  if (trigger == v1::MONITOR_TRIGGER_UNSPECIFIED) return std::nullopt;
  last = Last{severity, value, monotonic_us};
  v1::Monitor monitor;
  monitor.set_kind(kind);
  monitor.set_bin(bin);
  monitor.set_value(value);
  monitor.set_severity(severity);
  monitor.set_trigger(trigger);
  return monitor;
}

}  // namespace greenledger::kiosk
