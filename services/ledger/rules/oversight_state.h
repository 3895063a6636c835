// What a book knows of collectors and processors, of clearances and their
// deadlines, of anomalies and of what was reversed: a part of BookState.
//
// Deadlines are judged by the kiosk's own records, as they are folded: when a
// record with a clock that can be trusted lies beyond a deadline, all
// clearances before it are known. A deadline that was missed waits in `untold`
// for the entry that tells it, so that each is told once whatever happens to
// whoever tells it. A kiosk that has been silent for kSilentUs beyond a
// deadline is no longer waited for.
#ifndef GREENLEDGER_SERVICES_LEDGER_RULES_OVERSIGHT_STATE_H_
#define GREENLEDGER_SERVICES_LEDGER_RULES_OVERSIGHT_STATE_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "greenledger/v1/oversight.pb.h"
#include "greenledger/v1/record.pb.h"
#include "greenledger/v1/registry.pb.h"
#include "services/ledger/rules/card_hash.h"

namespace greenledger::rules {

// How long a silent kiosk is waited for: seven days.
inline constexpr int64_t kSilentUs = 7LL * 86'400 * 1'000'000;
// Missed deadlines that wait to be told; those beyond are let go.
inline constexpr size_t kUntoldMax = 100'000;
// Clearances of a bin that are remembered, the newest.
inline constexpr size_t kClearedMax = 16;

// A published plan.
struct PublishedPlan {
  v1::ClearancePlan plan;
  int32_t first_day = 0;
  // No deadline before it counts, microseconds since 1970-01-01 UTC.
  int64_t published_us = 0;
};

// One deadline of one bin.
struct Deadline {
  int64_t time_us = 0;
  // The deadline before it: a clearance must be after that.
  int64_t since_us = 0;
  v1::ClearanceMissed missed;
};

// What is known of one bin.
struct BinClearances {
  // Deadlines up to here were judged.
  int64_t judged_us = 0;
  // When it was cleared, in the order of arrival, at most kClearedMax.
  std::vector<int64_t> cleared_us;
};

// A kiosk's bin with what it takes.
struct BinPlace {
  uint64_t kiosk = 0;
  v1::Bin bin;
};

// Not thread-safe. Rows and Apply change it; everybody else reads.
struct OversightState {
  using PartyKey = std::pair<v1::PartyKind, uint64_t>;

  std::map<PartyKey, v1::Party> parties;
  std::map<CardHash, uint64_t> crew_cards;  // -> collector
  // In the order of publication, which is that of first days.
  std::vector<PublishedPlan> plans;
  // In the order of publication; the last ones hold.
  std::vector<v1::AnomalyRules> rules;
  // Bin account -> its clearances.
  std::map<uint64_t, BinClearances> bins;
  // In the order in which they were found.
  std::vector<v1::ClearanceMissed> untold;
  // Index of an anomaly -> index of the entry that judged it, 0 while open.
  std::map<uint64_t, uint64_t> anomalies;
  // Index of an entry that was reversed -> index of the entry that did so.
  absl::flat_hash_map<uint64_t, uint64_t> reversed;
  // Changed since rows were last taken.
  std::vector<uint64_t> dirty_anomalies;
  std::vector<uint64_t> dirty_reversed;

  bool HasParty(v1::PartyKind kind, uint64_t number) const {
    return parties.contains({kind, number});
  }
  bool HasCrewCards(uint64_t collector) const;
  const v1::AnomalyRule* FindRule(std::string_view version,
                                  std::string_view name) const;
  const PublishedPlan* FindPlan(std::string_view version) const;

  // The first deadline of a bin after `after_us` and not after `until_us`.
  std::optional<Deadline> NextDeadline(const BinPlace& place, int64_t after_us,
                                       int64_t until_us,
                                       int32_t utc_offset_minutes) const;

  // The first deadline that a silent kiosk's bin missed and that nobody told,
  // at the time `now_us`.
  std::optional<Deadline> FirstOverdue(const BinPlace& place, int64_t now_us,
                                       int32_t utc_offset_minutes) const;

  // A kiosk came into service: deadlines before that are not its bins'.
  void Begin(const v1::Kiosk& kiosk, int64_t time_us);

  // Judges the deadlines that a record of the kiosk lies beyond, then notes its
  // clearance if it `clears`. `received_us` is the time of its entry.
  void Observe(const v1::Kiosk& kiosk, const v1::Record& record, bool clears,
               int64_t received_us, int32_t utc_offset_minutes);

  // Takes the deadline that an entry told off what is to be told.
  void Tell(const v1::ClearanceMissed& missed, int64_t deadline_us);

  void AddPlan(PublishedPlan published) {
    plans.push_back(std::move(published));
    next_look_us_.clear();
  }

 private:
  bool IsMet(uint64_t account, const Deadline& deadline) const;
  int64_t JudgedUntil(uint64_t account) const;
  void Judge(const v1::Kiosk& kiosk, int64_t until_us,
             int32_t utc_offset_minutes);

  // Kiosk -> a time before which no deadline of its bins lies. Nothing follows
  // from it but speed.
  absl::flat_hash_map<uint64_t, int64_t> next_look_us_;
};

// The rule of a plan that holds for a bin of that class; nullptr if none does.
const v1::ClearanceRule* RuleFor(const PublishedPlan& plan, uint64_t kiosk,
                                 uint32_t class_code);

// Whether two tell of the same deadline.
bool SameDeadline(const v1::ClearanceMissed& a, const v1::ClearanceMissed& b);

// When a deadline is, microseconds since 1970-01-01 UTC.
int64_t DeadlineTime(int32_t day, uint32_t by_minute,
                     int32_t utc_offset_minutes);

}  // namespace greenledger::rules

#endif  // GREENLEDGER_SERVICES_LEDGER_RULES_OVERSIGHT_STATE_H_
