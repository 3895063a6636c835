#include "clients/cli/sheet.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <sstream>

#include "clients/cli/csv.h"

namespace greenledger::cli {
namespace {

std::string Joined(const std::vector<std::string>& names) {
  std::string joined;
  for (const std::string& name : names) {
    joined += joined.empty() ? name : "," + name;
  }
  return joined;
}

// For each wanted column its place in the file; empty if the header does not
// have exactly these.
std::vector<size_t> Places(const CsvRow& header,
                           const std::vector<std::string>& columns) {
  std::vector<size_t> places;
  for (const std::string& column : columns) {
    auto found = std::find(header.fields.begin(), header.fields.end(), column);
    if (found == header.fields.end()) return {};
    places.push_back(static_cast<size_t>(found - header.fields.begin()));
  }
  return header.fields.size() == columns.size() ? places
                                                : std::vector<size_t>();
}

void AddCsvFaults(const CsvTable& table, const std::vector<size_t>& places,
                  const std::vector<std::string>& columns, Language language,
                  std::vector<LineFault>* faults) {
  for (const CsvFault& fault : table.faults) {
    auto place = std::find(places.begin(), places.end(), fault.field - 1);
    bool known = place != places.end();
    std::string column =
        known ? columns[static_cast<size_t>(place - places.begin())] : "";
    faults->push_back({.line = fault.line,
                       .column = column,
                       .value = known ? "…" : "",
                       .problem = Expected(language, fault.expected)});
  }
}

SheetRow Arranged(CsvRow row, const std::vector<size_t>& places) {
  SheetRow arranged{.line = row.line, .cells = {}};
  for (size_t place : places) {
    arranged.cells.push_back(std::move(row.fields[place]));
  }
  return arranged;
}

LineFault WrongCount(const CsvRow& row, size_t wanted, Language language) {
  std::string problem =
      fmt::format(fmt::runtime(In(language, {"应有 {} 个字段，得到 {} 个",
                                             "expected {} fields, found {}"})),
                  wanted, row.fields.size());
  return {.line = row.line, .column = "", .value = "", .problem = problem};
}

}  // namespace

Sheet ReadSheet(std::string_view bytes, const std::vector<std::string>& columns,
                Language language) {
  CsvTable table = ReadCsv(bytes);
  Sheet sheet;
  std::vector<size_t> places;
  if (!table.rows.empty()) places = Places(table.rows.front(), columns);
  AddCsvFaults(table, places, columns, language, &sheet.faults);
  if (places.empty()) {
    std::string header = Joined(columns);
    sheet.faults.push_back(
        {.line = table.rows.empty() ? 1 : table.rows.front().line,
         .column = "",
         .value = "",
         .problem = In(language, {"首行应为列名 ", "expected the heading "}) +
                    header});
    return sheet;
  }
  for (size_t i = 1; i < table.rows.size(); ++i) {
    CsvRow& row = table.rows[i];
    if (row.fields.size() != columns.size()) {
      sheet.faults.push_back(WrongCount(row, columns.size(), language));
    } else {
      sheet.rows.push_back(Arranged(std::move(row), places));
    }
  }
  return sheet;
}

CellReader::CellReader(const SheetRow& row,
                       const std::vector<std::string>& columns,
                       Language language, std::vector<LineFault>* faults)
    : row_(row), columns_(columns), language_(language), faults_(faults) {}

uint64_t CellReader::Number(size_t column, uint64_t least, uint64_t most) {
  uint64_t number = 0;
  if (!ReadNumber(Cell(column), &number) || number < least || number > most) {
    std::string zh = fmt::format("{} 至 {} 的整数", least, most);
    std::string en = fmt::format("a whole number from {} to {}", least, most);
    Fault(column, Text{zh, en});
    return least;
  }
  return number;
}

std::vector<std::string> CellReader::Words(size_t column) const {
  std::istringstream words(Cell(column));
  return {std::istream_iterator<std::string>(words), {}};
}

std::string CellReader::Name(size_t column, size_t bytes_max) {
  const std::string& name = Cell(column);
  if (name.empty() || name.size() > bytes_max) {
    std::string zh = fmt::format("1 至 {} 字节的文字", bytes_max);
    std::string en = fmt::format("text of 1 to {} bytes", bytes_max);
    Fault(column, Text{zh, en});
  }
  return name;
}

void CellReader::Once(size_t column, const std::string& value, SeenAt* seen) {
  auto [first, is_new] = seen->emplace(value, row_.line);
  if (is_new) return;
  std::string problem = fmt::format(
      fmt::runtime(In(language_, {"与第 {} 行重复", "also on line {}"})),
      first->second);
  faults_->push_back({row_.line, columns_[column], value, problem});
}

void CellReader::Fault(size_t column, const Text& expected) {
  Fault(column, Cell(column), expected);
}

void CellReader::Fault(size_t column, const std::string& value,
                       const Text& expected) {
  faults_->push_back(
      {row_.line, columns_[column], value, Expected(language_, expected)});
}

bool ReadNumber(std::string_view text, uint64_t* number) {
  const char* end = text.data() + text.size();
  auto [stop, error] = std::from_chars(text.data(), end, *number);
  return error == std::errc() && stop == end && !text.empty();
}

}  // namespace greenledger::cli
