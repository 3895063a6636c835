// Detectors without a window.
#include "services/oversight/detector.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <utility>

#include "services/oversight/window_detectors.h"

namespace greenledger::oversight {
namespace {

using Place = std::pair<uint64_t, int64_t>;  // kiosk, bin or the like

void SaveRow(std::initializer_list<int64_t> numbers, memory::RuleMemory* out) {
  out->add_rows()->mutable_numbers()->Assign(numbers.begin(), numbers.end());
}

class IdenticalWeights final : public Detector {
 public:
  explicit IdenticalWeights(const v1::AnomalyRule& rule)
      : limit_(rule.limit()) {}

  std::optional<Finding> Look(const Seen& seen) override {
    if (!seen.entry.has_drop() || seen.record == nullptr) return std::nullopt;
    const v1::Drop& drop = seen.record->drop();
    Run& run = runs_[{seen.kiosk, drop.bin()}];
    run.length = drop.grams() == run.grams && drop.grams() > 0 ? run.length + 1
                 : drop.grams() > 0                            ? 1
                                                               : 0;
    run.grams = drop.grams();
    if (run.length != limit_) return std::nullopt;
    return Finding{.found = run.length, .bin = drop.bin()};
  }

  void Save(memory::RuleMemory* out) const override {
    for (const auto& [bin, run] : runs_) {
      SaveRow({static_cast<int64_t>(bin.first), bin.second, run.grams,
               static_cast<int64_t>(run.length)},
              out);
    }
  }
  void Restore(const memory::RuleMemory& memory) override {
    for (const memory::Numbers& row : memory.rows()) {
      if (row.numbers_size() != 4) continue;
      runs_[{static_cast<uint64_t>(row.numbers(0)), row.numbers(1)}] = {
          static_cast<uint32_t>(row.numbers(2)),
          static_cast<uint64_t>(row.numbers(3))};
    }
  }

 private:
  struct Run {
    uint32_t grams = 0;
    uint64_t length = 0;
  };
  const uint64_t limit_;
  std::map<Place, Run> runs_;
};

class ClockJump final : public Detector {
 public:
  explicit ClockJump(const v1::AnomalyRule& rule) : limit_(rule.limit()) {}

  std::optional<Finding> Look(const Seen& seen) override {
    // A quarantined record may have any time.
    if (seen.record == nullptr || seen.entry.has_quarantined()) {
      return std::nullopt;
    }
    const Clocks now{static_cast<int64_t>(seen.incarnation),
                     seen.record->device_time_us(),
                     static_cast<int64_t>(seen.record->monotonic_us())};
    const auto [known, first] = clocks_.try_emplace(seen.kiosk, now);
    const Clocks before = std::exchange(known->second, now);
    const bool same_run = !first && before.incarnation == now.incarnation &&
                          now.monotonic_us >= before.monotonic_us;
    if (!same_run) return std::nullopt;
    const int64_t ran_us = now.monotonic_us - before.monotonic_us;
    const int64_t showed_us = now.device_us - before.device_us;
    const auto jump_s =
        static_cast<uint64_t>(std::llabs(showed_us - ran_us) / 1'000'000);
    if (jump_s < limit_) return std::nullopt;
    return Finding{.found = jump_s};
  }

  void Save(memory::RuleMemory* out) const override {
    for (const auto& [kiosk, clocks] : clocks_) {
      SaveRow({static_cast<int64_t>(kiosk), clocks.incarnation,
               clocks.device_us, clocks.monotonic_us},
              out);
    }
  }
  void Restore(const memory::RuleMemory& memory) override {
    for (const memory::Numbers& row : memory.rows()) {
      if (row.numbers_size() != 4) continue;
      clocks_[static_cast<uint64_t>(row.numbers(0))] = {
          row.numbers(1), row.numbers(2), row.numbers(3)};
    }
  }

 private:
  struct Clocks {
    int64_t incarnation = 0;
    int64_t device_us = 0;
    int64_t monotonic_us = 0;
  };
  const uint64_t limit_;
  std::map<uint64_t, Clocks> clocks_;
};

// What the crew's scale found is the whole of the collector's legs, what it
// differs by is that of the loss account.
class MassDifference final : public Detector {
 public:
  explicit MassDifference(const v1::AnomalyRule& rule) : limit_(rule.limit()) {}

  std::optional<Finding> Look(const Seen& seen) override {
    if (!seen.entry.has_clearance() || seen.record == nullptr) {
      return std::nullopt;
    }
    int64_t counted = 0;
    int64_t lost = 0;
    for (const v1::Posting& leg : seen.entry.postings()) {
      if (leg.asset() != v1::ASSET_MASS) continue;
      if (leg.owner() == v1::ACCOUNT_OWNER_BIN) counted -= leg.amount();
      if (leg.owner() == v1::ACCOUNT_OWNER_LOSS) lost += leg.amount();
    }
    const auto found = static_cast<uint64_t>(std::llabs(lost)) * 1000 /
                       static_cast<uint64_t>(std::max<int64_t>(counted, 1));
    if (found < limit_) return std::nullopt;
    return Finding{.found = found, .bin = seen.record->clearance().bin()};
  }

 private:
  const uint64_t limit_;
};

class CountDifference final : public Detector {
 public:
  std::optional<Finding> Look(const Seen& seen) override {
    const v1::Entry& entry = seen.entry;
    if (entry.has_daily_close() && !entry.daily_close().agrees()) {
      return Finding{.found = 1};
    }
    if (entry.has_clearance() && entry.clearance().has_counted_by_ledger() &&
        seen.record != nullptr) {
      return Finding{.found = 1, .bin = seen.record->clearance().bin()};
    }
    return std::nullopt;
  }
};

// A monitor that stays bad is told once.
class BadMonitor final : public Detector {
 public:
  explicit BadMonitor(const v1::AnomalyRule& rule) : limit_(rule.limit()) {}

  std::optional<Finding> Look(const Seen& seen) override {
    if (!seen.entry.has_monitor() || seen.record == nullptr) {
      return std::nullopt;
    }
    const v1::Monitor& monitor = seen.record->monitor();
    const auto severity = static_cast<uint64_t>(monitor.severity());
    uint64_t& known = severities_[{
        seen.kiosk, int64_t{monitor.kind()} * 1000 + monitor.bin()}];
    const uint64_t before = std::exchange(known, severity);
    if (before >= limit_ || severity < limit_) return std::nullopt;
    return Finding{.found = severity, .bin = monitor.bin()};
  }

  void Save(memory::RuleMemory* out) const override {
    for (const auto& [place, severity] : severities_) {
      SaveRow({static_cast<int64_t>(place.first), place.second,
               static_cast<int64_t>(severity)},
              out);
    }
  }
  void Restore(const memory::RuleMemory& memory) override {
    for (const memory::Numbers& row : memory.rows()) {
      if (row.numbers_size() != 3) continue;
      severities_[{static_cast<uint64_t>(row.numbers(0)), row.numbers(1)}] =
          static_cast<uint64_t>(row.numbers(2));
    }
  }

 private:
  const uint64_t limit_;
  std::map<Place, uint64_t> severities_;
};

}  // namespace

std::unique_ptr<Detector> MakeDetector(const v1::AnomalyRule& rule) {
  switch (rule.kind()) {
    case v1::ANOMALY_KIND_IDENTICAL_WEIGHTS:
      return std::make_unique<IdenticalWeights>(rule);
    case v1::ANOMALY_KIND_CLOCK_JUMP:
      return std::make_unique<ClockJump>(rule);
    case v1::ANOMALY_KIND_MASS_DIFFERENCE:
      return std::make_unique<MassDifference>(rule);
    case v1::ANOMALY_KIND_COUNT_DIFFERENCE:
      return std::make_unique<CountDifference>();
    case v1::ANOMALY_KIND_MONITOR:
      return std::make_unique<BadMonitor>(rule);
    default:
      return MakeWindowDetector(rule);
  }
}

}  // namespace greenledger::oversight
