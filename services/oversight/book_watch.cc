#include "services/oversight/book_watch.h"

#include <optional>
#include <string>
#include <utility>

#include "services/ledger/rules/source.h"
#include "services/ledger/rules/state.h"
#include "services/ledger/rules/trusted_clock.h"

namespace greenledger::oversight {
namespace {

// An entry of a kiosk as detectors see it. `record` is where it is parsed.
std::optional<Seen> See(const v1::Entry& entry, v1::Record* record) {
  const v1::KioskRecord* source = rules::SourceOf(entry);
  if (source == nullptr) return std::nullopt;
  const bool readable = source->record().size() <= rules::kRecordBytesMax &&
                        record->ParseFromString(source->record());
  const bool trusted =
      readable && record->clock_synced() &&
      record->device_time_us() <= entry.time_us() + rules::kClockAheadMaxUs;
  return Seen{entry, readable ? record : nullptr, entry.actor().number(),
              source->incarnation(),
              trusted ? record->device_time_us() : entry.time_us()};
}

}  // namespace

BookWatch::BookWatch(const memory::BookMemory& memory,
                     const v1::AnomalyRules& rules)
    : book_(memory.book()),
      next_index_(memory.next_index()),
      last_time_us_(memory.last_time_us()) {
  SetRules(rules, memory.rules_index());
  for (const memory::RuleMemory& rule : memory.rules()) {
    for (Watched& watched : watched_) {
      if (watched.rule.name() == rule.rule() && watched.detector != nullptr) {
        watched.detector->Restore(rule);
      }
    }
  }
}

void BookWatch::SetRules(const v1::AnomalyRules& rules, uint64_t index) {
  rules_version_ = rules.version();
  rules_index_ = index;
  watched_.clear();
  for (const v1::AnomalyRule& rule : rules.rules()) {
    Watched& watched = watched_.emplace_back();
    watched.rule = rule;
    watched.detector = MakeDetector(rule);
    if (rule.kind() == v1::ANOMALY_KIND_IDENTITY) {
      watched.identities =
          std::make_unique<Window>(rule.window_minutes() * 60'000'000LL);
    }
  }
}

v1::AnomalyRaised BookWatch::Raise(const v1::AnomalyRule& rule, uint64_t kiosk,
                                   const Finding& finding) const {
  v1::AnomalyRaised raised;
  raised.set_rule(rule.name());
  raised.set_rules_version(rules_version_);
  raised.set_kind(rule.kind());
  raised.set_severity(rule.severity());
  raised.set_kiosk_number(kiosk);
  raised.set_bin(finding.bin);
  raised.set_found(finding.found);
  return raised;
}

void BookWatch::Add(const v1::Entry& entry,
                    std::vector<v1::AnomalyRaised>* raised) {
  next_index_ = entry.index() + 1;
  last_time_us_ = entry.time_us();
  if (entry.has_anomaly_rules_published()) {
    return SetRules(entry.anomaly_rules_published(), entry.index());
  }
  if (watched_.empty()) return;
  v1::Record record;
  const std::optional<Seen> seen = See(entry, &record);
  if (!seen.has_value()) return;
  for (Watched& watched : watched_) {
    if (watched.detector == nullptr) continue;
    const std::optional<Finding> finding = watched.detector->Look(*seen);
    if (!finding.has_value()) continue;
    raised->push_back(Raise(watched.rule, seen->kiosk, *finding));
    raised->back().set_entry_index(entry.index());
  }
}

void BookWatch::Refill(const v1::Entry& entry) {
  v1::Record record;
  const std::optional<Seen> seen = See(entry, &record);
  if (!seen.has_value()) return;
  for (Watched& watched : watched_) {
    if (watched.detector != nullptr && watched.detector->has_window()) {
      watched.detector->Look(*seen);
    }
  }
}

void BookWatch::AddIdentityEvent(uint64_t kiosk, int64_t time_us,
                                 std::vector<v1::AnomalyRaised>* raised) {
  for (Watched& watched : watched_) {
    if (watched.identities == nullptr) continue;
    const WindowSums sums =
        watched.identities->Add({.key = std::to_string(kiosk),
                                 .at_us = time_us,
                                 .received_us = time_us});
    const uint64_t limit = watched.rule.limit();
    if (sums.before >= limit || sums.after < limit) continue;
    raised->push_back(Raise(watched.rule, kiosk, {.found = sums.after}));
  }
}

memory::BookMemory BookWatch::Save() const {
  memory::BookMemory saved;
  saved.set_book(book_);
  saved.set_next_index(next_index_);
  saved.set_last_time_us(last_time_us_);
  saved.set_rules_version(rules_version_);
  saved.set_rules_index(rules_index_);
  for (const Watched& watched : watched_) {
    if (watched.detector == nullptr) continue;
    memory::RuleMemory* rule = saved.add_rules();
    rule->set_rule(watched.rule.name());
    watched.detector->Save(rule);
  }
  return saved;
}

}  // namespace greenledger::oversight
