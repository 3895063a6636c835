#include "services/ledger/rules/self_report.h"

#include <string>

namespace greenledger::rules {

MonitorRange RangeOf(v1::MonitorKind kind) {
  switch (kind) {
    case v1::MONITOR_KIND_BIN_FILL:
      return {0, 100};
    case v1::MONITOR_KIND_SCALE_DRIFT:
      return {-1'000'000, 1'000'000};
    case v1::MONITOR_KIND_DOOR:
      return {0, 1};
    case v1::MONITOR_KIND_TEMPERATURE:
      return {-1000, 2000};
    case v1::MONITOR_KIND_UPTIME:
    case v1::MONITOR_KIND_DISK_FREE:
      return {0, INT64_MAX};
    case v1::MONITOR_KIND_VOLTAGE:
      return {0, 1'000'000};
    default:
      return {};
  }
}

v1::QuarantineReason CheckMonitor(const KioskState& kiosk,
                                  const v1::Monitor& monitor) {
  if (monitor.bin() != 0 && !kiosk.BinClass(monitor.bin()).has_value()) {
    return v1::QUARANTINE_REASON_BIN_UNKNOWN;
  }
  const MonitorRange range = RangeOf(monitor.kind());
  const bool known = monitor.value() >= range.low &&
                     monitor.value() <= range.high &&
                     monitor.severity() >= v1::SEVERITY_INFO &&
                     monitor.severity() <= v1::SEVERITY_CRITICAL &&
                     monitor.trigger() >= v1::MONITOR_TRIGGER_THRESHOLD &&
                     monitor.trigger() <= v1::MONITOR_TRIGGER_PERIOD;
  const bool placed =
      monitor.kind() != v1::MONITOR_KIND_BIN_FILL || monitor.bin() != 0;
  return known && placed ? v1::QUARANTINE_REASON_UNSPECIFIED
                         : v1::QUARANTINE_REASON_BAD_MONITOR;
}

v1::QuarantineReason CheckStarted(const v1::Started& started) {
  bool good = !started.software().empty() &&
              started.software().size() <= kSoftwareBytesMax &&
              started.capabilities_size() <= kCapabilitiesMax;
  for (const std::string& word : started.capabilities()) {
    good = good && !word.empty() && word.size() <= kCapabilityBytesMax;
  }
  return good ? v1::QUARANTINE_REASON_UNSPECIFIED
              : v1::QUARANTINE_REASON_BAD_START;
}

}  // namespace greenledger::rules
