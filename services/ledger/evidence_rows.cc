// The part of StateRows that is about calendars, activities, inspections,
// samples and violations.
#include <algorithm>
#include <string>
#include <tuple>
#include <vector>

#include "services/ledger/changed_keys.h"
#include "services/ledger/row_scan.h"
#include "services/ledger/rows.pb.h"
#include "services/ledger/state_rows.h"
#include "services/ledger/tables.h"

namespace greenledger::rules {
namespace {

namespace rows = ledger::rows;
using ledger::NumberAt;
using ledger::NumberKey;

void FillInspectors(const EvidenceState& evidence, rows::EvidenceRow* row) {
  for (const auto& [by, inspector] : evidence.inspectors) {
    rows::InspectorRow* out = row->add_inspectors();
    out->set_by(by);
    out->set_inspections(inspector.inspections);
    out->set_score_sum(inspector.score_sum);
    out->set_rechecked(inspector.rechecked);
    out->set_agreed(inspector.agreed);
  }
}

void FillSamples(const EvidenceState& evidence, rows::EvidenceRow* row) {
  for (const auto& [number, sample] : evidence.samples) {
    rows::SampleRow* out = row->add_samples();
    *out->mutable_committed() = sample.committed;
    out->set_committed_index(sample.committed_index);
    if (sample.drawn_index == 0) continue;
    *out->mutable_drawn() = sample.drawn;
    out->set_drawn_index(sample.drawn_index);
  }
}

void ReadEvidence(const rows::EvidenceRow& row, EvidenceState* evidence) {
  for (const v1::CalendarYear& calendar : row.calendars()) {
    evidence->calendars[calendar.year()] = calendar;
  }
  evidence->activity_rules = row.activity_rules();
  evidence->activity_versions.assign(row.activity_versions().begin(),
                                     row.activity_versions().end());
  for (const rows::MinutesRow& in : row.minutes()) {
    evidence->minutes[{in.household(), in.member(), in.day()}] = in.minutes();
  }
  for (const rows::InspectorRow& in : row.inspectors()) {
    evidence->inspectors[in.by()] = {in.inspections(), in.score_sum(),
                                     in.rechecked(), in.agreed()};
  }
  for (const rows::SampleRow& in : row.samples()) {
    evidence->samples[in.committed().number()] = {
        in.committed(), in.committed_index(), in.drawn(), in.drawn_index()};
  }
}

void PutInspection(uint64_t index, const InspectionState& inspection,
                   const StateRows::Put& put) {
  rows::InspectionRow row;
  *row.mutable_subject() = ToContestant(inspection.subject);
  row.set_campaign_number(inspection.campaign_number);
  row.set_day(inspection.day);
  row.set_score_permille(inspection.score_permille);
  row.set_by(inspection.by);
  row.set_recheck_of(inspection.recheck_of);
  row.set_rechecked_by(inspection.rechecked_by);
  put(ledger::kInspectionTable, NumberKey({index}), row.SerializeAsString());
}

void PutViolation(uint64_t index, const ViolationState& violation,
                  const StateRows::Put& put) {
  rows::ViolationRow row;
  *row.mutable_subject() = ToContestant(violation.subject);
  row.set_day(violation.day);
  row.set_withdrawn(violation.withdrawn);
  put(ledger::kViolationTable, NumberKey({index}), row.SerializeAsString());
}

}  // namespace

void StateRows::PutEvidence(const BookState& state, const Put& put) {
  const EvidenceState& evidence = state.evidence_;
  rows::EvidenceRow row;
  for (const auto& [year, calendar] : evidence.calendars) {
    *row.add_calendars() = calendar;
  }
  *row.mutable_activity_rules() = evidence.activity_rules;
  row.mutable_activity_versions()->Add(evidence.activity_versions.begin(),
                                       evidence.activity_versions.end());
  for (const auto& [key, minutes] : evidence.minutes) {
    rows::MinutesRow* out = row.add_minutes();
    out->set_household(std::get<0>(key));
    out->set_member(std::get<1>(key));
    out->set_day(std::get<2>(key));
    out->set_minutes(minutes);
  }
  FillInspectors(evidence, &row);
  FillSamples(evidence, &row);
  put(ledger::kEvidenceTable, "", row.SerializeAsString());
}

void StateRows::PutInspections(const BookState& state, const Put& put) {
  for (const auto& [index, inspection] : state.evidence_.inspections) {
    PutInspection(index, inspection, put);
  }
  for (const auto& [index, violation] : state.evidence_.violations) {
    PutViolation(index, violation, put);
  }
}

void StateRows::PutChangedEvidence(BookState* state, const Put& put) {
  EvidenceState& evidence = state->evidence_;
  SortUnique(&evidence.dirty_inspections);
  for (const uint64_t index : evidence.dirty_inspections) {
    PutInspection(index, evidence.inspections.at(index), put);
  }
  SortUnique(&evidence.dirty_violations);
  for (const uint64_t index : evidence.dirty_violations) {
    PutViolation(index, evidence.violations.at(index), put);
  }
  evidence.dirty_inspections.clear();
  evidence.dirty_violations.clear();
}

absl::Status StateRows::LoadEvidence(const storage::Store& store,
                                     BookState* state) {
  EvidenceState& evidence = state->evidence_;
  absl::Status row = ScanTable<rows::EvidenceRow>(
      store, *state, ledger::kEvidenceTable, "evidence",
      [&](std::string_view, const rows::EvidenceRow& read) {
        ReadEvidence(read, &evidence);
      });
  if (!row.ok()) return row;
  absl::Status inspections = ScanTable<rows::InspectionRow>(
      store, *state, ledger::kInspectionTable, "inspection",
      [&](std::string_view key, const rows::InspectionRow& read) {
        evidence.inspections[NumberAt(key, 0)] = {
            KeyOf(read.subject(), state->book_),
            read.campaign_number(),
            read.day(),
            read.score_permille(),
            read.by(),
            read.recheck_of(),
            read.rechecked_by()};
      });
  if (!inspections.ok()) return inspections;
  return ScanTable<rows::ViolationRow>(
      store, *state, ledger::kViolationTable, "violation",
      [&](std::string_view key, const rows::ViolationRow& read) {
        evidence.violations[NumberAt(key, 0)] = {
            KeyOf(read.subject(), state->book_), read.day(), read.withdrawn()};
      });
}

}  // namespace greenledger::rules
