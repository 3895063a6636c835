#include "clients/cli/csv.h"

#include <algorithm>
#include <utility>

#include "services/ledger/rules/plain_text.h"

namespace greenledger::cli {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

constexpr Text kQuoteInside = {"引号只能在字段开头；字段内的引号写两遍",
                               "a quote only where the field begins; inside "
                               "it, two quotes for one"};
constexpr Text kAfterQuote = {"引号结束后应为逗号或换行",
                              "a comma or a line end after the closing quote"};
constexpr Text kUnclosed = {"应有结束的引号", "a closing quote"};
constexpr Text kNotPlain = {
    "应为 UTF-8 文字，不含控制字符（保存为“CSV UTF-8”）",
    "UTF-8 text without control characters (save as `CSV UTF-8`)"};
constexpr Text kTooLong = {"每个字段最多 2048 字节",
                           "at most 2,048 bytes in a field"};
constexpr Text kTooMany = {"每行最多 64 个字段", "at most 64 fields in a line"};

class Reader {
 public:
  explicit Reader(std::string_view bytes) : rest_(bytes) {
    if (rest_.starts_with(kByteOrderMark)) rest_.remove_prefix(3);
  }

  CsvTable Read() {
    while (!rest_.empty()) ReadLine();
    return std::move(table_);
  }

 private:
  void ReadLine() {
    row_ = CsvRow{.line = line_, .fields = {}};
    faulty_ = false;
    field_ = 0;
    do {
      ReadField();
    } while (Skip(","));
    if (!AtEnd()) Fault(kQuoteInside);
    SkipToNextLine();
    bool blank = row_.fields.size() == 1 && row_.fields[0].empty();
    if (!faulty_ && !blank) table_.rows.push_back(std::move(row_));
  }

  void ReadField() {
    ++field_;
    std::string field = Skip("\"") ? ReadQuoted() : ReadBare();
    if (field_ > kCsvFieldsMax) return Fault(kTooMany);
    if (field.size() > kCsvFieldBytesMax) return Fault(kTooLong);
    if (!rules::IsPlainText(field)) return Fault(kNotPlain);
    row_.fields.push_back(std::move(field));
  }

  std::string ReadBare() {
    return std::string(Take(std::min(rest_.find_first_of(",\"\n"), LineEnd())));
  }

  std::string ReadQuoted() {
    std::string field;
    while (true) {
      size_t quote = rest_.find('"');
      field += Take(std::min(quote, rest_.size()));
      if (!Skip("\"")) {
        Fault(kUnclosed);
        return "";
      }
      if (!Skip("\"")) break;
      field += '"';
    }
    if (!AtEnd() && rest_.front() != ',') Fault(kAfterQuote);
    return field;
  }

  // Where the line that `rest_` begins with ends, before its CR if it has one.
  size_t LineEnd() const {
    size_t end = std::min(rest_.find('\n'), rest_.size());
    bool cr = end > 0 && end < rest_.size() && rest_[end - 1] == '\r';
    return cr ? end - 1 : end;
  }

  bool AtEnd() const { return LineEnd() == 0; }

  std::string_view Take(size_t count) {
    std::string_view taken = rest_.substr(0, count);
    line_ += static_cast<size_t>(std::count(taken.begin(), taken.end(), '\n'));
    rest_.remove_prefix(taken.size());
    return taken;
  }

  bool Skip(std::string_view text) {
    if (!rest_.starts_with(text)) return false;
    rest_.remove_prefix(text.size());
    return true;
  }

  void SkipToNextLine() {
    size_t end = rest_.find('\n');
    Take(end == std::string_view::npos ? rest_.size() : end + 1);
  }

  void Fault(const Text& expected) {
    if (faulty_) return;
    faulty_ = true;
    table_.faults.push_back(
        {.line = row_.line, .field = field_, .expected = expected});
  }

  std::string_view rest_;
  size_t line_ = 1;
  CsvRow row_;
  size_t field_ = 0;
  bool faulty_ = false;
  CsvTable table_;
};

}  // namespace

CsvTable ReadCsv(std::string_view bytes) { return Reader(bytes).Read(); }

}  // namespace greenledger::cli
