#include "clients/cli/refusal_text.h"

#include <fmt/format.h>

#include <charconv>
#include <optional>

#include "clients/cli/local_time.h"
#include "clients/cli/money.h"
#include "clients/cli/names.h"
#include "clients/cli/reasons.h"
#include "clients/cli/text_width.h"
#include "services/ledger/rules/local_day.h"

namespace greenledger::cli {
namespace {

// How a value is written.
enum class Written { kAsItIs, kPoints, kDay, kState, kCheck };

// What the value of a refusal is where it is not what the field had.
struct ValueText {
  v1::RefusalReason reason;
  Written written;
  // `{}` is the value.
  Text text;
};

constexpr ValueText kValues[] = {
    {v1::REFUSAL_REASON_INSUFFICIENT_POINTS,
     Written::kPoints,
     {"可用 {} 分", "{} points are free"}},
    {v1::REFUSAL_REASON_BUDGET_EXCEEDED,
     Written::kPoints,
     {"还剩 {} 分", "{} points are left"}},
    {v1::REFUSAL_REASON_POOL_EXCEEDED,
     Written::kPoints,
     {"还剩 {} 分", "{} points are left"}},
    {v1::REFUSAL_REASON_PRICE_CHANGED,
     Written::kPoints,
     {"现在需 {} 分", "it takes {} points now"}},
    {v1::REFUSAL_REASON_ABOVE_HOLD,
     Written::kPoints,
     {"要求 {} 分", "{} points were asked for"}},
    {v1::REFUSAL_REASON_OUT_OF_STOCK, Written::kAsItIs, {"{} 件", "{} pieces"}},
    {v1::REFUSAL_REASON_LIMIT_REACHED,
     Written::kAsItIs,
     {"已有 {} 件", "{} pieces already"}},
    {v1::REFUSAL_REASON_NOT_LENT,
     Written::kAsItIs,
     {"现有 {} 件", "it has {}"}},
    {v1::REFUSAL_REASON_CORRECTION_RUNS,
     Written::kAsItIs,
     {"条目 {}", "entry {}"}},
    {v1::REFUSAL_REASON_SAMPLE_DRAWN,
     Written::kAsItIs,
     {"条目 {}", "entry {}"}},
    {v1::REFUSAL_REASON_SEED_WRONG,
     Written::kAsItIs,
     {"其摘要为 {}", "its digest is {}"}},
    {v1::REFUSAL_REASON_CAMPAIGN_STATE_WRONG,
     Written::kState,
     {"现为“{}”", "it is at: {}"}},
    {v1::REFUSAL_REASON_WINDOW_OPEN, Written::kAsItIs, {"{}", "{}"}},
    {v1::REFUSAL_REASON_LIST_CHANGED, Written::kAsItIs, {"现为 {}", "{} now"}},
    {v1::REFUSAL_REASON_VISITS_MISSING,
     Written::kAsItIs,
     {"还差 {} 个", "{} are missing"}},
    {v1::REFUSAL_REASON_EVIDENCE_MISSING,
     Written::kAsItIs,
     {"编号 {}", "number {}"}},
    {v1::REFUSAL_REASON_REVIEWERS_MISSING,
     Written::kAsItIs,
     {"{} 人同意", "{} agree"}},
    {v1::REFUSAL_REASON_CALENDAR_MISSING,
     Written::kAsItIs,
     {"需数 {} 天", "{} days are to be counted"}},
    {v1::REFUSAL_REASON_NOTICE_RUNS, Written::kDay, {"至 {}", "until {}"}},
    {v1::REFUSAL_REASON_OBJECTIONS_OPEN, Written::kAsItIs, {"{} 条", "{}"}},
    {v1::REFUSAL_REASON_TITLES_MISSING,
     Written::kAsItIs,
     {"还差 {} 个", "{} are missing"}},
    {v1::REFUSAL_REASON_LADDER, Written::kCheck, {"现为“{}”", "now: {}"}},
    {v1::REFUSAL_REASON_LIST_EMPTY, Written::kAsItIs, {"{} 个", "{}"}},
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

// The text of a value; the value itself if it is not of that kind.
std::string ValueOf(const v1::Refusal& refusal, Written written,
                    Language language) {
  const std::string& value = refusal.value();
  const auto number = ReadInteger(value);
  v1::CampaignState state;
  v1::TitleCheck check;
  if (written == Written::kPoints && number.has_value()) {
    return SignedThousandths(*number);
  }
  if (written == Written::kDay && number.has_value() && *number >= 0 &&
      *number <= INT32_MAX) {
    return rules::FormatDay(static_cast<int32_t>(*number));
  }
  if (written == Written::kState && v1::CampaignState_Parse(value, &state)) {
    return In(language, NameOf(state));
  }
  if (written == Written::kCheck && v1::TitleCheck_Parse(value, &check)) {
    return check == v1::TITLE_CHECK_UNSPECIFIED
               ? In(language, {"未复核", "not checked yet"})
               : In(language, NameOf(check));
  }
  return Printable(value);
}

}  // namespace

std::string RefusalText(const v1::Refusal& refusal, Language language) {
  const std::string field = Printable(refusal.field());
  const std::string reason = In(language, ReasonText(refusal.reason()));
  for (const ValueText& known : kValues) {
    if (known.reason != refusal.reason()) continue;
    const std::string value = ValueOf(refusal, known.written, language);
    return fmt::format(
        fmt::runtime(In(language, {"{}：{}（{}）", "{}: {} ({})"})), field,
        reason, fmt::format(fmt::runtime(In(language, known.text)), value));
  }
  return fmt::format("{} = {}: {}", field, FoundText(refusal), reason);
}

}  // namespace greenledger::cli
