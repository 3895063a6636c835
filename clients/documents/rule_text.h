// A campaign's rule as people read it: in the check of a file, on the notice,
// in the archive; and why somebody does not pass it.
#ifndef GREENLEDGER_CLIENTS_DOCUMENTS_RULE_TEXT_H_
#define GREENLEDGER_CLIENTS_DOCUMENTS_RULE_TEXT_H_

#include <string>
#include <vector>

#include "clients/cli/language.h"
#include "greenledger/v1/scheme.pb.h"
#include "greenledger/v1/selection.pb.h"
#include "greenledger/v1/selection_service.pb.h"

namespace greenledger::documents {

struct RuleSection {
  std::string heading;
  std::vector<std::string> lines;
};

// All of a rule; sections without lines are left out. Classes that the scheme
// lacks are called by their codes.
std::vector<RuleSection> RuleText(const v1::CampaignRule& rule,
                                  const v1::Scheme& scheme,
                                  cli::Language language);

// The same as lines of text, each ending with a line feed.
std::string RuleLines(const v1::CampaignRule& rule, const v1::Scheme& scheme,
                      cli::Language language);

// The title as people read it, in that language.
std::string TitleText(const v1::CampaignRule& rule, cli::Language language);

// `at least 12 active months`.
std::string GateText(const v1::Gate& gate, const v1::Scheme& scheme,
                     cli::Language language);
// `11 of 12 active months`.
std::string ShortfallText(const v1::GateResult& result,
                          const v1::Scheme& scheme, cli::Language language);
// `more than 2 rejected drops`.
std::string VetoText(const v1::Veto& veto, cli::Language language);
// `active weeks` or `drops of Battery`.
std::string MeasureText(v1::StandingMeasure measure, uint32_t class_code,
                        const v1::Scheme& scheme, cli::Language language);
// A value of it: points, kilograms and marks as decimals.
std::string AmountText(v1::StandingMeasure measure, uint64_t value);
// The same for thousandths of a value, as values per head are.
std::string PerHeadText(v1::StandingMeasure measure, uint64_t thousandths);
std::string TieBreakText(v1::TieBreak tie_break, cli::Language language);

}  // namespace greenledger::documents

#endif  // GREENLEDGER_CLIENTS_DOCUMENTS_RULE_TEXT_H_
