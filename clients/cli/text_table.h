// Texts of the values of an enum.
#ifndef GREENLEDGER_CLIENTS_CLI_TEXT_TABLE_H_
#define GREENLEDGER_CLIENTS_CLI_TEXT_TABLE_H_

#include <cstddef>

#include "clients/cli/language.h"

namespace greenledger::cli {

// Of a value that an enum has for "not given", and of one of a later version.
inline constexpr Text kUnknown = {"未知", "unknown"};

template <typename Value>
struct TextRow {
  Value value;
  Text text;
};

// The text of `value`, or the table's first text for a value it lacks.
template <typename Value, size_t kRows>
Text FindText(const TextRow<Value> (&table)[kRows], Value value) {
  for (const TextRow<Value>& row : table) {
    if (row.value == value) return row.text;
  }
  return table[0].text;
}

}  // namespace greenledger::cli

#endif  // GREENLEDGER_CLIENTS_CLI_TEXT_TABLE_H_
