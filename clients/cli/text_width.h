// UTF-8 on a terminal: how wide, how much, and nothing that commands it.
#ifndef GREENLEDGER_CLIENTS_CLI_TEXT_WIDTH_H_
#define GREENLEDGER_CLIENTS_CLI_TEXT_WIDTH_H_

#include <cstddef>
#include <string>
#include <string_view>

namespace greenledger::cli {

// Columns the text takes on a terminal: two for a Chinese character, none for
// a combining mark. A byte that is not UTF-8 counts as one.
size_t DisplayWidth(std::string_view text);

// The text with control characters and bytes that are not UTF-8 replaced by
// `?`, so that a name from a book cannot drive the terminal.
std::string Printable(std::string_view text);

}  // namespace greenledger::cli

#endif  // GREENLEDGER_CLIENTS_CLI_TEXT_WIDTH_H_
