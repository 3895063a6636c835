#include <atomic>
#include <filesystem>
#include <memory>
#include <thread>
#include <utility>

#include "fmt/format.h"
#include "tests/bench/cases.h"
#include "tests/bench/community.h"
#include "tests/bench/kiosk_fleet.h"
#include "tests/bench/must.h"

namespace greenledger::bench {
namespace {

constexpr size_t kReconnectBooks = 4;
// As many as a town of 84,000 households has.
constexpr size_t kBack = 380;
// Kiosks that were online all the time.
constexpr size_t kReconnectOthers = 20;
constexpr size_t kReconnectBatch = 100;
// Of the records that come in, 15 % came in before.
constexpr uint64_t kRepeatedPercent = 15;

// Kiosks that come back with what they recorded meanwhile, and some others
// that post single records all the while.
class Reconnect {
 public:
  Reconnect(const std::string& folder, uint64_t households)
      : site_({.folder = folder,
               .books = kReconnectBooks,
               .kiosks_per_book = (kReconnectOthers + kBack) / kReconnectBooks,
               .households_per_book = households},
              common::SystemClock().NowMicros()),
        ledger_(OpenLedgerAt(site_.Path("ledger"))),
        at_(site_.Listen("back", {ledger_->ledger->kiosk_service()},
                         {ledger_->ledger->registry_service()})) {
    Populate(site_, at_.local_address);
  }
  ~Reconnect() {
    at_.server->Drain(std::chrono::seconds(5));
    ledger_->ledger->Stop();
  }

  // Seconds from the first connection attempt to the last answer; the others'
  // latencies meanwhile are added to `others_us`.
  double ComeBack(uint64_t records, std::vector<uint32_t>* others_us);

 private:
  Site::Uploads Backlog(uint64_t records);
  Site::Uploads Singles();

  Site site_;
  std::unique_ptr<OpenLedger> ledger_;
  Site::Listening at_;
};

// For each kiosk uploads of which a part was booked already: the answers to
// them never arrived.
Site::Uploads Reconnect::Backlog(uint64_t records) {
  const uint64_t each =
      std::max<uint64_t>(1, records / (kBack * kReconnectBatch));
  const Site::Uploads all = site_.NextUploads(kBack, each, kReconnectBatch);
  const uint64_t repeated =
      records * kRepeatedPercent / (100 * kReconnectBatch);
  Site::Uploads before(all.size());
  for (uint64_t i = 0; i < repeated; ++i) {
    before[i % kBack].push_back(all[i % kBack][i / kBack]);
  }
  KioskFleet fleet(site_, at_.kiosk_address, kBack, true);
  fleet.Connect();
  fleet.Run(before, kBack);
  return all;
}

Site::Uploads Reconnect::Singles() {
  Site::Uploads singles(kReconnectOthers);
  for (size_t i = 0; i < kReconnectOthers; ++i) {
    for (int k = 0; k < 50; ++k) {
      singles[i].push_back(site_.NextUpload(kBack + i, 1));
    }
  }
  return singles;
}

double Reconnect::ComeBack(uint64_t records, std::vector<uint32_t>* others_us) {
  const Site::Uploads backlog = Backlog(records);
  KioskFleet others(site_, at_.kiosk_address, kReconnectOthers, true, kBack);
  others.Connect();
  KioskFleet back(site_, at_.kiosk_address, kBack, false);
  std::atomic<bool> done = false;
  std::thread online([&] {
    while (!done) {
      // A few records in flight, as on any day.
      const LoadResult result = others.Run(Singles(), 4);
      others_us->insert(others_us->end(), result.latencies_us.begin(),
                        result.latencies_us.end());
    }
  });
  const auto begin = std::chrono::steady_clock::now();
  back.Connect();
  back.Run(backlog, kBack);
  const double seconds = SecondsSince(begin);
  done = true;
  online.join();
  return seconds;
}

}  // namespace

void MeasureReconnect(const Scale& scale, const std::string& folder,
                      Report* report) {
  for (const uint64_t records : scale.backlogs) {
    const bool town = records < 1'000'000;
    Reconnect kiosks(folder + std::to_string(records), scale.households);
    Series back{
        fmt::format("{} kiosks come back with {} records", kBack, records),
        "s",
        {}};
    Series others{"the others' single records meanwhile, p99", "ms", {}};
    for (int round = 0; round < (town ? scale.rounds : 1); ++round) {
      std::vector<uint32_t> others_us;
      back.values.push_back(kiosks.ComeBack(records, &others_us));
      others.values.push_back(PercentileUs(std::move(others_us), 0.99) / 1000);
    }
    report->Add({"F12", back, {}, town ? 3.0 : 60.0, false});
    report->Add({"F12", others, {}, 250, false});
  }
}

}  // namespace greenledger::bench
