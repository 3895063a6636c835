// The two languages of everything the program says.
#ifndef GREENLEDGER_CLIENTS_CLI_LANGUAGE_H_
#define GREENLEDGER_CLIENTS_CLI_LANGUAGE_H_

#include <string>
#include <string_view>

namespace greenledger::cli {

enum class Language { kChinese, kEnglish };

// A text in both languages; the views are literals.
struct Text {
  std::string_view zh;
  std::string_view en;
};

inline std::string In(Language language, const Text& text) {
  return std::string(language == Language::kChinese ? text.zh : text.en);
}

}  // namespace greenledger::cli

#endif  // GREENLEDGER_CLIENTS_CLI_LANGUAGE_H_
