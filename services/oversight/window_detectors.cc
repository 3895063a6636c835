// Detectors that count within a window.
#include "services/oversight/window_detectors.h"

#include <string>

#include "services/oversight/window.h"

namespace greenledger::oversight {
namespace {

int64_t WindowUs(const v1::AnomalyRule& rule) {
  return rule.window_minutes() * 60'000'000LL;
}

// Counts what a subclass makes of an entry.
class WindowDetector : public Detector {
 public:
  explicit WindowDetector(const v1::AnomalyRule& rule)
      : limit_(rule.limit()), window_(WindowUs(rule)) {}

  std::optional<Finding> Look(const Seen& seen) final {
    const std::optional<Counted> thing = Count(seen);
    if (!thing.has_value()) return std::nullopt;
    const WindowSums sums = window_.Add(*thing);
    if (sums.before >= limit_ || sums.after < limit_) return std::nullopt;
    return Finding{.found = sums.after};
  }

  bool has_window() const final { return true; }

 private:
  // What of the entry is counted; nothing if it is none of the kind.
  virtual std::optional<Counted> Count(const Seen& seen) const = 0;

  const uint64_t limit_;
  Window window_;
};

class CardRate final : public WindowDetector {
 public:
  using WindowDetector::WindowDetector;

 private:
  std::optional<Counted> Count(const Seen& seen) const override {
    if (!seen.entry.has_drop() || seen.record == nullptr) return std::nullopt;
    return Counted{.key = seen.record->drop().card_hash(),
                   .at_us = seen.at_us,
                   .received_us = seen.entry.time_us()};
  }
};

class CardWeight final : public WindowDetector {
 public:
  using WindowDetector::WindowDetector;

 private:
  std::optional<Counted> Count(const Seen& seen) const override {
    if (!seen.entry.has_drop() || seen.record == nullptr) return std::nullopt;
    return Counted{.key = seen.record->drop().card_hash(),
                   .at_us = seen.at_us,
                   .received_us = seen.entry.time_us(),
                   .amount = seen.record->drop().grams()};
  }
};

class UnknownCards final : public WindowDetector {
 public:
  using WindowDetector::WindowDetector;

 private:
  std::optional<Counted> Count(const Seen& seen) const override {
    if (!seen.entry.has_drop() || seen.record == nullptr ||
        seen.entry.household() != 0) {
      return std::nullopt;
    }
    return Counted{.key = std::to_string(seen.kiosk),
                   .at_us = seen.at_us,
                   .received_us = seen.entry.time_us(),
                   .mark = seen.record->drop().card_hash()};
  }
};

// By the time of receipt: what a quarantined record says of its time is worth
// nothing.
class Quarantined final : public WindowDetector {
 public:
  using WindowDetector::WindowDetector;

 private:
  std::optional<Counted> Count(const Seen& seen) const override {
    if (!seen.entry.has_quarantined()) return std::nullopt;
    return Counted{.key = std::to_string(seen.kiosk),
                   .at_us = seen.entry.time_us(),
                   .received_us = seen.entry.time_us()};
  }
};

}  // namespace

std::unique_ptr<Detector> MakeWindowDetector(const v1::AnomalyRule& rule) {
  switch (rule.kind()) {
    case v1::ANOMALY_KIND_CARD_RATE:
      return std::make_unique<CardRate>(rule);
    case v1::ANOMALY_KIND_CARD_WEIGHT:
      return std::make_unique<CardWeight>(rule);
    case v1::ANOMALY_KIND_UNKNOWN_CARDS:
      return std::make_unique<UnknownCards>(rule);
    case v1::ANOMALY_KIND_QUARANTINED:
      return std::make_unique<Quarantined>(rule);
    default:
      return nullptr;
  }
}

}  // namespace greenledger::oversight
