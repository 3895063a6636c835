// What is wrong with a scheme, tariff, clearance plan, anomaly rules, reward,
// calendar, rules of activities or campaign.
// Every fault is listed, at most 200, in the order of the document's fields.
// Pure functions, safe from any thread.
#ifndef GREENLEDGER_SERVICES_LEDGER_RULES_DOCUMENT_CHECK_H_
#define GREENLEDGER_SERVICES_LEDGER_RULES_DOCUMENT_CHECK_H_

#include "greenledger/v1/evidence.pb.h"
#include "greenledger/v1/oversight.pb.h"
#include "greenledger/v1/rewards.pb.h"
#include "greenledger/v1/scheme.pb.h"
#include "greenledger/v1/selection.pb.h"
#include "greenledger/v1/tariff.pb.h"
#include "services/common/fault.h"
#include "services/ledger/rules/fault_list.h"

namespace greenledger::rules {

// Faults against what scheme.proto states of each field.
common::Faults CheckScheme(const v1::Scheme& scheme);

// Faults against what tariff.proto states of each field.
common::Faults CheckTariff(const v1::Tariff& tariff);

// Faults of a tariff under the scheme it names: lines for classes that are not
// there, rates for what is not measured, limits that no drop can meet, a first
// day before the scheme's.
// REQUIRES: CheckScheme and CheckTariff found no fault.
common::Faults CheckTariffAgainstScheme(const v1::Tariff& tariff,
                                        const v1::Scheme& scheme);

// The same for a document that is part of a request, lying at `at`.
void CheckScheme(const v1::Scheme& scheme, const FieldPath& at,
                 FaultList& faults);
void CheckTariff(const v1::Tariff& tariff, const FieldPath& at,
                 FaultList& faults);

// Faults against what oversight.proto states of each field.
common::Faults CheckClearancePlan(const v1::ClearancePlan& plan);
common::Faults CheckAnomalyRules(const v1::AnomalyRules& rules);
void CheckClearancePlan(const v1::ClearancePlan& plan, const FieldPath& at,
                        FaultList& faults);
void CheckAnomalyRules(const v1::AnomalyRules& rules, const FieldPath& at,
                       FaultList& faults);

// Faults against what rewards.proto states of each field.
common::Faults CheckReward(const v1::Reward& reward);
void CheckReward(const v1::Reward& reward, const FieldPath& at,
                 FaultList& faults);

// Faults against what evidence.proto states of each field. Days off are from
// Monday to Friday; all days are of the calendar's year.
common::Faults CheckCalendarYear(const v1::CalendarYear& calendar);
void CheckCalendarYear(const v1::CalendarYear& calendar, const FieldPath& at,
                       FaultList& faults);
common::Faults CheckActivityRules(const v1::ActivityRules& rules);
void CheckActivityRules(const v1::ActivityRules& rules, const FieldPath& at,
                        FaultList& faults);

// Faults against what selection.proto states of each field.
common::Faults CheckCampaignRule(const v1::CampaignRule& rule);
void CheckCampaignRule(const v1::CampaignRule& rule, const FieldPath& at,
                       FaultList& faults);

}  // namespace greenledger::rules

#endif  // GREENLEDGER_SERVICES_LEDGER_RULES_DOCUMENT_CHECK_H_
