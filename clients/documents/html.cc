#include "clients/documents/html.h"

#include <fmt/format.h>

#include <algorithm>

#include "clients/cli/text_width.h"

namespace greenledger::documents {

std::string Escape(std::string_view text) {
  std::string escaped;
  for (const char c : cli::Printable(text)) {
    switch (c) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      case '"':
        escaped += "&quot;";
        break;
      case '\'':
        escaped += "&#39;";
        break;
      default:
        escaped += c;
    }
  }
  return escaped;
}

void Html::Open(std::string_view tag, std::string_view css_class) {
  text_ += css_class.empty()
               ? fmt::format("<{}>\n", tag)
               : fmt::format("<{} class=\"{}\">\n", tag, css_class);
}

void Html::Close(std::string_view tag) { text_ += fmt::format("</{}>\n", tag); }

void Html::Put(std::string_view tag, std::string_view text,
               std::string_view css_class) {
  const std::string with_class =
      css_class.empty() ? "" : fmt::format(" class=\"{}\"", css_class);
  text_ += fmt::format("<{}{}>{}</{}>\n", tag, with_class, Escape(text), tag);
}

void Html::Points(const std::vector<std::string>& lines) {
  Open("ul");
  for (const std::string& line : lines) Put("li", line);
  Close("ul");
}

void Html::Table(const std::vector<Column>& columns, const Rows& rows,
                 std::string_view none) {
  const auto cells = [&](std::string_view tag, const auto& text_of) {
    text_ += "<tr>";
    for (size_t i = 0; i < columns.size(); ++i) {
      text_ += fmt::format(
          "<{}{}>{}</{}>", tag,
          columns[i].kind == Column::kNumber ? " class=\"number\"" : "",
          Escape(text_of(i)), tag);
    }
    text_ += "</tr>\n";
  };
  text_ += "<table>\n<thead>\n";
  cells("th", [&](size_t i) { return columns[i].heading; });
  text_ += "</thead>\n<tbody>\n";
  for (const std::vector<std::string>& row : rows) {
    cells("td", [&](size_t i) { return i < row.size() ? row[i] : ""; });
  }
  if (rows.empty()) {
    text_ += fmt::format("<tr><td colspan=\"{}\" class=\"none\">{}</td></tr>\n",
                         columns.size(), Escape(none));
  }
  text_ += "</tbody>\n</table>\n";
}

void Html::Preformatted(std::string_view lines) {
  text_ += "<pre>";
  while (!lines.empty()) {
    const size_t end = std::min(lines.find('\n'), lines.size());
    text_ += Escape(lines.substr(0, end)) + "\n";
    lines.remove_prefix(std::min(end + 1, lines.size()));
  }
  text_ += "</pre>\n";
}

void Html::Link(std::string_view file, std::string_view text) {
  text_ += fmt::format("<a href=\"{}\">{}</a>", Escape(file), Escape(text));
}

}  // namespace greenledger::documents
