#include "clients/cli/deadline.h"

#include <charconv>

#include "clients/cli/book_info.h"
#include "clients/cli/server_error.h"
#include "services/ledger/rules/local_day.h"

namespace greenledger::cli {
namespace {

constexpr int64_t kMinuteUs = 60'000'000;
constexpr int64_t kDayMinutes = 1440;
constexpr size_t kDateLength = 10;
constexpr size_t kTimeLength = 16;
// Some eleven years, so that nothing overflows.
constexpr uint32_t kCountMax = 99'999;

std::optional<uint32_t> ReadCount(std::string_view text) {
  uint32_t value = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc() || stop != end || value > kCountMax) {
    return std::nullopt;
  }
  return value;
}

// Minutes of `90m`, `12h`, `7d`.
std::optional<int64_t> ReadDuration(std::string_view text) {
  if (text.empty()) return std::nullopt;
  const int64_t unit = text.back() == 'm'   ? 1
                       : text.back() == 'h' ? 60
                       : text.back() == 'd' ? kDayMinutes
                                            : 0;
  const auto count = ReadCount(text.substr(0, text.size() - 1));
  if (unit == 0 || !count.has_value()) return std::nullopt;
  return *count * unit;
}

// Local minutes since 1970-01-01 of the end of a day, or of a time.
std::optional<int64_t> ReadLocal(std::string_view text) {
  const auto day = rules::ParseDay(text.substr(0, kDateLength));
  if (!day.has_value()) return std::nullopt;
  if (text.size() == kDateLength) return (*day + 1) * kDayMinutes;
  if (text.size() != kTimeLength || (text[10] != 'T' && text[10] != ' ') ||
      text[13] != ':') {
    return std::nullopt;
  }
  const auto hour = ReadCount(text.substr(11, 2));
  const auto minute = ReadCount(text.substr(14, 2));
  if (!hour.has_value() || !minute.has_value() || *hour > 23 || *minute > 59) {
    return std::nullopt;
  }
  return *day * kDayMinutes + *hour * 60 + *minute;
}

}  // namespace

std::optional<int64_t> ParseDeadline(std::string_view text, int64_t now_us,
                                     int32_t utc_offset_minutes) {
  if (const auto duration = ReadDuration(text)) {
    return now_us + *duration * kMinuteUs;
  }
  const auto local = ReadLocal(text);
  if (!local.has_value()) return std::nullopt;
  const int64_t at_us = (*local - utc_offset_minutes) * kMinuteUs;
  // The end of a day is the last moment of it.
  return text.size() == kDateLength ? at_us - 1 : at_us;
}

std::optional<ExitCode> ReadDeadline(Session& session, const std::string& text,
                                     int64_t* time_us) {
  int32_t utc_offset_minutes = 0;
  if (text.size() >= kDateLength) {
    const grpc::Status status = GetUtcOffset(session, &utc_offset_minutes);
    if (!status.ok()) return ReportError(session, status);
  }
  const auto read =
      ParseDeadline(text, session.around.now_micros(), utc_offset_minutes);
  if (!read.has_value()) {
    return session.UsageError(
        session.Say("--expires 应形如 90m、12h、7d、2026-06-30 或 "
                    "2026-06-30T18:00，得到 ",
                    "--expires must look like 90m, 12h, 7d, 2026-06-30 or "
                    "2026-06-30T18:00, found ") +
        text);
  }
  *time_us = *read;
  return std::nullopt;
}

}  // namespace greenledger::cli
