// The part of CheckCampaignRule about what counts: gates, vetoes, measures,
// seats and tie-breaks. Pure, safe from any thread.
#ifndef GREENLEDGER_SERVICES_LEDGER_RULES_CAMPAIGN_COUNTS_CHECK_H_
#define GREENLEDGER_SERVICES_LEDGER_RULES_CAMPAIGN_COUNTS_CHECK_H_

#include <string_view>

#include "greenledger/v1/selection.pb.h"
#include "services/ledger/rules/fault_list.h"

namespace greenledger::rules {

// Fields 11 to 16 of a rule.
void CheckWhatCounts(const v1::CampaignRule& rule, const FieldPath& at,
                     FaultList& faults);

// What a title is named by: 1 to 32 of a-z, 0-9 and `-`.
void CheckTitleCode(const FieldPath& at, std::string_view name,
                    std::string_view code, FaultList& faults);

}  // namespace greenledger::rules

#endif  // GREENLEDGER_SERVICES_LEDGER_RULES_CAMPAIGN_COUNTS_CHECK_H_
