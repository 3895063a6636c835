#include "clients/documents/csv_text.h"

namespace greenledger::documents {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::string_view kFormulaStarts = "=+-@\t\r";

}  // namespace

std::string CsvCell(std::string_view text) {
  std::string cell;
  if (!text.empty() && kFormulaStarts.find(text.front()) != text.npos) {
    cell = "'";
  }
  cell += text;
  if (cell.find_first_of(",\"\r\n") == cell.npos) return cell;
  std::string quoted = "\"";
  for (const char c : cell) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + "\"";
}

std::string CsvText(const std::vector<Column>& columns, const Rows& rows) {
  std::string text(kByteOrderMark);
  for (size_t i = 0; i < columns.size(); ++i) {
    text += (i == 0 ? "" : ",") + CsvCell(columns[i].heading);
  }
  text += "\r\n";
  for (const std::vector<std::string>& row : rows) {
    for (size_t i = 0; i < row.size(); ++i) {
      text += (i == 0 ? "" : ",") + CsvCell(row[i]);
    }
    text += "\r\n";
  }
  return text;
}

}  // namespace greenledger::documents
