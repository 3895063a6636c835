#include "clients/cli/workload/plan.h"

#include <algorithm>
#include <array>

#include "clients/cli/workload/csv.h"
#include "fmt/format.h"

namespace greenledger::workload {
namespace {

using kiosk::Random;

constexpr uint64_t kOfflinePermyriad = 1450;
constexpr uint64_t kAgainPermyriad = 1500;
// Most records of an upload while the kiosk is on line, and when it comes back
// with what has queued up.
constexpr uint64_t kLiveRecordsMax = 40;
constexpr uint64_t kQueueRecordsMax = 200;

// Plans one kiosk, day by day.
class Planner {
 public:
  Planner(uint64_t kiosk, Random& random) : kiosk_(kiosk), random_(random) {}

  // Makes uploads of all that was not sent yet.
  void SendThrough(uint64_t last_sequence, uint32_t round, bool queue) {
    while (sent_ < last_sequence) {
      const uint64_t wanted =
          queue ? kQueueRecordsMax : 1 + random_.Below(kLiveRecordsMax);
      const uint64_t count = std::min(wanted, last_sequence - sent_);
      PlannedUpload upload{round, kiosk_, {sent_ + 1, count}, false};
      uploads_.push_back(upload);
      upload.again = true;
      if (random_.Chance(kAgainPermyriad)) uploads_.push_back(upload);
      sent_ += count;
    }
  }

  std::vector<PlannedUpload> Take() { return std::move(uploads_); }

 private:
  const uint64_t kiosk_;
  Random& random_;
  uint64_t sent_ = 0;
  std::vector<PlannedUpload> uploads_;
};

}  // namespace

std::vector<PlannedUpload> PlanUploads(
    uint64_t kiosk, std::span<const uint64_t> records_per_day, Random& random) {
  Planner planner(kiosk, random);
  uint64_t made = 0;
  uint32_t round = 0;
  uint32_t back_in_round = 1;
  for (const uint64_t records : records_per_day) {
    ++round;
    const uint64_t before = made;
    made += records;
    if (round < back_in_round) continue;
    planner.SendThrough(before, round, true);
    if (records > 0 && random.Chance(kOfflinePermyriad)) {
      planner.SendThrough(before + random.Below(records), round, false);
      back_in_round = round + 1 + static_cast<uint32_t>(random.Below(3));
    } else {
      planner.SendThrough(made, round, false);
    }
  }
  planner.SendThrough(made, round + 1, true);
  return planner.Take();
}

std::string PlanCsv(std::span<const PlannedUpload> uploads) {
  std::string csv = fmt::format("{}\n", kPlanHeader);
  for (const PlannedUpload& upload : uploads) {
    csv += fmt::format("{},{},{},{},{}\n", upload.round, upload.kiosk,
                       upload.range.first_sequence, upload.range.count,
                       upload.again ? 1 : 0);
  }
  return csv;
}

absl::StatusOr<std::vector<PlannedUpload>> ReadPlan(const std::string& path) {
  absl::StatusOr<Table> table = ReadTable(path, kPlanHeader);
  if (!table.ok()) return table.status();
  std::vector<PlannedUpload> uploads;
  for (const Row& row : *table) {
    std::array<uint64_t, 5> values = {};
    for (size_t column = 0; column < values.size(); ++column) {
      absl::StatusOr<uint64_t> value = row.Number(column);
      if (!value.ok()) return value.status();
      values[column] = *value;
    }
    uploads.push_back({static_cast<uint32_t>(values[0]),
                       values[1],
                       {values[2], values[3]},
                       values[4] == 1});
  }
  return uploads;
}

}  // namespace greenledger::workload
