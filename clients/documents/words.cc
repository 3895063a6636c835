#include "clients/documents/words.h"

#include <absl/strings/escaping.h>

#include <chrono>

#include "clients/cli/money.h"
#include "services/ledger/rules/local_day.h"

namespace greenledger::documents {
namespace {

using cli::Language;

constexpr std::string_view kMonths[] = {
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December"};

// `value` over 10 to the power of `decimals`, without needless zeros.
std::string Decimal(uint64_t value, uint64_t unit, int decimals) {
  std::string text =
      fmt::format("{}.{:0{}}", value / unit, value % unit, decimals);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text;
}

}  // namespace

std::string LongDay(int32_t day, Language language) {
  const std::chrono::year_month_day date{
      std::chrono::sys_days(std::chrono::days(day))};
  const auto month = static_cast<unsigned>(date.month());
  const auto day_of_month = static_cast<unsigned>(date.day());
  const int year = static_cast<int>(date.year());
  if (language == Language::kChinese) {
    return fmt::format("{}年{}月{}日", year, month, day_of_month);
  }
  return fmt::format("{} {} {}", day_of_month, kMonths[month - 1], year);
}

std::string LongDay(const std::string& day, Language language) {
  const auto parsed = rules::ParseDay(day);
  return parsed.has_value() ? LongDay(*parsed, language) : day;
}

std::string Share(uint64_t permille) {
  return fmt::format("{}.{}%", permille / 10, permille % 10);
}

std::string PartOf(v1::IndicatorKind kind, uint64_t part) {
  return kind == v1::INDICATOR_KIND_RECOVERY ? Decimal(part, 1'000, 3) + " kg"
                                             : std::to_string(part);
}

std::string Score(uint64_t millionths) {
  return Decimal(millionths, 10'000, 4);
}

std::string Mark(uint64_t permille) { return Decimal(permille, 10, 1); }

std::string Hex(std::string_view bytes) {
  return absl::BytesToHexString({bytes.data(), bytes.size()});
}

std::string WithChange(uint64_t value, uint64_t before, Language language) {
  if (value == before) return std::to_string(value);
  const std::string change = value > before
                                 ? fmt::format("+{}", value - before)
                                 : fmt::format("−{}", before - value);
  return Fill(language, {"{}（{}）", "{} ({})"}, value, change);
}

}  // namespace greenledger::documents
