#include "clients/cli/money.h"

#include <fmt/format.h>

namespace greenledger::cli {

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

}  // namespace greenledger::cli
