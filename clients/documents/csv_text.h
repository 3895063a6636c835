// Writes comma-separated values (RFC 4180) that office programs open as they
// are: UTF-8 with a byte order mark, lines that end with CR LF.
#ifndef GREENLEDGER_CLIENTS_DOCUMENTS_CSV_TEXT_H_
#define GREENLEDGER_CLIENTS_DOCUMENTS_CSV_TEXT_H_

#include <string>
#include <string_view>
#include <vector>

#include "clients/documents/html.h"

namespace greenledger::documents {

// One cell: quoted where it must be, and with an apostrophe before a first
// character that an office program would take for a formula (= + - @, tab, CR).
std::string CsvCell(std::string_view text);

// The whole file, headings first.
std::string CsvText(const std::vector<Column>& columns, const Rows& rows);

}  // namespace greenledger::documents

#endif  // GREENLEDGER_CLIENTS_DOCUMENTS_CSV_TEXT_H_
