#include "clients/kiosk/agent/monitors.h"

#include <gtest/gtest.h>

#include "services/ledger/rules/self_report.h"

namespace greenledger::kiosk {
namespace {

constexpr auto kFill = v1::MONITOR_KIND_BIN_FILL;
constexpr auto kDisk = v1::MONITOR_KIND_DISK_FREE;

// Trigger and severity of a value's record; 0 and 0 for none.
std::pair<int, int> Told(Monitors& monitors, v1::MonitorKind kind,
                         int64_t value, uint64_t at_seconds) {
  const auto told = monitors.Judge(kind, 1, value, at_seconds * 1'000'000);
  if (!told.has_value()) return {0, 0};
  return {told->trigger(), told->severity()};
}

std::pair<int, int> Crossed(v1::Severity severity) {
  return {v1::MONITOR_TRIGGER_THRESHOLD, severity};
}

constexpr std::pair<int, int> kNone = {0, 0};

TEST(MonitorsTest, AThresholdIsToldOnceInEachDirection) {
  Monitors monitors({{kFill, 80, 95, false, 10, 0, {}}});
  Told(monitors, kFill, 50, 0);
  EXPECT_EQ(Told(monitors, kFill, 79, 1), kNone);
  EXPECT_EQ(Told(monitors, kFill, 80, 2), Crossed(v1::SEVERITY_WARNING));
  EXPECT_EQ(Told(monitors, kFill, 94, 3), kNone);
  EXPECT_EQ(Told(monitors, kFill, 95, 4), Crossed(v1::SEVERITY_CRITICAL));
  EXPECT_EQ(Told(monitors, kFill, 86, 5), kNone) << "within the hysteresis";
  EXPECT_EQ(Told(monitors, kFill, 84, 6), Crossed(v1::SEVERITY_WARNING));
  EXPECT_EQ(Told(monitors, kFill, 71, 7), kNone);
  EXPECT_EQ(Told(monitors, kFill, 69, 8), Crossed(v1::SEVERITY_INFO));
}

TEST(MonitorsTest, AValueThatFlickersAtAThresholdIsToldOnce) {
  Monitors monitors({{kFill, 80, 95, false, 10, 0, {}}});
  Told(monitors, kFill, 50, 0);
  EXPECT_EQ(Told(monitors, kFill, 81, 1), Crossed(v1::SEVERITY_WARNING));
  for (uint64_t second = 2; second < 100; ++second) {
    EXPECT_EQ(Told(monitors, kFill, second % 2 == 0 ? 79 : 81, second), kNone);
  }
}

TEST(MonitorsTest, LowIsBadWhereTheRuleSaysSo) {
  Monitors monitors({{kDisk, 256, 64, true, 64, 0, {}}});
  Told(monitors, kDisk, 1000, 0);
  EXPECT_EQ(Told(monitors, kDisk, 256, 1), Crossed(v1::SEVERITY_WARNING));
  EXPECT_EQ(Told(monitors, kDisk, 60, 2), Crossed(v1::SEVERITY_CRITICAL));
  EXPECT_EQ(Told(monitors, kDisk, 120, 3), kNone);
  EXPECT_EQ(Told(monitors, kDisk, 400, 4), Crossed(v1::SEVERITY_INFO));
}

TEST(MonitorsTest, ChangesAndPeriodsAreTold) {
  Monitors monitors({{kFill, 80, 95, false, 10, 20, std::chrono::seconds(60)}});
  EXPECT_EQ(Told(monitors, kFill, 10, 0).first, v1::MONITOR_TRIGGER_PERIOD);
  EXPECT_EQ(Told(monitors, kFill, 29, 1), kNone);
  EXPECT_EQ(Told(monitors, kFill, 30, 2).first, v1::MONITOR_TRIGGER_CHANGE);
  EXPECT_EQ(Told(monitors, kFill, 31, 61), kNone);
  EXPECT_EQ(Told(monitors, kFill, 31, 62).first, v1::MONITOR_TRIGGER_PERIOD);
}

TEST(MonitorsTest, AKindWithoutARuleIsNotTold) {
  Monitors monitors({});
  EXPECT_EQ(Told(monitors, kFill, 100, 0), kNone);
}

TEST(MonitorsTest, TheStandardRulesLieWithinWhatALedgerTakes) {
  for (const MonitorRule& rule : StandardMonitorRules()) {
    const rules::MonitorRange range = rules::RangeOf(rule.kind);
    for (const int64_t threshold : {rule.warning, rule.critical}) {
      if (threshold == INT64_MAX) continue;
      EXPECT_GE(threshold, range.low);
      EXPECT_LE(threshold, range.high);
    }
  }
}

}  // namespace
}  // namespace greenledger::kiosk
