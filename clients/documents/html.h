// Writes HTML: whatever comes from a book or a file is escaped here and nowhere
// else.
//
//   Html html;
//   html.Put("h2", "名单");
//   html.Table({{"名次", Column::kNumber}, {"楼栋"}}, rows, "无");
//   std::string body = html.Take();
#ifndef GREENLEDGER_CLIENTS_DOCUMENTS_HTML_H_
#define GREENLEDGER_CLIENTS_DOCUMENTS_HTML_H_

#include <string>
#include <string_view>
#include <vector>

namespace greenledger::documents {

// The text with & < > " ' as entities, and `?` for control characters and what
// is not UTF-8.
std::string Escape(std::string_view text);

struct Column {
  enum Kind { kText, kNumber };
  std::string heading;
  Kind kind = kText;
};

using Rows = std::vector<std::vector<std::string>>;

// Not thread-safe. Tags and classes are literals of the caller.
class Html {
 public:
  void Open(std::string_view tag, std::string_view css_class = "");
  void Close(std::string_view tag);
  // An element with that text.
  void Put(std::string_view tag, std::string_view text,
           std::string_view css_class = "");
  void Paragraph(std::string_view text) { Put("p", text); }
  // A list of points.
  void Points(const std::vector<std::string>& lines);
  // A table whose head is repeated on every page; `none` is its only cell if
  // there are no rows.
  void Table(const std::vector<Column>& columns, const Rows& rows,
             std::string_view none);
  // Lines that stay as they are, in a fixed width.
  void Preformatted(std::string_view lines);
  // A link to a file beside this one.
  void Link(std::string_view file, std::string_view text);
  // What Take gave of another one.
  void Add(std::string_view html) { text_ += html; }
  std::string Take() { return std::move(text_); }

 private:
  std::string text_;
};

}  // namespace greenledger::documents

#endif  // GREENLEDGER_CLIENTS_DOCUMENTS_HTML_H_
