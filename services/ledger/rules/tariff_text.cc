#include "services/ledger/rules/tariff_text.h"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/text_format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "services/ledger/rules/document_check.h"
#include "services/ledger/rules/text_syntax.h"

namespace greenledger::rules {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using Places = google::protobuf::TextFormat::ParseInfoTree;

// One step of a fault's path, such as `lines[2]`.
struct Step {
  std::string name;
  int index = 0;
};

// Takes the first step off `path`.
Step TakeStep(std::string_view& path) {
  std::string_view step = path.substr(0, path.find('.'));
  path.remove_prefix(std::min(step.size() + 1, path.size()));
  const size_t bracket = step.find('[');
  Step taken{.name = std::string(step.substr(0, bracket))};
  if (bracket != step.npos) {
    for (const char c : step.substr(bracket + 1, step.size() - bracket - 2)) {
      taken.index = taken.index * 10 + (c - '0');
    }
  }
  return taken;
}

// Where the text has a fault's field; where it has the message around it if
// the field is missing.
TextFault Place(const Places& root, const Descriptor* type,
                common::Fault fault) {
  TextFault placed{.fault = std::move(fault)};
  std::string_view path = placed.fault.field;
  for (const Places* places = &root; places != nullptr && !path.empty();) {
    const Step step = TakeStep(path);
    const FieldDescriptor* field = type->FindFieldByName(step.name);
    const int index = field->is_repeated() ? step.index : -1;
    auto location = places->GetLocation(field, index);
    // The parser places a list in brackets as a whole.
    if (index > 0 && location.line < 0)
      location = places->GetLocation(field, 0);
    if (location.line < 0) break;
    placed.line = location.line + 1;
    placed.column = location.column + 1;
    type = field->message_type();
    places = type == nullptr ? nullptr : places->GetTreeForNested(field, index);
  }
  return placed;
}

// Text editors put a byte order mark before the text; it means nothing.
std::string_view WithoutByteOrderMark(std::string_view text) {
  constexpr std::string_view kMark = "\xef\xbb\xbf";
  if (text.substr(0, kMark.size()) == kMark) text.remove_prefix(kMark.size());
  return text;
}

template <typename Document, typename Check>
ParsedText<Document> Parse(std::string_view text, const Check& check) {
  ParsedText<Document> parsed;
  if (text.size() > kDocumentBytesMax) {
    parsed.faults.push_back(
        {.fault = {"", std::to_string(text.size()) + " bytes",
                   "at most " + std::to_string(kDocumentBytesMax) + " bytes"}});
    return parsed;
  }
  Places places;
  if (std::optional<TextFault> fault =
          ParseSyntax(WithoutByteOrderMark(text), parsed.document, places)) {
    parsed.faults.push_back(*std::move(fault));
    return parsed;
  }
  for (common::Fault& fault : check(parsed.document)) {
    parsed.faults.push_back(
        Place(places, Document::descriptor(), std::move(fault)));
  }
  return parsed;
}

}  // namespace

ParsedText<v1::Scheme> ParseSchemeText(std::string_view text) {
  return Parse<v1::Scheme>(
      text, [](const v1::Scheme& scheme) { return CheckScheme(scheme); });
}

ParsedText<v1::Tariff> ParseTariffText(std::string_view text,
                                       const v1::Scheme* scheme) {
  return Parse<v1::Tariff>(text, [scheme](const v1::Tariff& tariff) {
    common::Faults faults = CheckTariff(tariff);
    if (!faults.empty() || scheme == nullptr) return faults;
    return CheckTariffAgainstScheme(tariff, *scheme);
  });
}

ParsedText<v1::ClearancePlan> ParseClearancePlanText(std::string_view text) {
  return Parse<v1::ClearancePlan>(text, [](const v1::ClearancePlan& plan) {
    return CheckClearancePlan(plan);
  });
}

ParsedText<v1::AnomalyRules> ParseAnomalyRulesText(std::string_view text) {
  return Parse<v1::AnomalyRules>(text, [](const v1::AnomalyRules& rules) {
    return CheckAnomalyRules(rules);
  });
}

ParsedText<v1::CampaignRule> ParseCampaignRuleText(std::string_view text) {
  return Parse<v1::CampaignRule>(text, [](const v1::CampaignRule& rule) {
    return CheckCampaignRule(rule);
  });
}

ParsedText<v1::CalendarYear> ParseCalendarText(std::string_view text) {
  return Parse<v1::CalendarYear>(text, [](const v1::CalendarYear& calendar) {
    return CheckCalendarYear(calendar);
  });
}

ParsedText<v1::ActivityRules> ParseActivityRulesText(std::string_view text) {
  return Parse<v1::ActivityRules>(text, [](const v1::ActivityRules& rules) {
    return CheckActivityRules(rules);
  });
}

}  // namespace greenledger::rules
