#include "clients/cli/table.h"

#include <algorithm>
#include <utility>

#include "clients/cli/text_width.h"

namespace greenledger::cli {

Table::Table(std::vector<Column> columns) : columns_(std::move(columns)) {}

void Table::AddRow(const std::vector<std::string>& cells) {
  std::vector<std::string> row;
  for (const std::string& cell : cells) row.push_back(Printable(cell));
  row.resize(columns_.size());
  rows_.push_back(std::move(row));
}

void Table::Print(std::ostream& out) const {
  std::vector<std::string> headings;
  for (const Column& column : columns_) headings.push_back(column.heading);
  std::vector<size_t> widths(columns_.size());
  for (size_t i = 0; i < widths.size(); ++i) {
    widths[i] = DisplayWidth(headings[i]);
    for (const auto& row : rows_) {
      widths[i] = std::max(widths[i], DisplayWidth(row[i]));
    }
  }
  PrintRow(headings, widths, out);
  for (const auto& row : rows_) PrintRow(row, widths, out);
}

void Table::PrintRow(const std::vector<std::string>& cells,
                     const std::vector<size_t>& widths,
                     std::ostream& out) const {
  std::string line;
  for (size_t i = 0; i < cells.size(); ++i) {
    std::string padding(widths[i] - DisplayWidth(cells[i]), ' ');
    if (i > 0) line += "  ";
    line += columns_[i].align == Align::kRight ? padding + cells[i]
                                               : cells[i] + padding;
  }
  line.erase(line.find_last_not_of(' ') + 1);
  out << line << "\n";
}

}  // namespace greenledger::cli
