// Documents (schemes, tariffs, clearance plans, anomaly rules) as a committee
// writes them: protobuf's text format, with
// the line and column of every fault. Pure functions, safe from any thread.
//
//   ParsedText<v1::Tariff> parsed = ParseTariffText(text);
//   for (const TextFault& fault : parsed.faults) {
//     fmt::print("{}:{}: {}\n", fault.line, fault.column, fault.fault.field);
//   }
#ifndef GREENLEDGER_SERVICES_LEDGER_RULES_TARIFF_TEXT_H_
#define GREENLEDGER_SERVICES_LEDGER_RULES_TARIFF_TEXT_H_

#include <cstddef>
#include <string_view>
#include <vector>

#include "greenledger/v1/evidence.pb.h"
#include "greenledger/v1/oversight.pb.h"
#include "greenledger/v1/scheme.pb.h"
#include "greenledger/v1/selection.pb.h"
#include "greenledger/v1/tariff.pb.h"
#include "services/common/fault.h"

namespace greenledger::rules {

inline constexpr size_t kDocumentBytesMax = 1 << 20;

// A fault and where the text has it. Lines and columns count from 1; columns
// count bytes. A field that is missing is placed at the message that lacks it
// (if that is in a list in brackets: at the list), the whole document at
// line 1.
struct TextFault {
  int line = 1;
  int column = 1;
  common::Fault fault;
  friend bool operator==(const TextFault&, const TextFault&) = default;
};

// A document, good only if there are no faults.
template <typename Document>
struct ParsedText {
  Document document;
  // In the order of the document's fields. A fault of syntax comes alone,
  // since what follows it cannot be read.
  std::vector<TextFault> faults;

  bool ok() const { return faults.empty(); }
};

// Reads a scheme and checks it as CheckScheme does.
ParsedText<v1::Scheme> ParseSchemeText(std::string_view text);

// Reads a tariff and checks it as CheckTariff does, and if a (good) scheme is
// given and nothing else is wrong, as CheckTariffAgainstScheme does.
ParsedText<v1::Tariff> ParseTariffText(std::string_view text,
                                       const v1::Scheme* scheme = nullptr);

// Read a clearance plan and anomaly rules and check them as CheckClearancePlan
// and CheckAnomalyRules do.
ParsedText<v1::ClearancePlan> ParseClearancePlanText(std::string_view text);
ParsedText<v1::AnomalyRules> ParseAnomalyRulesText(std::string_view text);

// Reads a campaign's rule and checks it as CheckCampaignRule does.
ParsedText<v1::CampaignRule> ParseCampaignRuleText(std::string_view text);

// Read the calendar of a year and what activities earn, and check them as
// CheckCalendarYear and CheckActivityRules do.
ParsedText<v1::CalendarYear> ParseCalendarText(std::string_view text);
ParsedText<v1::ActivityRules> ParseActivityRulesText(std::string_view text);

}  // namespace greenledger::rules

#endif  // GREENLEDGER_SERVICES_LEDGER_RULES_TARIFF_TEXT_H_
