// What a book knows of calendars, activities, inspections, samples, surveys and
// violations: a part of BookState.
#ifndef GREENLEDGER_SERVICES_LEDGER_RULES_EVIDENCE_STATE_H_
#define GREENLEDGER_SERVICES_LEDGER_RULES_EVIDENCE_STATE_H_

#include <compare>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "greenledger/v1/evidence.pb.h"

namespace greenledger::rules {

// How far back an inspection or activity may lie, and how long an inspection
// can be drawn to be repeated.
inline constexpr int32_t kEvidenceDaysMax = 60;
// Repeats whose scores differ by so much, in permille, still agree.
inline constexpr uint32_t kAgreementPermille = 100;

// A contestant as a key; `kind` by its number.
struct ContestantKey {
  uint32_t kind = 0;
  uint64_t book = 0;
  uint64_t number = 0;
  uint32_t member = 0;

  auto operator<=>(const ContestantKey&) const = default;
  template <typename H>
  friend H AbslHashValue(H hash, const ContestantKey& key) {
    return H::combine(std::move(hash), key.kind, key.book, key.number,
                      key.member);
  }
};

// A contestant that names no book, or its own, is of `book` 0.
ContestantKey KeyOf(const v1::Contestant& contestant, uint64_t own_book);

// An inspection, as far as later entries refer to it.
struct InspectionState {
  ContestantKey subject;
  uint32_t campaign_number = 0;
  int32_t day = 0;
  uint32_t score_permille = 0;
  std::string by;
  uint64_t recheck_of = 0;    // 0 if it repeats none
  uint64_t rechecked_by = 0;  // index of the one that repeats it, 0 if none
};

// What is known of somebody who scores.
struct InspectorState {
  uint64_t inspections = 0;  // repeats left out
  uint64_t score_sum = 0;
  uint64_t rechecked = 0;
  uint64_t agreed = 0;
};

struct SampleState {
  v1::SampleCommitted committed;
  uint64_t committed_index = 0;
  v1::SampleDrawn drawn;     // empty before
  uint64_t drawn_index = 0;  // 0 before
};

struct ViolationState {
  ContestantKey subject;
  int32_t day = 0;
  bool withdrawn = false;
};

// Not thread-safe. Rows and Apply change it; everybody else reads.
struct EvidenceState {
  std::map<uint32_t, v1::CalendarYear> calendars;  // by year
  // The one that was published last; no version if none was.
  v1::ActivityRules activity_rules;
  // Versions of all that were ever published.
  std::vector<std::string> activity_versions;
  // Household, member, local day -> minutes that counted; of the last
  // kEvidenceDaysMax days.
  std::map<std::tuple<uint64_t, uint32_t, int32_t>, uint32_t> minutes;
  // Local day on which older ones were last forgotten; in no row.
  int32_t pruned_day = 0;
  std::map<uint64_t, InspectionState> inspections;  // by entry
  std::map<std::string, InspectorState> inspectors;
  std::map<uint32_t, SampleState> samples;        // by number
  std::map<uint64_t, ViolationState> violations;  // by entry
  // Inspections and violations that changed since rows were last taken.
  std::vector<uint64_t> dirty_inspections;
  std::vector<uint64_t> dirty_violations;

  // Whether the subject has a violation that was not withdrawn, of a local day
  // on or after `from_day`.
  bool HasViolation(const ContestantKey& subject, int32_t from_day) const;
};

}  // namespace greenledger::rules

#endif  // GREENLEDGER_SERVICES_LEDGER_RULES_EVIDENCE_STATE_H_
