#include "clients/cli/workload/csv.h"

#include <charconv>

#include "absl/status/status.h"
#include "clients/cli/workload/files.h"
#include "fmt/format.h"
#include "fmt/ranges.h"

namespace greenledger::workload {
namespace {

// Walks over a text cell by cell.
class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {
    constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";
    if (text_.starts_with(kByteOrderMark)) at_ = kByteOrderMark.size();
  }

  bool AtEnd() const { return at_ == text_.size(); }
  uint64_t line() const { return line_; }

  // One row; false if a quote is never closed or text follows one.
  bool ReadRow(std::vector<std::string>& cells) {
    cells.clear();
    do {
      cells.emplace_back();
      if (!ReadCell(cells.back())) return false;
    } while (Take(','));
    if (!AtEnd() && !TakeLineEnd()) return false;
    ++line_;
    return true;
  }

 private:
  bool ReadCell(std::string& cell) {
    if (!Take('"')) {
      while (!AtEnd() && text_[at_] != ',' && text_[at_] != '\n' &&
             text_[at_] != '\r') {
        cell.push_back(text_[at_++]);
      }
      return true;
    }
    while (!AtEnd()) {
      // A doubled quote stands for one; a single one ends the cell.
      if (Take('"') && !(!AtEnd() && text_[at_] == '"')) return true;
      if (text_[at_] == '\n') ++line_;
      cell.push_back(text_[at_++]);
    }
    return false;
  }

  bool Take(char c) {
    if (AtEnd() || text_[at_] != c) return false;
    ++at_;
    return true;
  }

  bool TakeLineEnd() {
    Take('\r');
    return Take('\n');
  }

  std::string_view text_;
  size_t at_ = 0;
  uint64_t line_ = 1;
};

}  // namespace

absl::StatusOr<uint64_t> Row::Number(size_t column) const {
  const std::string& cell = cells[column];
  uint64_t number = 0;
  const char* end = cell.data() + cell.size();
  const auto [stop, error] = std::from_chars(cell.data(), end, number);
  if (error != std::errc() || stop != end) {
    return absl::InvalidArgumentError(
        fmt::format("line {}, column {}: `{}`, must be a number", line,
                    column + 1, cell.substr(0, 80)));
  }
  return number;
}

absl::StatusOr<Table> ParseTable(std::string_view text, std::string_view header,
                                 std::string_view name) {
  const auto fault = [&](uint64_t line, std::string_view what) {
    return absl::InvalidArgumentError(
        fmt::format("{}, line {}: {}", name, line, what));
  };
  Reader reader(text);
  Row row;
  if (!reader.ReadRow(row.cells) ||
      fmt::format("{}", fmt::join(row.cells, ",")) != header) {
    return fault(1, fmt::format("the header must be `{}`", header));
  }
  const size_t columns = row.cells.size();
  Table table;
  while (!reader.AtEnd()) {
    row.line = reader.line();
    if (!reader.ReadRow(row.cells)) {
      return fault(row.line, "a quote is not closed or not at a cell's edge");
    }
    if (row.cells.size() != columns) {
      return fault(row.line, fmt::format("{} cells, must be {}",
                                         row.cells.size(), columns));
    }
    table.push_back(row);
  }
  return table;
}

absl::StatusOr<Table> ReadTable(const std::string& path,
                                std::string_view header) {
  absl::StatusOr<std::string> text = ReadWholeFile(path);
  if (!text.ok()) return text.status();
  return ParseTable(*text, header, path);
}

std::string CsvLine(const std::vector<std::string>& cells) {
  std::string line;
  for (const std::string& cell : cells) {
    if (&cell != &cells.front()) line.push_back(',');
    if (cell.find_first_of(",\"\r\n") == std::string::npos) {
      line += cell;
      continue;
    }
    line.push_back('"');
    for (const char c : cell) {
      if (c == '"') line.push_back('"');
      line.push_back(c);
    }
    line.push_back('"');
  }
  line.push_back('\n');
  return line;
}

}  // namespace greenledger::workload
