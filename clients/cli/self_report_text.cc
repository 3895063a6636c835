#include "clients/cli/self_report_text.h"

#include <fmt/format.h>

#include "clients/cli/text_table.h"

namespace greenledger::cli {
namespace {

// With room for the value.
constexpr TextRow<v1::MonitorKind> kMonitorKinds[] = {
    {v1::MONITOR_KIND_UNSPECIFIED, {"未知监测项：{}", "unknown measure: {}"}},
    {v1::MONITOR_KIND_BIN_FILL, {"满溢 {}%", "{} percent full"}},
    {v1::MONITOR_KIND_SCALE_DRIFT, {"空秤 {} g", "empty scale shows {} g"}},
    {v1::MONITOR_KIND_DOOR, {"检修门开关：{}", "service door open: {}"}},
    {v1::MONITOR_KIND_TEMPERATURE, {"温度 {}（0.1°C）", "{} tenths of a °C"}},
    {v1::MONITOR_KIND_UPTIME, {"已运行 {} 秒", "up for {} s"}},
    {v1::MONITOR_KIND_DISK_FREE, {"剩余空间 {} MiB", "{} MiB free"}},
    {v1::MONITOR_KIND_VOLTAGE, {"电压 {} mV", "{} mV"}},
};

constexpr TextRow<v1::Severity> kSeverities[] = {
    {v1::SEVERITY_UNSPECIFIED, {"未知", "unknown"}},
    {v1::SEVERITY_INFO, {"正常", "as it should be"}},
    {v1::SEVERITY_WARNING, {"注意", "warning"}},
    {v1::SEVERITY_CRITICAL, {"严重", "critical"}},
};

constexpr TextRow<v1::MonitorTrigger> kTriggers[] = {
    {v1::MONITOR_TRIGGER_UNSPECIFIED, {"未知", "unknown"}},
    {v1::MONITOR_TRIGGER_THRESHOLD, {"越限", "threshold crossed"}},
    {v1::MONITOR_TRIGGER_CHANGE, {"变化", "changed"}},
    {v1::MONITOR_TRIGGER_PERIOD, {"定期", "periodic"}},
};

}  // namespace

std::string MonitorText(const v1::Monitor& monitor, Language language) {
  std::string text;
  if (monitor.bin() != 0) {
    text =
        fmt::format(fmt::runtime(In(language, Text{"投口 {}：", "bin {}: "})),
                    monitor.bin());
  }
  text += fmt::format(
      fmt::runtime(In(language, FindText(kMonitorKinds, monitor.kind()))),
      monitor.value());
  return text + fmt::format(
                    fmt::runtime(In(language, Text{"（{}，{}）", " ({}; {})"})),
                    In(language, FindText(kSeverities, monitor.severity())),
                    In(language, FindText(kTriggers, monitor.trigger())));
}

std::string StartedText(const v1::Started& started, Language language) {
  return started.software() +
         In(language,
            started.after_clean_stop()
                ? Text{"，上次正常停机", ", after a clean stop"}
                : Text{"，上次未正常停机", ", after an unclean stop"});
}

}  // namespace greenledger::cli
