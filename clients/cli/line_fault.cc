#include "clients/cli/line_fault.h"

#include <fmt/format.h>

#include <algorithm>

#include "clients/cli/output.h"
#include "clients/cli/text_width.h"

namespace greenledger::cli {
namespace {

constexpr size_t kValueBytesMax = 80;

std::string Shown(const std::string& value) {
  if (value.size() <= kValueBytesMax) return Printable(value);
  // Not within a character.
  size_t end = kValueBytesMax;
  while (end > 0 && (static_cast<unsigned char>(value[end]) & 0xC0) == 0x80) {
    --end;
  }
  return Printable(value.substr(0, end)) + "…";
}

std::string AsText(const std::string& file, const LineFault& fault) {
  std::string text = fmt::format("{}:{}: ", file, fault.line);
  if (!fault.column.empty()) {
    text += fmt::format("{}: \"{}\": ", Printable(fault.column),
                        Shown(fault.value));
  }
  return text + fault.problem;
}

std::string AsJson(const std::string& file, const LineFault& fault) {
  return fmt::format(
      R"({{"file":{},"line":{},"column":{},"value":{},"problem":{}}})",
      JsonString(Printable(file)), fault.line, JsonString(fault.column),
      JsonString(Shown(fault.value)), JsonString(fault.problem));
}

}  // namespace

std::string Expected(Language language, const Text& text) {
  return In(language, Text{"应为 ", "expected "}) + In(language, text);
}

void PrintFaults(Session& session, const std::string& file,
                 std::vector<LineFault> faults, const Text& consequence) {
  std::stable_sort(
      faults.begin(), faults.end(),
      [](const LineFault& a, const LineFault& b) { return a.line < b.line; });
  std::ostream& out = session.around.out;
  for (const LineFault& fault : faults) {
    out << (session.json ? AsJson(file, fault) : AsText(file, fault)) << "\n";
  }
  std::string count =
      fmt::format(fmt::runtime(session.Say("共 {} 处问题；", "{} faults; ")),
                  faults.size());
  session.PrintError(count + In(session.language, consequence));
}

}  // namespace greenledger::cli
