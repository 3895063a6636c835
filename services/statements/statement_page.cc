#include "services/statements/statement_page.h"

#include <charconv>
#include <utility>

#include "services/ledger/rules/local_day.h"
#include "services/statements/sentence.h"

namespace greenledger::statements {
namespace {

constexpr size_t kPageBytesMax = 2 << 20;

// 2199-12-31, the last day that a statement can be asked for.
constexpr int32_t kLastDay = 84'005;

// Takes a number off the front of `text`.
template <typename Number>
bool TakeNumber(std::string_view* text, Number* number) {
  const char* end = text->data() + text->size();
  const auto [rest, error] = std::from_chars(text->data(), end, *number);
  if (error != std::errc()) return false;
  text->remove_prefix(static_cast<size_t>(rest - text->data()));
  return true;
}

// Returns the bytes of what people read in it.
size_t FillLine(const v1::Entry& entry, int32_t utc_offset_minutes,
                Sentence sentence, v1::StatementLine* line) {
  size_t bytes = sentence.text.size();
  line->set_index(entry.index());
  line->set_time_us(entry.time_us());
  line->set_day(rules::ToLocalTime(entry.time_us(), utc_offset_minutes).day);
  line->set_kind(sentence.kind);
  line->set_sentence(std::move(sentence.text));
  for (std::string& detail : sentence.details) {
    bytes += detail.size();
    line->add_details(std::move(detail));
  }
  const Amounts moved = MovedBy(entry);
  line->set_milli_points(moved.points);
  line->set_milli_merit(moved.merit);
  return bytes;
}

}  // namespace

std::string ToCursor(const PageStart& start) {
  return std::to_string(start.day) + "." + std::to_string(start.as_of_size) +
         "." + std::to_string(start.lines_before);
}

std::optional<PageStart> ReadCursor(std::string_view cursor) {
  PageStart start;
  const auto skip_point = [&] {
    const bool there = cursor.starts_with('.');
    if (there) cursor.remove_prefix(1);
    return there;
  };
  const bool whole = TakeNumber(&cursor, &start.day) && skip_point() &&
                     TakeNumber(&cursor, &start.as_of_size) && skip_point() &&
                     TakeNumber(&cursor, &start.lines_before) && cursor.empty();
  if (!whole || start.day < 0 || start.day > kLastDay) return std::nullopt;
  return start;
}

absl::Status FillPage(const StatementPage& page, const Sources& sources,
                      v1::GetMonthStatementResponse* response,
                      std::optional<PageStart>* next) {
  absl::StatusOr<MonthEntries> month = Walk(page.walk, sources.entry_at);
  if (!month.ok()) return month.status();
  response->set_opening_milli_points(month->opening.points);
  response->set_closing_milli_points(month->closing.points);
  response->set_opening_milli_merit(month->opening.merit);
  response->set_closing_milli_merit(month->closing.merit);
  Archive archive(sources);
  size_t lines = 0;
  size_t bytes = 0;
  uint64_t at = page.lines_before;
  for (; at < month->indices.size() && lines < page.lines_max &&
         bytes < kPageBytesMax;
       ++at, ++lines) {
    absl::StatusOr<v1::Entry> entry = archive.Read(month->indices[at]);
    if (!entry.ok()) return entry.status();
    absl::StatusOr<Sentence> sentence =
        WriteSentence(*entry, page.language, &archive);
    if (!sentence.ok()) return sentence.status();
    bytes += FillLine(*entry, sources.utc_offset_minutes, *std::move(sentence),
                      response->add_lines());
  }
  if (at < month->indices.size()) {
    *next = PageStart{page.day, page.walk.as_of_size, at};
  }
  return absl::OkStatus();
}

}  // namespace greenledger::statements
