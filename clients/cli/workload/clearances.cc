#include "clients/cli/workload/clearances.h"

#include <algorithm>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "clients/cli/workload/book_files.h"
#include "clients/cli/workload/event.h"
#include "clients/cli/workload/files.h"
#include "clients/cli/workload/rhythm.h"
#include "fmt/format.h"
#include "services/ledger/rules/local_day.h"

namespace greenledger::workload {
namespace {

constexpr uint64_t kSeedStream = 6;
constexpr int32_t kShiftMax = 36'500;
constexpr uint64_t kUploadRecords = 500;
// The weighbridge closes its day at 17:00.
constexpr int64_t kWeighingMinute = 17 * 60;

// The day an option names, `otherwise` if it is empty.
absl::StatusOr<int32_t> DayOption(std::string_view name,
                                  const std::string& text, int32_t otherwise) {
  if (text.empty()) return otherwise;
  const std::optional<int32_t> day = rules::ParseDay(text);
  if (day.has_value()) return *day;
  return absl::InvalidArgumentError(fmt::format(
      "{}: `{}`, must be a day as YYYY-MM-DD", name, text.substr(0, 80)));
}

// Keeps the days that are wanted and moves them.
absl::Status TakeDays(const ClearancesOptions& options,
                      std::vector<Weighing>& weighings) {
  constexpr int32_t kMin = std::numeric_limits<int32_t>::min();
  constexpr int32_t kMax = std::numeric_limits<int32_t>::max();
  const auto from = DayOption("from_day", options.from_day, kMin);
  if (!from.ok()) return from.status();
  const auto to = DayOption("to_day", options.to_day, kMax);
  if (!to.ok()) return to.status();
  std::erase_if(weighings, [&](const Weighing& weighing) {
    return weighing.day < *from || weighing.day > *to;
  });
  if (weighings.empty()) {
    return absl::OutOfRangeError("no row of these days can be booked");
  }
  for (Weighing& weighing : weighings) weighing.day += options.shift_days;
  return absl::OkStatus();
}

std::vector<BinOfKiosk> BinsFor(const std::vector<Weighing>& weighings) {
  std::set<uint32_t> codes;
  for (const Weighing& weighing : weighings) codes.insert(weighing.class_code);
  std::vector<BinOfKiosk> bins;
  for (const uint32_t code : codes) {
    bins.push_back({static_cast<uint32_t>(bins.size()) + 1, code});
  }
  return bins;
}

// The community with nothing but the weighbridge.
Community WeighbridgeCommunity(const ClearancesOptions& options) {
  Community community;
  community.name = options.community;
  KioskSite site;
  site.number = options.kiosk;
  kiosk::Random random =
      StreamOf(options.seed, options.community.code, kSeedStream);
  while (site.seed.size() < 32) {
    site.seed.push_back(static_cast<char>(random.Below(256)));
  }
  community.kiosks.push_back(std::move(site));
  return community;
}

// Clearances in the order of the days; those of one day a minute apart.
std::vector<Event> MakeEvents(const std::vector<Weighing>& weighings,
                              const std::vector<BinOfKiosk>& bins) {
  std::vector<Event> events;
  std::map<int32_t, int64_t> of_day;
  for (const Weighing& weighing : weighings) {
    Event event;
    event.kind = EventKind::kClearance;
    event.class_code = weighing.class_code;
    event.bin =
        std::ranges::find(bins, weighing.class_code, &BinOfKiosk::class_code)
            ->number;
    event.grams = static_cast<uint32_t>(weighing.grams);
    const int64_t minute = kWeighingMinute + of_day[weighing.day]++;
    event.time_us = StartOfDayUs(weighing.day) + minute * kMinute;
    events.push_back(event);
  }
  return events;
}

absl::Status WriteFolder(const ClearancesOptions& options,
                         const std::vector<Event>& events,
                         const std::vector<BinOfKiosk>& bins,
                         const Counts& counts) {
  const Community community = WeighbridgeCommunity(options);
  const KioskSite& site = community.kiosks.front();
  const std::vector<std::string> records =
      JournalBytes(events, site, events.front().time_us);
  std::vector<PlannedUpload> plan;
  for (uint64_t sent = 0; sent < records.size(); sent += kUploadRecords) {
    const uint64_t count = std::min(kUploadRecords, records.size() - sent);
    plan.push_back({1, site.number, {sent + 1, count}, false});
  }
  if (absl::Status s = MakeNewFolder(options.folder); !s.ok()) return s;
  absl::Status written = WriteBook(options.folder, community, bins, plan);
  if (!written.ok()) return written;
  written =
      WriteRecords(options.folder, community.name.code, site.number, records);
  if (!written.ok()) return written;
  written = WriteCommunities(options.folder, {&community.name, 1});
  if (!written.ok()) return written;
  return WriteFile(options.folder + "/summary.json",
                   SummaryJson({{community.name, counts}}));
}

}  // namespace

absl::StatusOr<ClearancesResult> RunClearances(
    const ClearancesOptions& options) {
  if (options.shift_days < -kShiftMax || options.shift_days > kShiftMax) {
    return absl::InvalidArgumentError(
        fmt::format("shift_days: {}, must be {} to {}", options.shift_days,
                    -kShiftMax, kShiftMax));
  }
  auto csv = ReadWholeFile(options.weighbridge_file);
  if (!csv.ok()) return csv.status();
  auto classes = ReadWholeFile(options.classes_file);
  if (!classes.ok()) return classes.status();
  auto days = ReadWeighbridge(*csv, *classes, options.rules);
  if (!days.ok()) return days.status();
  ClearancesResult result;
  result.days = *std::move(days);
  absl::Status taken = TakeDays(options, result.days.weighings);
  if (!taken.ok()) return taken;
  const std::vector<BinOfKiosk> bins = BinsFor(result.days.weighings);
  const std::vector<Event> events = MakeEvents(result.days.weighings, bins);
  for (const Event& event : events) result.counts.Count(event);
  result.counts.kiosks = 1;
  if (options.folder.empty()) return result;
  absl::Status written = WriteFolder(options, events, bins, result.counts);
  if (!written.ok()) return written;
  return result;
}

}  // namespace greenledger::workload
