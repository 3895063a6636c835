#include <sys/resource.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>

#include "fmt/format.h"
#include "services/common/clock.h"
#include "tests/bench/cases.h"
#include "tests/bench/community.h"
#include "tests/bench/machine.h"
#include "tests/bench/must.h"

namespace greenledger::bench {
namespace {

namespace fs = std::filesystem;

constexpr size_t kGrowthBooks = 4;
constexpr size_t kGrowthKiosks = 64;
constexpr size_t kGrowthBatch = 100;
constexpr size_t kStepBatches = 16;
constexpr int64_t kBeginUs = 1'767'225'600LL * 1'000'000;
constexpr int64_t kMinuteUs = 60'000'000;
// What the memory target allows besides a part for each household.
constexpr double kFixedBytes = 64.0 * (1 << 20);

double CpuSeconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) +
           1e-6 * static_cast<double>(time.tv_usec);
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

double FolderBytes(const std::string& folder) {
  uintmax_t bytes = 0;
  for (const auto& file : fs::recursive_directory_iterator(folder)) {
    if (file.is_regular_file()) bytes += file.file_size();
  }
  return static_cast<double>(bytes);
}

// Books that grow as their kiosks' clocks go on.
class Grown {
 public:
  // A step is at most so many records.
  Grown(const std::string& folder, uint64_t households, uint64_t step)
      : folder_(folder),
        households_(households),
        batches_(std::clamp<size_t>(step / (kGrowthKiosks * kGrowthBatch), 1,
                                    kStepBatches)),
        clock_(kBeginUs),
        site_({.folder = folder,
               .books = kGrowthBooks,
               .kiosks_per_book = kGrowthKiosks / kGrowthBooks,
               .households_per_book = households / kGrowthBooks},
              kBeginUs) {
    Open();
    const Site::Listening at =
        site_.Listen("grow", {ledger_->ledger->kiosk_service()},
                     {ledger_->ledger->registry_service()});
    Populate(site_, at.local_address);
    at.server->Drain(std::chrono::seconds(5));
  }

  uint64_t size() const {
    uint64_t entries = 0;
    for (const auto& head : ledger_->ledger->store().Heads()) {
      entries += head.size;
    }
    return entries;
  }

  void GrowTo(uint64_t entries) {
    for (uint64_t shown = 0; size() < entries;) {
      Step();
      if (size() < shown + 1'000'000) continue;
      shown = size();
      std::fprintf(stderr, "\rgrowing: %.0f of %.0f million entries ",
                   static_cast<double>(shown) / 1e6,
                   static_cast<double>(entries) / 1e6);
    }
    std::fputs("\n", stderr);
  }

  // Processor time that a record costs, in microseconds, with what is written
  // behind it.
  double Step() {
    const Site::Uploads uploads =
        site_.NextUploads(kGrowthKiosks, batches_, kGrowthBatch);
    for (const Kiosk& kiosk : site_.kiosks()) {
      clock_.Set(std::max(clock_.NowMicros(), kiosk.next_time_us + kMinuteUs));
    }
    const double begin = CpuSeconds();
    CommitInProcess(ledger_->ledger.get(), site_, uploads);
    return 1e6 * (CpuSeconds() - begin) /
           static_cast<double>(kGrowthKiosks * batches_ * kGrowthBatch);
  }

  // Of the open ledger after some work, for each household, beyond what is
  // allowed once.
  double BytesAHousehold() {
    ledger_->ledger->Stop();
    ledger_.reset();
    const double before = ResidentBytes();
    Open();
    for (int i = 0; i < 4; ++i) Step();
    return std::max(0.0, ResidentBytes() - before - kFixedBytes) /
           static_cast<double>(households_);
  }

  double DiskBytes() {
    ledger_->ledger->Stop();
    ledger_.reset();
    const double bytes = FolderBytes(DataFolder());
    Open();
    return bytes;
  }

  // From a part of every book.
  double EncodedBytes() const {
    constexpr uint64_t kSample = 50'000;
    double total = 0;
    const storage::Store& store = ledger_->ledger->store();
    for (const auto& head : store.Heads()) {
      uint64_t bytes = 0;
      uint64_t entries = 0;
      const uint64_t from = head.size - std::min(kSample, head.size);
      Must(store.ReadEntries(head.book, from,
                             [&](uint64_t, std::string_view entry) {
                               bytes += entry.size();
                               ++entries;
                               return true;
                             }));
      total += static_cast<double>(bytes) / static_cast<double>(entries) *
               static_cast<double>(head.size);
    }
    return total;
  }

 private:
  std::string DataFolder() const { return folder_ + "/ledger"; }
  void Open() { ledger_ = OpenLedgerAt(DataFolder(), false, &clock_); }

  const std::string folder_;
  const uint64_t households_;
  const size_t batches_;
  common::ManualClock clock_;
  Site site_;
  std::unique_ptr<OpenLedger> ledger_;
};

}  // namespace

void MeasureGrowth(const Scale& scale, const std::string& folder,
                   Report* report) {
  if (scale.growth_to == 0) return;
  fs::create_directories(folder);
  Grown small(folder + "/small", scale.growth_households, scale.growth_from);
  Grown large(folder + "/large", scale.growth_households, scale.growth_from);
  small.GrowTo(scale.growth_from);
  large.GrowTo(scale.growth_to);
  const auto name = [](uint64_t entries) {
    return fmt::format("processor time of a drop among {:.3g} M entries",
                       static_cast<double>(entries) / 1e6);
  };
  Series cost{name(large.size()), "us/record", {}};
  Series cost_before{name(small.size()), "us/record", {}};
  for (int round = 0; round < 2 * scale.rounds; ++round) {
    cost_before.values.push_back(small.Step());
    cost.values.push_back(large.Step());
  }
  report->Add({"F9", cost, cost_before, 1.2, false});
  Series memory{
      fmt::format("memory beyond 64 MiB, {} households, {:.3g} M entries",
                  scale.growth_households,
                  static_cast<double>(large.size()) / 1e6),
      "B/household",
      {large.BytesAHousehold()}};
  report->Add({"F9", memory, {}, 400, false});
  Series disk{"disk", "bytes", {large.DiskBytes()}};
  Series encoded{"encoded entries", "bytes", {large.EncodedBytes()}};
  report->Add({"F9", disk, encoded, 1.3, false});
}

}  // namespace greenledger::bench
