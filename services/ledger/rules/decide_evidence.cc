#include "services/ledger/rules/decide_evidence.h"

#include <algorithm>
#include <string>

#include "services/ledger/rules/contestants.h"
#include "services/ledger/rules/decide_points.h"
#include "services/ledger/rules/draw.h"
#include "services/ledger/rules/local_day.h"
#include "services/ledger/rules/plain_text.h"
#include "storage/proof/sha256.h"

namespace greenledger::rules {
namespace {

void CheckNotAhead(int32_t today, std::string_view field,
                   const std::string& day, const RefusalList& refusals) {
  if (*ParseDay(day) > today) {
    refusals.Add(field, v1::REFUSAL_REASON_IN_FUTURE, day);
  }
}

void CheckRules(const EvidenceState& evidence, const v1::ActivityRules& rules,
                const RefusalList& refusals) {
  const auto& taken = evidence.activity_versions;
  if (std::find(taken.begin(), taken.end(), rules.version()) != taken.end()) {
    refusals.Add("version", v1::REFUSAL_REASON_VERSION_TAKEN, rules.version());
  }
}

void CheckActivity(const BookState& state, int32_t today,
                   const v1::ActivityBooked& activity,
                   const RefusalList& refusals) {
  const uint64_t number = activity.household_number();
  if (CheckOpen(state, number, "household_number", refusals) != nullptr) {
    const ContestantKey member{v1::CONTESTANT_KIND_PERSON, 0, number,
                               activity.member_number()};
    CheckKnown(state, member, "member_number", refusals);
  }
  CheckRecent(today, activity.day(), refusals);
}

void CheckCommitted(const EvidenceState& evidence,
                    const v1::SampleCommitted& committed,
                    const RefusalList& refusals) {
  if (evidence.samples.contains(committed.number())) {
    refusals.Add("number", v1::REFUSAL_REASON_NUMBER_TAKEN, committed.number());
  }
}

void CheckDrawn(const BookState& state, int32_t today,
                const v1::SampleDrawn& draw, const RefusalList& refusals) {
  const auto& samples = state.evidence().samples;
  const auto at = samples.find(draw.sample_number());
  if (at == samples.end()) {
    return refusals.Add("sample_number", v1::REFUSAL_REASON_SAMPLE_UNKNOWN,
                        draw.sample_number());
  }
  const SampleState& sample = at->second;
  if (sample.drawn_index != 0) {
    return refusals.Add("sample_number", v1::REFUSAL_REASON_SAMPLE_DRAWN,
                        sample.drawn_index);
  }
  const proof::Hash digest = proof::Sha256({draw.seed()});
  if (proof::AsBytes(digest) != sample.committed.seed_digest()) {
    return refusals.Add("seed", v1::REFUSAL_REASON_SEED_WRONG,
                        ToHexText(proof::AsBytes(digest)));
  }
  if (PopulationOf(state, sample.committed.from(), today).empty()) {
    refusals.Add("sample_number", v1::REFUSAL_REASON_NOTHING_TO_DRAW,
                 draw.sample_number());
  }
}

// One is withdrawn from whom it was held against, though that member or place
// may be gone since.
void CheckWithdrawn(const EvidenceState& evidence, const ContestantKey& key,
                    uint64_t index, const RefusalList& refusals) {
  const auto at = evidence.violations.find(index);
  if (at == evidence.violations.end() || at->second.withdrawn ||
      at->second.subject != key) {
    refusals.Add("withdraws", v1::REFUSAL_REASON_VIOLATION_UNKNOWN, index);
  }
}

void CheckViolation(const BookState& state, int32_t today,
                    const v1::ViolationBooked& violation,
                    const RefusalList& refusals) {
  const ContestantKey key = KeyOf(violation.subject(), state.book());
  if (violation.withdraws() == 0) CheckSubject(state, key, refusals);
  CheckNotAhead(today, "day", violation.day(), refusals);
  if (violation.withdraws() != 0) {
    CheckWithdrawn(state.evidence(), key, violation.withdraws(), refusals);
  }
}

}  // namespace

void CheckRecent(int32_t today, const std::string& day,
                 const RefusalList& refusals) {
  CheckNotAhead(today, "day", day, refusals);
  if (*ParseDay(day) < today - kEvidenceDaysMax) {
    refusals.Add("day", v1::REFUSAL_REASON_DAYS_WRONG, day);
  }
}

bool CheckSubject(const BookState& state, const ContestantKey& key,
                  const RefusalList& refusals) {
  const bool is_place = key.kind == v1::CONTESTANT_KIND_BUILDING ||
                        key.kind == v1::CONTESTANT_KIND_GRID;
  const v1::Place* place = state.FindPlace(key.number);
  if (is_place && key.book == 0 && place != nullptr && !IsKnown(state, key)) {
    refusals.Add("subject", v1::REFUSAL_REASON_PLACE_KIND_WRONG, key.number);
    return false;
  }
  return CheckKnown(state, key, "subject", refusals);
}

void CheckEvidence(const BookState& state, int64_t time_us,
                   const v1::Entry& entry, const RefusalList& refusals) {
  const int32_t today = state.DayOf(time_us);
  switch (entry.body_case()) {
    case v1::Entry::kActivityRulesPublished:
      return CheckRules(state.evidence(), entry.activity_rules_published(),
                        refusals);
    case v1::Entry::kActivity:
      return CheckActivity(state, today, entry.activity(), refusals);
    case v1::Entry::kInspection:
      return CheckInspection(state, today, entry.inspection(), refusals);
    case v1::Entry::kSampleCommitted:
      return CheckCommitted(state.evidence(), entry.sample_committed(),
                            refusals);
    case v1::Entry::kSampleDrawn:
      return CheckDrawn(state, today, entry.sample_drawn(), refusals);
    case v1::Entry::kSurvey:
      return CheckNotAhead(today, "to_day", entry.survey().to_day(), refusals);
    case v1::Entry::kViolation:
      return CheckViolation(state, today, entry.violation(), refusals);
    default:
      return;
  }
}

}  // namespace greenledger::rules
