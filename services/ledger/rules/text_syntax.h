// What protobuf's text parser says, as faults a committee can act on.
#ifndef GREENLEDGER_SERVICES_LEDGER_RULES_TEXT_SYNTAX_H_
#define GREENLEDGER_SERVICES_LEDGER_RULES_TEXT_SYNTAX_H_

#include <google/protobuf/message.h>
#include <google/protobuf/text_format.h>

#include <optional>
#include <string_view>

#include "services/ledger/rules/tariff_text.h"

namespace greenledger::rules {

// Parses `text` into `document` and the places of its fields into `places`.
// The first fault of syntax, if there is one: then neither is of use. A
// singular field that is given twice is such a fault, even where the parser
// lets it pass (the first being zero).
std::optional<TextFault> ParseSyntax(
    std::string_view text, google::protobuf::Message& document,
    google::protobuf::TextFormat::ParseInfoTree& places);

}  // namespace greenledger::rules

#endif  // GREENLEDGER_SERVICES_LEDGER_RULES_TEXT_SYNTAX_H_
