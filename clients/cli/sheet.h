// A CSV file whose first line names its columns.
#ifndef GREENLEDGER_CLIENTS_CLI_SHEET_H_
#define GREENLEDGER_CLIENTS_CLI_SHEET_H_

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "clients/cli/line_fault.h"

namespace greenledger::cli {

struct SheetRow {
  size_t line = 0;
  // In the order of the columns asked for.
  std::vector<std::string> cells;
};

struct Sheet {
  std::vector<SheetRow> rows;
  std::vector<LineFault> faults;
};

// Reads the file's bytes. Its columns may stand in any order, but must be
// exactly `columns`.
Sheet ReadSheet(std::string_view bytes, const std::vector<std::string>& columns,
                Language language);

// Where a value was seen first, to find it standing twice.
using SeenAt = std::map<std::string, size_t>;

// Reads the cells of one row; what cannot be read becomes a fault and a value
// that must not be used.
class CellReader {
 public:
  // All must outlive the reader. REQUIRES: as many columns as cells.
  CellReader(const SheetRow& row, const std::vector<std::string>& columns,
             Language language, std::vector<LineFault>* faults);

  const std::string& Cell(size_t column) const { return row_.cells[column]; }

  // A decimal number from `least` to `most`.
  uint64_t Number(size_t column, uint64_t least, uint64_t most);

  // One of the words; the first word's value if it is none.
  template <typename Value>
  Value Choice(size_t column,
               const std::vector<std::pair<std::string, Value>>& words) {
    std::string all;
    for (const auto& [word, value] : words) {
      if (word == Cell(column)) return value;
      all += all.empty() ? word : " | " + word;
    }
    Fault(column, Text{all, all});
    return words.front().second;
  }

  // The cell's parts between blanks.
  std::vector<std::string> Words(size_t column) const;

  // Text of 1 to `bytes_max` bytes.
  std::string Name(size_t column, size_t bytes_max);

  // A fault if `value` was seen on an earlier line (or before on this one).
  void Once(size_t column, const std::string& value, SeenAt* seen);

  // The whole cell, or one part of it, is not what it should be.
  void Fault(size_t column, const Text& expected);
  void Fault(size_t column, const std::string& value, const Text& expected);

 private:
  const SheetRow& row_;
  const std::vector<std::string>& columns_;
  Language language_;
  std::vector<LineFault>* faults_;
};

// A decimal number without sign or blanks; false if it is none or too large.
bool ReadNumber(std::string_view text, uint64_t* number);

}  // namespace greenledger::cli

#endif  // GREENLEDGER_CLIENTS_CLI_SHEET_H_
