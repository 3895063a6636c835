#include "clients/cli/money.h"

#include <fmt/format.h>

#include <algorithm>

namespace greenledger::cli {
namespace {

constexpr size_t kDigitsMax = 15;
constexpr size_t kDecimalsMax = 3;

bool AreDigits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return c >= '0' && c <= '9';
  });
}

}  // namespace

std::string Thousandths(uint64_t value) {
  std::string text = fmt::format("{}.{:03}", value / 1000, value % 1000);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text;
}

std::string SignedThousandths(int64_t value) {
  if (value >= 0) return Thousandths(static_cast<uint64_t>(value));
  return "-" + Thousandths(0 - static_cast<uint64_t>(value));
}

std::string DifferenceInThousandths(uint64_t credits, uint64_t debits) {
  if (credits >= debits) return Thousandths(credits - debits);
  return "-" + Thousandths(debits - credits);
}

std::optional<uint64_t> ParseThousandths(std::string_view text) {
  const size_t point = text.find('.');
  const std::string_view whole = text.substr(0, point);
  std::string decimals;
  if (point != text.npos) {
    decimals = text.substr(point + 1);
    if (!AreDigits(decimals) || decimals.size() > kDecimalsMax) {
      return std::nullopt;
    }
  }
  if (!AreDigits(whole) || whole.size() > kDigitsMax) return std::nullopt;
  decimals.resize(kDecimalsMax, '0');
  uint64_t value = 0;
  for (const std::string_view part : {whole, std::string_view(decimals)}) {
    for (char c : part) value = value * 10 + static_cast<uint64_t>(c - '0');
  }
  return value;
}

std::optional<int64_t> ParseSignedThousandths(std::string_view text) {
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  const auto value = ParseThousandths(text);
  if (!value.has_value()) return std::nullopt;
  const auto amount = static_cast<int64_t>(*value);
  return negative ? -amount : amount;
}

}  // namespace greenledger::cli
