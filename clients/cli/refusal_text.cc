#include "clients/cli/refusal_text.h"

#include <fmt/format.h>

#include <charconv>
#include <optional>

#include "clients/cli/local_time.h"
#include "clients/cli/money.h"
#include "clients/cli/reasons.h"
#include "clients/cli/text_width.h"

namespace greenledger::cli {
namespace {

// What the value of a refusal is where it is not what the field had.
struct ValueText {
  v1::RefusalReason reason;
  // The value is milli-points.
  bool points;
  // `{}` is the value.
  Text text;
};

constexpr ValueText kValues[] = {
    {v1::REFUSAL_REASON_INSUFFICIENT_POINTS,
     true,
     {"可用 {} 分", "{} points are free"}},
    {v1::REFUSAL_REASON_BUDGET_EXCEEDED,
     true,
     {"还剩 {} 分", "{} points are left"}},
    {v1::REFUSAL_REASON_POOL_EXCEEDED,
     true,
     {"还剩 {} 分", "{} points are left"}},
    {v1::REFUSAL_REASON_PRICE_CHANGED,
     true,
     {"现在需 {} 分", "it takes {} points now"}},
    {v1::REFUSAL_REASON_ABOVE_HOLD,
     true,
     {"要求 {} 分", "{} points were asked for"}},
    {v1::REFUSAL_REASON_OUT_OF_STOCK, false, {"{} 件", "{} pieces"}},
    {v1::REFUSAL_REASON_LIMIT_REACHED,
     false,
     {"已有 {} 件", "{} pieces already"}},
    {v1::REFUSAL_REASON_NOT_LENT, false, {"现有 {} 件", "it has {}"}},
    {v1::REFUSAL_REASON_CORRECTION_RUNS, false, {"条目 {}", "entry {}"}},
};

std::optional<int64_t> ReadInteger(const std::string& text) {
  int64_t value = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc() || stop != end) return std::nullopt;
  return value;
}

// What was found in the field, as people write it.
std::string FoundText(const v1::Refusal& refusal) {
  const auto number = ReadInteger(refusal.value());
  if (number.has_value() && refusal.field().ends_with("_us")) {
    return LocalTime(*number, 0) + " UTC";
  }
  return Printable(refusal.value());
}

}  // namespace

std::string RefusalText(const v1::Refusal& refusal, Language language) {
  const std::string field = Printable(refusal.field());
  const std::string reason = In(language, ReasonText(refusal.reason()));
  for (const ValueText& known : kValues) {
    if (known.reason != refusal.reason()) continue;
    const auto number = ReadInteger(refusal.value());
    const std::string value = known.points && number.has_value()
                                  ? SignedThousandths(*number)
                                  : Printable(refusal.value());
    return fmt::format(
        fmt::runtime(In(language, {"{}：{}（{}）", "{}: {} ({})"})), field,
        reason, fmt::format(fmt::runtime(In(language, known.text)), value));
  }
  return fmt::format("{} = {}: {}", field, FoundText(refusal), reason);
}

}  // namespace greenledger::cli
