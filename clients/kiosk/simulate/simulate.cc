#include "clients/kiosk/simulate/simulate.h"

#include <sys/stat.h>

#include <algorithm>
#include <atomic>
#include <thread>
#include <utility>

#include "clients/cli/workload/csv.h"
#include "clients/cli/workload/files.h"
#include "clients/cli/workload/generate.h"
#include "clients/kiosk/simulate/development_identity.h"
#include "clients/kiosk/simulate/simulated_kiosk.h"
#include "fmt/format.h"
#include "services/common/mutex.h"
#include "storage/checkpoint/posix_file.h"

namespace greenledger::kiosk {
namespace {

constexpr size_t kErrorsMax = 10;

absl::StatusOr<std::vector<journal::JournalId>> ListKiosks(
    const SimulateOptions& options) {
  auto communities = workload::ReadCommunities(options.workload_folder);
  if (!communities.ok()) return communities.status();
  std::vector<journal::JournalId> kiosks;
  for (const workload::CommunityName& community : *communities) {
    auto table = workload::ReadTable(
        workload::BookFolder(options.workload_folder, community.code) +
            "/kiosks.csv",
        workload::kKiosksHeader);
    if (!table.ok()) return table.status();
    for (const workload::Row& row : *table) {
      const auto number = row.Number(0);
      if (!number.ok()) return number.status();
      const auto incarnation = row.Number(3);
      if (!incarnation.ok()) return incarnation.status();
      kiosks.push_back({community.code, *number, *incarnation});
    }
  }
  if (options.kiosks_max != 0 && kiosks.size() > options.kiosks_max) {
    kiosks.resize(options.kiosks_max);
  }
  return kiosks;
}

// Takes kiosks until none is left.
class Simulation {
 public:
  Simulation(const SimulateOptions& options,
             const std::vector<journal::JournalId>& kiosks)
      : options_(options), kiosks_(kiosks) {}

  void Work() {
    for (size_t i = next_++; i < kiosks_.size(); i = next_++) {
      SimulateCounts counts;
      const absl::Status status = LiveThrough(kiosks_[i], &counts);
      common::MutexLock lock(mutex_);
      result_.total.Add(counts);
      if (status.ok() || result_.errors.size() == kErrorsMax) continue;
      result_.errors.push_back(fmt::format("kiosk {}-{}: {}", kiosks_[i].book,
                                           kiosks_[i].kiosk,
                                           status.ToString()));
    }
  }
  SimulateResult Take() {
    common::MutexLock lock(mutex_);
    return std::move(result_);
  }

 private:
  absl::Status LiveThrough(const journal::JournalId& id,
                           SimulateCounts* counts) const {
    auto identity =
        DevelopmentIdentity(options_.pki_folder, options_.server, id);
    if (!identity.ok()) return identity.status();
    auto records =
        workload::ReadRecords(options_.workload_folder, id.book, id.kiosk);
    if (!records.ok()) return records.status();
    SimulatedKiosk kiosk(options_, *std::move(identity),
                         options_.seed ^ (id.book * 1'000'003 + id.kiosk));
    return kiosk.Live(*records, counts);
  }

  const SimulateOptions& options_;
  const std::vector<journal::JournalId>& kiosks_;
  std::atomic<size_t> next_{0};
  common::Mutex mutex_;
  SimulateResult result_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace

void SimulateCounts::Add(const SimulateCounts& other) {
  kiosks += other.kiosks;
  drops += other.drops;
  clearances += other.clearances;
  scale_tests += other.scale_tests;
  left_out += other.left_out;
  records += other.records;
  acknowledged += other.acknowledged;
  outages += other.outages;
  kills += other.kills;
}

absl::StatusOr<SimulateResult> RunSimulate(const SimulateOptions& options) {
  auto kiosks = ListKiosks(options);
  if (!kiosks.ok()) return kiosks.status();
  if (mkdir(options.state_folder.c_str(), 0700) != 0) {
    return checkpoint::FileError(options.state_folder, "making the folder");
  }
  Simulation simulation(options, *kiosks);
  std::vector<std::thread> threads(std::clamp<size_t>(options.workers, 1, 64));
  for (std::thread& thread : threads) {
    thread = std::thread([&simulation] { simulation.Work(); });
  }
  for (std::thread& thread : threads) thread.join();
  return simulation.Take();
}

}  // namespace greenledger::kiosk
