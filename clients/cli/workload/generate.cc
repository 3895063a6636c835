#include "clients/cli/workload/generate.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/escaping.h"
#include "clients/cli/workload/book_files.h"
#include "clients/cli/workload/csv.h"
#include "clients/cli/workload/day.h"
#include "clients/cli/workload/files.h"
#include "fmt/format.h"
#include "services/ledger/rules/local_day.h"

namespace greenledger::workload {
namespace {

constexpr uint64_t kPlanStream = 4;
constexpr uint64_t kClearanceStream = 5;
constexpr uint32_t kDaysMax = 366;

// All events of one community, per kiosk and day.
class CommunityRun {
 public:
  CommunityRun(Community community, const GenerateOptions& options,
               int32_t first_day, uint64_t drops_per_day)
      : community_(std::move(community)),
        options_(options),
        first_day_(first_day),
        events_(community_.kiosks.size()),
        per_day_(community_.kiosks.size()),
        clearances_(
            StreamOf(options.seed, community_.name.code, kClearanceStream)) {
    for (uint32_t d = 0; d < options.days; ++d) AddDay(d, drops_per_day);
  }

  // Writes the book and says what it must come to.
  absl::StatusOr<Counts> Write() {
    const std::vector<PlannedUpload> plan = Plan();
    absl::Status written = WriteBook(options_.folder, community_, kBins, plan);
    if (!written.ok()) return written;
    Counts counts = CountRegister();
    for (const PlannedUpload& upload : plan) {
      if (upload.again) counts.records_again += upload.range.count;
    }
    for (size_t k = 0; k < events_.size(); ++k) {
      absl::Status s = WriteKiosk(k, counts);
      if (!s.ok()) return s;
    }
    return counts;
  }

 private:
  void AddDay(uint32_t d, uint64_t drops_per_day) {
    const Day day = DayOf(first_day_ + static_cast<int32_t>(d));
    std::vector<std::vector<Event>> today(events_.size());
    for (const Event& event :
         MakeDay(community_, day, drops_per_day, options_.seed)) {
      today[event.kiosk].push_back(event);
    }
    for (size_t k = 0; k < today.size(); ++k) {
      FillClearances(today[k], clearances_);
      today[k].push_back(CloseOf(k, d, today[k]));
      per_day_[k].push_back(today[k].size());
      events_[k].insert(events_[k].end(), today[k].begin(), today[k].end());
    }
  }

  // Two minutes before midnight, or after the day's last record.
  Event CloseOf(size_t kiosk, uint32_t d, const std::vector<Event>& today) {
    constexpr int64_t kMinuteUs = 60'000'000;
    Event close;
    close.kind = EventKind::kDailyClose;
    close.kiosk = kiosk;
    close.time_us = StartOfDayUs(first_day_ + static_cast<int32_t>(d)) +
                    (24 * 60 - 2) * kMinuteUs;
    if (!today.empty()) {
      close.time_us = std::max(close.time_us, today.back().time_us + 1);
    }
    return close;
  }

  std::vector<PlannedUpload> Plan() const {
    kiosk::Random random =
        StreamOf(options_.seed, community_.name.code, kPlanStream);
    std::vector<PlannedUpload> plan;
    for (size_t k = 0; k < events_.size(); ++k) {
      const std::vector<PlannedUpload> uploads =
          PlanUploads(community_.kiosks[k].number, per_day_[k], random);
      plan.insert(plan.end(), uploads.begin(), uploads.end());
    }
    return plan;
  }

  Counts CountRegister() const {
    Counts counts;
    counts.households = community_.households.size();
    counts.kiosks = community_.kiosks.size();
    for (const Household& household : community_.households) {
      counts.cards += household.cards.size();
    }
    return counts;
  }

  absl::Status WriteKiosk(size_t k, Counts& counts) const {
    const KioskSite& site = community_.kiosks[k];
    for (const Event& event : events_[k]) counts.Count(event);
    return WriteRecords(
        options_.folder, community_.name.code, site.number,
        JournalBytes(events_[k], site, StartOfDayUs(first_day_)));
  }

  const Community community_;
  const GenerateOptions& options_;
  const int32_t first_day_;
  std::vector<std::vector<Event>> events_;
  std::vector<std::vector<uint64_t>> per_day_;
  kiosk::Random clearances_;
};

absl::StatusOr<int32_t> CheckOptions(const GenerateOptions& options) {
  if (options.days < 1 || options.days > kDaysMax) {
    return absl::InvalidArgumentError(
        fmt::format("days: {}, must be 1 to {}", options.days, kDaysMax));
  }
  const std::optional<int32_t> day = rules::ParseDay(options.start_day);
  if (!day.has_value()) {
    return absl::InvalidArgumentError(
        fmt::format("start_day: `{}`, must be a day as YYYY-MM-DD",
                    options.start_day.substr(0, 80)));
  }
  return *day;
}

}  // namespace

absl::StatusOr<GenerateResult> RunGenerate(const GenerateOptions& options) {
  absl::StatusOr<int32_t> first_day = CheckOptions(options);
  if (!first_day.ok()) return first_day.status();
  if (absl::Status s = MakeNewFolder(options.folder); !s.ok()) return s;
  const WorldSize& size = SizeOf(options.world);
  const std::vector<CommunitySize> parts = SplitWorld(size, options.seed);
  GenerateResult result;
  std::vector<CommunityName> names;
  for (size_t i = 0; i < parts.size(); ++i) {
    names.push_back(RealCommunities()[i]);
    CommunityRun run(
        MakeCommunity(names.back(), parts[i], options.seed), options,
        *first_day, size.drops_per_day * parts[i].households / size.households);
    absl::StatusOr<Counts> counts = run.Write();
    if (!counts.ok()) return counts.status();
    result.total.Add(*counts);
    result.books.push_back({names.back(), *std::move(counts)});
    if (options.progress) options.progress(i + 1, parts.size());
  }
  if (absl::Status s = WriteCommunities(options.folder, names); !s.ok()) {
    return s;
  }
  absl::Status written =
      WriteFile(options.folder + "/summary.json", SummaryJson(result.books));
  if (!written.ok()) return written;
  return result;
}

absl::StatusOr<std::vector<CommunityName>> ReadCommunities(
    const std::string& folder) {
  auto table = ReadTable(folder + "/communities.csv", kCommunitiesHeader);
  if (!table.ok()) return table.status();
  std::vector<CommunityName> names;
  for (const Row& row : *table) {
    absl::StatusOr<uint64_t> code = row.Number(0);
    if (!code.ok()) return code.status();
    names.push_back({*code, row.cells[1], row.cells[2], row.cells[3]});
  }
  return names;
}

absl::StatusOr<std::vector<pki::KioskIdentity>> ReadKioskIdentities(
    const std::string& folder) {
  auto names = ReadCommunities(folder);
  if (!names.ok()) return names.status();
  std::vector<pki::KioskIdentity> kiosks;
  for (const CommunityName& name : *names) {
    auto seeds = ReadTable(BookFolder(folder, name.code) + "/kiosk-seeds.csv",
                           kSeedsHeader);
    if (!seeds.ok()) return seeds.status();
    for (const Row& row : *seeds) {
      absl::StatusOr<uint64_t> number = row.Number(0);
      if (!number.ok()) return number.status();
      kiosks.push_back(
          {name.code, *number, absl::HexStringToBytes(row.cells[1])});
    }
  }
  return kiosks;
}

}  // namespace greenledger::workload
