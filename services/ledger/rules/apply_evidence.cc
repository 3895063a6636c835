// The part of BookState::Apply that folds evidence. The log may be damaged or
// of another's making, so what it names is looked for.
#include <algorithm>
#include <map>
#include <string>
#include <tuple>

#include "services/ledger/rules/decide_evidence.h"
#include "services/ledger/rules/document_check.h"
#include "services/ledger/rules/local_day.h"
#include "services/ledger/rules/state.h"

namespace greenledger::rules {
namespace {

// What is wrong, empty if nothing is; so do the others here.
std::string_view Publish(const v1::CalendarYear& calendar,
                         EvidenceState* evidence) {
  if (!CheckCalendarYear(calendar).empty()) return "the calendar has faults";
  evidence->calendars[calendar.year()] = calendar;
  return "";
}

std::string_view Publish(const v1::ActivityRules& rules,
                         EvidenceState* evidence) {
  if (!CheckActivityRules(rules).empty()) return "the rules have faults";
  evidence->activity_rules = rules;
  evidence->activity_versions.push_back(rules.version());
  return "";
}

// Forgets what no activity can be booked for any more.
void Prune(int32_t today, EvidenceState* evidence) {
  if (evidence->pruned_day == today) return;
  evidence->pruned_day = today;
  std::erase_if(evidence->minutes, [&](const auto& at) {
    return std::get<2>(at.first) < today - kEvidenceDaysMax;
  });
}

std::string_view Count(const v1::ActivityBooked& activity, int32_t today,
                       EvidenceState* evidence) {
  const auto day = ParseDay(activity.day());
  if (!day.has_value() || activity.counted_minutes() > kDayMinutes) {
    return "its day or minutes are impossible";
  }
  Prune(today, evidence);
  evidence->minutes[{activity.household_number(), activity.member_number(),
                     *day}] += activity.counted_minutes();
  return "";
}

// Links the inspection that is repeated, and compares the scores.
std::string_view Recheck(const v1::Entry& entry, EvidenceState* evidence) {
  const v1::InspectionBooked& booked = entry.inspection();
  const auto at = evidence->inspections.find(booked.recheck_of());
  if (at == evidence->inspections.end()) {
    return "it repeats what is no inspection";
  }
  InspectionState& first = at->second;
  first.rechecked_by = entry.index();
  evidence->dirty_inspections.push_back(at->first);
  InspectorState& inspector = evidence->inspectors[first.by];
  const auto [low, high] =
      std::minmax({first.score_permille, booked.score_permille()});
  ++inspector.rechecked;
  if (high - low <= kAgreementPermille) ++inspector.agreed;
  return "";
}

std::string_view Inspect(const v1::Entry& entry, uint64_t book,
                         EvidenceState* evidence) {
  const v1::InspectionBooked& booked = entry.inspection();
  const auto day = ParseDay(booked.day());
  if (!day.has_value() || booked.score_permille() > 1000) {
    return "its day or score is impossible";
  }
  if (booked.recheck_of() != 0) {
    const std::string_view fault = Recheck(entry, evidence);
    if (!fault.empty()) return fault;
  } else {
    InspectorState& inspector = evidence->inspectors[booked.by()];
    ++inspector.inspections;
    inspector.score_sum += booked.score_permille();
  }
  evidence->inspections[entry.index()] = {
      .subject = KeyOf(booked.subject(), book),
      .campaign_number = booked.campaign_number(),
      .day = *day,
      .score_permille = booked.score_permille(),
      .by = booked.by(),
      .recheck_of = booked.recheck_of()};
  evidence->dirty_inspections.push_back(entry.index());
  return "";
}

// Adds a visit to the campaign's list.
std::string_view Visit(const v1::InspectionBooked& booked, uint64_t book,
                       SelectionState* selection) {
  if (booked.campaign_number() == 0) return "";
  const auto campaign = selection->campaigns.find(booked.campaign_number());
  if (campaign == selection->campaigns.end()) return "its campaign is unknown";
  const auto place =
      campaign->second.places.find(KeyOf(booked.subject(), book));
  if (place == campaign->second.places.end())
    return "it visits nobody on the list";
  ListedContestant& listed = campaign->second.list[place->second];
  ++listed.visits;
  listed.visit_score_sum += booked.score_permille();
  for (const int kind : booked.evidence()) {
    if (v1::EvidenceKind_IsValid(kind)) listed.evidence |= uint32_t{1} << kind;
  }
  selection->dirty_campaigns.insert(campaign->first);
  return "";
}

std::string_view DrawSample(const v1::Entry& entry, EvidenceState* evidence) {
  const auto at = evidence->samples.find(entry.sample_drawn().sample_number());
  if (at == evidence->samples.end()) return "its sample is unknown";
  at->second.drawn = entry.sample_drawn();
  at->second.drawn_index = entry.index();
  return "";
}

std::string_view Violate(const v1::Entry& entry, uint64_t book,
                         EvidenceState* evidence) {
  const v1::ViolationBooked& booked = entry.violation();
  const auto day = ParseDay(booked.day());
  if (!day.has_value()) return "its day is impossible";
  if (booked.withdraws() == 0) {
    evidence->violations[entry.index()] = {KeyOf(booked.subject(), book), *day,
                                           false};
    evidence->dirty_violations.push_back(entry.index());
    return "";
  }
  const auto at = evidence->violations.find(booked.withdraws());
  if (at == evidence->violations.end()) return "it withdraws no violation";
  at->second.withdrawn = true;
  evidence->dirty_violations.push_back(at->first);
  return "";
}

std::string_view Commit(const v1::Entry& entry, EvidenceState* evidence) {
  SampleState& sample = evidence->samples[entry.sample_committed().number()];
  sample.committed = entry.sample_committed();
  sample.committed_index = entry.index();
  return "";
}

std::string_view Fold(const v1::Entry& entry, uint64_t book, int32_t today,
                      EvidenceState* evidence) {
  switch (entry.body_case()) {
    case v1::Entry::kCalendarPublished:
      return Publish(entry.calendar_published(), evidence);
    case v1::Entry::kActivityRulesPublished:
      return Publish(entry.activity_rules_published(), evidence);
    case v1::Entry::kActivity:
      return Count(entry.activity(), today, evidence);
    case v1::Entry::kInspection:
      return Inspect(entry, book, evidence);
    case v1::Entry::kSampleCommitted:
      return Commit(entry, evidence);
    case v1::Entry::kSampleDrawn:
      return DrawSample(entry, evidence);
    case v1::Entry::kViolation:
      return Violate(entry, book, evidence);
    default:
      return "";
  }
}

}  // namespace

absl::Status BookState::ApplyEvidence(const v1::Entry& entry) {
  // The bodies stand side by side in the contract.
  if (entry.body_case() < v1::Entry::kCalendarPublished ||
      entry.body_case() > v1::Entry::kViolation) {
    return ApplySelection(entry);
  }
  std::string_view fault =
      Fold(entry, book_, DayOf(entry.time_us()), &evidence_);
  if (fault.empty() && entry.has_inspection()) {
    fault = Visit(entry.inspection(), book_, &selection_);
  }
  return fault.empty() ? absl::OkStatus() : Damaged(entry, fault);
}

}  // namespace greenledger::rules
