// Clearance plans and anomaly rules.
#include <algorithm>
#include <initializer_list>
#include <string>
#include <string_view>

#include "services/ledger/rules/document_check.h"
#include "services/ledger/rules/request_fields.h"

namespace greenledger::rules {
namespace {

constexpr int kClearanceRulesMax = 200;
constexpr int kDeadlinesMax = 8;
constexpr int kAnomalyRulesMax = 50;
constexpr uint32_t kWindowMinutesMax = 10'080;

void CheckDeadlines(const v1::ClearanceRule& rule, const FieldPath& at,
                    FaultList& faults) {
  faults.CheckCount(at, "by_minutes", rule.by_minutes_size(), 1, kDeadlinesMax);
  for (int i = 0; i < std::min(rule.by_minutes_size(), kDeadlinesMax); ++i) {
    const uint32_t minute = rule.by_minutes(i);
    const FieldPath path(at, "by_minutes", i);
    faults.CheckRange(path, "", minute, 1, 1440);
    if (i > 0 && minute <= rule.by_minutes(i - 1)) {
      faults.Add(path, "", std::to_string(minute),
                 "after " + std::to_string(rule.by_minutes(i - 1)) +
                     ", the deadline before it");
    }
  }
}

void CheckClearanceRule(const v1::ClearanceRule& rule, const FieldPath& at,
                        FaultList& faults) {
  faults.CheckRange(at, "kiosk_number", rule.kiosk_number(), 0, kKioskMax);
  faults.CheckRange(at, "class_code", rule.class_code(), 0, 9999);
  CheckDeadlines(rule, at, faults);
  faults.CheckRange(at, "collector_number", rule.collector_number(), 1,
                    kPartyMax);
  faults.CheckRange(at, "penalty", rule.penalty(), 0, 1000);
}

bool HasWindow(v1::AnomalyKind kind) {
  switch (kind) {
    case v1::ANOMALY_KIND_CARD_RATE:
    case v1::ANOMALY_KIND_CARD_WEIGHT:
    case v1::ANOMALY_KIND_UNKNOWN_CARDS:
    case v1::ANOMALY_KIND_QUARANTINED:
    case v1::ANOMALY_KIND_IDENTITY:
      return true;
    default:
      return false;
  }
}

// The largest limit that makes sense.
uint64_t LimitMax(v1::AnomalyKind kind) {
  switch (kind) {
    case v1::ANOMALY_KIND_COUNT_DIFFERENCE:
      return 1;
    case v1::ANOMALY_KIND_MONITOR:
      return v1::SEVERITY_CRITICAL;
    case v1::ANOMALY_KIND_CARD_WEIGHT:
    case v1::ANOMALY_KIND_CLOCK_JUMP:
      return 1'000'000'000;
    default:
      // Windows count so many at most.
      return 1000;
  }
}

void CheckAnomalyRule(const v1::AnomalyRule& rule, const FieldPath& at,
                      FaultList& faults) {
  faults.CheckVersion(at, "name", rule.name());
  faults.CheckOneOf(
      at, "kind", rule.kind(),
      {v1::ANOMALY_KIND_IDENTICAL_WEIGHTS, v1::ANOMALY_KIND_CARD_RATE,
       v1::ANOMALY_KIND_CARD_WEIGHT, v1::ANOMALY_KIND_CLOCK_JUMP,
       v1::ANOMALY_KIND_UNKNOWN_CARDS, v1::ANOMALY_KIND_MASS_DIFFERENCE,
       v1::ANOMALY_KIND_COUNT_DIFFERENCE, v1::ANOMALY_KIND_QUARANTINED,
       v1::ANOMALY_KIND_MONITOR, v1::ANOMALY_KIND_IDENTITY});
  faults.CheckOneOf(
      at, "severity", rule.severity(),
      {v1::SEVERITY_INFO, v1::SEVERITY_WARNING, v1::SEVERITY_CRITICAL});
  faults.CheckRange(at, "limit", rule.limit(), 1, LimitMax(rule.kind()));
  if (HasWindow(rule.kind())) {
    faults.CheckRange(at, "window_minutes", rule.window_minutes(), 1,
                      kWindowMinutesMax);
  } else if (rule.window_minutes() != 0) {
    faults.Add(at, "window_minutes", std::to_string(rule.window_minutes()),
               "0: the kind has no window");
  }
}

}  // namespace

void CheckClearancePlan(const v1::ClearancePlan& plan, const FieldPath& at,
                        FaultList& faults) {
  faults.CheckVersion(at, "version", plan.version());
  faults.CheckDay(at, "effective_from", plan.effective_from());
  faults.CheckCount(at, "rules", plan.rules_size(), 1, kClearanceRulesMax);
  for (int i = 0; i < std::min(plan.rules_size(), kClearanceRulesMax); ++i) {
    CheckClearanceRule(plan.rules(i), FieldPath(at, "rules", i), faults);
  }
}

void CheckAnomalyRules(const v1::AnomalyRules& rules, const FieldPath& at,
                       FaultList& faults) {
  faults.CheckVersion(at, "version", rules.version());
  faults.CheckCount(at, "rules", rules.rules_size(), 0, kAnomalyRulesMax);
  for (int i = 0; i < std::min(rules.rules_size(), kAnomalyRulesMax); ++i) {
    const FieldPath path(at, "rules", i);
    CheckAnomalyRule(rules.rules(i), path, faults);
    for (int j = 0; j < i; ++j) {
      if (rules.rules(j).name() != rules.rules(i).name()) continue;
      faults.Add(
          path, "name", rules.rules(i).name(),
          "given once; it is the name of rules[" + std::to_string(j) + "]");
    }
  }
}

common::Faults CheckClearancePlan(const v1::ClearancePlan& plan) {
  FaultList faults;
  CheckClearancePlan(plan, FieldPath(), faults);
  return faults.Take();
}

common::Faults CheckAnomalyRules(const v1::AnomalyRules& rules) {
  FaultList faults;
  CheckAnomalyRules(rules, FieldPath(), faults);
  return faults.Take();
}

}  // namespace greenledger::rules
