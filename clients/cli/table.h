// A table for people: columns aligned, a Chinese character being two wide.
#ifndef GREENLEDGER_CLIENTS_CLI_TABLE_H_
#define GREENLEDGER_CLIENTS_CLI_TABLE_H_

#include <ostream>
#include <string>
#include <vector>

namespace greenledger::cli {

class Table {
 public:
  enum class Align { kLeft, kRight };
  struct Column {
    std::string heading;
    Align align = Align::kLeft;
  };

  explicit Table(std::vector<Column> columns);
  // One cell per column; control characters in it are replaced.
  void AddRow(const std::vector<std::string>& cells);
  // Writes the headings and all rows; no blanks at the ends of lines.
  void Print(std::ostream& out) const;

 private:
  void PrintRow(const std::vector<std::string>& cells,
                const std::vector<size_t>& widths, std::ostream& out) const;

  std::vector<Column> columns_;
  std::vector<std::vector<std::string>> rows_;
};

}  // namespace greenledger::cli

#endif  // GREENLEDGER_CLIENTS_CLI_TABLE_H_
