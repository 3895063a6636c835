#include "clients/cli/workload/summary.h"

#include <numeric>
#include <string_view>
#include <utility>

#include "fmt/format.h"

namespace greenledger::workload {
namespace {

using Member = std::pair<std::string_view, uint64_t>;

std::string Quoted(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') quoted.push_back('\\');
    quoted.push_back(c);
  }
  return quoted + "\"";
}

std::string ReturnedJson(const std::map<uint32_t, Returned>& returned) {
  std::string json;
  for (const auto& [class_code, sums] : returned) {
    json += fmt::format(
        "{}\n      \"{}\": {{\"drops\": {}, \"grams\": {}, \"pieces\": {}}}",
        json.empty() ? "" : ",", class_code, sums.drops, sums.grams,
        sums.pieces);
  }
  return json;
}

std::string QuarantinedJson(const Counts& counts) {
  constexpr std::string_view kPrefix = "QUARANTINE_REASON_";
  std::string json;
  for (size_t i = 0; i < counts.quarantined.size(); ++i) {
    if (counts.quarantined[i] == 0) continue;
    const std::string& name =
        v1::QuarantineReason_Name(static_cast<v1::QuarantineReason>(i));
    json += fmt::format("{}\n      \"{}\": {}", json.empty() ? "" : ",",
                        name.substr(kPrefix.size()), counts.quarantined[i]);
  }
  return json;
}

std::string CountsJson(const Counts& counts) {
  const std::array<Member, 15> members = {
      {{"households", counts.households},
       {"cards", counts.cards},
       {"kiosks", counts.kiosks},
       {"records", counts.records},
       {"records_again", counts.records_again},
       {"drops", counts.drops},
       {"drops_rejected", counts.drops_rejected},
       {"drops_poor", counts.drops_poor},
       {"drops_suspense", counts.drops_suspense},
       {"drops_unknown_card", counts.drops_unknown_card},
       {"clearances", counts.clearances},
       {"clearance_grams", counts.clearance_grams},
       {"scale_tests", counts.scale_tests},
       {"daily_closes", counts.daily_closes},
       {"quarantined", counts.quarantined_total()}}};
  std::string json;
  for (const auto& [name, value] : members) {
    json += fmt::format("    \"{}\": {},\n", name, value);
  }
  json += fmt::format("    \"quarantined_by_reason\": {{{}}},\n",
                      QuarantinedJson(counts));
  json +=
      fmt::format("    \"returned\": {{{}}}", ReturnedJson(counts.returned));
  return json;
}

}  // namespace

uint64_t Counts::quarantined_total() const {
  return std::accumulate(quarantined.begin(), quarantined.end(), uint64_t{0});
}

void Counts::Count(const Event& event) {
  ++records;
  if (event.flaw != Flaw::kNone) {
    ++quarantined[static_cast<size_t>(ReasonOf(event.flaw))];
    return;
  }
  if (event.kind == EventKind::kScaleTest) ++scale_tests;
  if (event.kind == EventKind::kDailyClose) ++daily_closes;
  if (event.kind == EventKind::kClearance) {
    ++clearances;
    clearance_grams += event.grams;
  }
  if (event.kind != EventKind::kDrop) return;
  ++drops;
  drops_rejected += event.quality == v1::QUALITY_REJECTED ? 1 : 0;
  drops_poor += event.quality == v1::QUALITY_POOR ? 1 : 0;
  drops_suspense += event.suspense ? 1 : 0;
  drops_unknown_card += event.unknown_card ? 1 : 0;
  Returned& sums = returned[event.class_code];
  ++sums.drops;
  sums.grams += event.grams;
  sums.pieces += event.pieces;
}

void Counts::Add(const Counts& other) {
  households += other.households;
  cards += other.cards;
  kiosks += other.kiosks;
  records += other.records;
  records_again += other.records_again;
  drops += other.drops;
  drops_rejected += other.drops_rejected;
  drops_poor += other.drops_poor;
  drops_suspense += other.drops_suspense;
  drops_unknown_card += other.drops_unknown_card;
  clearances += other.clearances;
  clearance_grams += other.clearance_grams;
  scale_tests += other.scale_tests;
  daily_closes += other.daily_closes;
  for (size_t i = 0; i < quarantined.size(); ++i) {
    quarantined[i] += other.quarantined[i];
  }
  for (const auto& [class_code, sums] : other.returned) {
    Returned& mine = returned[class_code];
    mine.drops += sums.drops;
    mine.grams += sums.grams;
    mine.pieces += sums.pieces;
  }
}

std::string SummaryJson(const std::vector<BookSummary>& books) {
  Counts total;
  std::string json = "{\n  \"books\": [";
  for (const BookSummary& book : books) {
    total.Add(book.counts);
    json +=
        fmt::format("{}{{\n    \"book\": {},\n    \"community\": {},\n{}\n  }}",
                    &book == &books.front() ? "" : ", ", book.name.code,
                    Quoted(book.name.community), CountsJson(book.counts));
  }
  return json +
         fmt::format("],\n  \"total\": {{\n{}\n  }}\n}}\n", CountsJson(total));
}

}  // namespace greenledger::workload
