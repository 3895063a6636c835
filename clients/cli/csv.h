// Reads comma-separated values (RFC 4180) as spreadsheets write them:
//
//   file   = [BOM] line *(end line) [end]     end = CRLF or LF
//   line   = field *("," field)
//   field  = bare or DQUOTE *(any but DQUOTE, or two DQUOTEs) DQUOTE
//   bare   = any but comma, DQUOTE, CR, LF
//
// Text is UTF-8 without control characters; empty lines are skipped.
#ifndef GREENLEDGER_CLIENTS_CLI_CSV_H_
#define GREENLEDGER_CLIENTS_CLI_CSV_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "clients/cli/language.h"

namespace greenledger::cli {

inline constexpr size_t kCsvFieldBytesMax = 2048;
inline constexpr size_t kCsvFieldsMax = 64;

struct CsvRow {
  // The line of the file on which it begins, from 1.
  size_t line = 0;
  std::vector<std::string> fields;
};

struct CsvFault {
  size_t line = 0;
  // The field of that line, from 1.
  size_t field = 0;
  // What would be right.
  Text expected;
};

struct CsvTable {
  std::vector<CsvRow> rows;
  // At most one per line; a line with a fault is not among the rows.
  std::vector<CsvFault> faults;
};

CsvTable ReadCsv(std::string_view bytes);

}  // namespace greenledger::cli

#endif  // GREENLEDGER_CLIENTS_CLI_CSV_H_
