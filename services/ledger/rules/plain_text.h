// Text that people read: UTF-8 without control characters.
#ifndef GREENLEDGER_SERVICES_LEDGER_RULES_PLAIN_TEXT_H_
#define GREENLEDGER_SERVICES_LEDGER_RULES_PLAIN_TEXT_H_

#include <cstddef>
#include <string>
#include <string_view>

namespace greenledger::rules {

// Whether `text` is well-formed UTF-8 (no overlong forms, no surrogates) and
// has no control characters (U+0000 to U+001F, U+007F to U+009F).
bool IsPlainText(std::string_view text);

// `text` cut to at most `bytes_max` bytes between characters, with `?` for
// every byte that is not plain text: fit for an error message.
std::string ToPlainText(std::string_view text, size_t bytes_max);

// The bytes as lower-case hexadecimal digits.
std::string ToHexText(std::string_view bytes);

// A staff number or function as it tells persons apart: letters A to Z in lower
// case, so that two spellings are not two persons.
std::string PersonOf(std::string_view by);

}  // namespace greenledger::rules

#endif  // GREENLEDGER_SERVICES_LEDGER_RULES_PLAIN_TEXT_H_
