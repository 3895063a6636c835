// Requests of EvidenceService.
#include <string>

#include "services/ledger/rules/document_check.h"
#include "services/ledger/rules/request_check.h"
#include "services/ledger/rules/request_fields.h"
#include "services/ledger/rules/request_limits.h"

namespace greenledger::rules {
namespace {

constexpr int kAttachmentsMax = 20;
constexpr uint64_t kSampleMax = 1'000'000;
constexpr uint64_t kAskedMax = 10'000'000;
constexpr size_t kSeedBytes = 32;

void CheckActivity(const v1::ActivityBooked& activity, const FieldPath& at,
                   FaultList& faults) {
  faults.CheckRange(at, "household_number", activity.household_number(), 1,
                    kHouseholdMax);
  faults.CheckRange(at, "member_number", activity.member_number(), 1,
                    kMemberMax);
  CheckActivityKind(at, activity.kind(), faults);
  faults.CheckDay(at, "day", activity.day());
  faults.CheckRange(at, "minutes", activity.minutes(), 1, 1440);
  faults.CheckText(at, "title", activity.title(), 1, 120);
  CheckBy(at, activity.by(), faults);
}

void CheckScored(const v1::InspectionBooked& inspection, const FieldPath& at,
                 FaultList& faults) {
  if (faults.CheckPresent(at, "subject", inspection.has_subject())) {
    CheckContestant(inspection.subject(), FieldPath(at, "subject"), faults);
  }
  faults.CheckRange(at, "campaign_number", inspection.campaign_number(), 0,
                    kCampaignMax);
  faults.CheckDay(at, "day", inspection.day());
  CheckEvidenceKinds(inspection.evidence(), 1, at, faults);
  faults.CheckCount(at, "attachments", inspection.attachments_size(), 0,
                    kAttachmentsMax);
  for (int i = 0; i < inspection.attachments_size(); ++i) {
    const FieldPath path(at, "attachments", i);
    const v1::Attachment& attachment = inspection.attachments(i);
    faults.CheckText(path, "title", attachment.title(), 1, 120);
    faults.CheckSize(path, "sha256", attachment.sha256(), 32);
  }
  faults.CheckRange(at, "score_permille", inspection.score_permille(), 0, 1000);
  faults.CheckText(at, "note", inspection.note(), 0, 600);
  faults.CheckRange(at, "sample_number", inspection.sample_number(), 0,
                    kSampleMax);
  CheckBy(at, inspection.by(), faults);
}

void CheckCommitted(const v1::SampleCommitted& sample, const FieldPath& at,
                    FaultList& faults) {
  faults.CheckRange(at, "number", sample.number(), 1, kSampleMax);
  faults.CheckSize(at, "seed_digest", sample.seed_digest(), 32);
  faults.CheckOneOf(at, "from", sample.from(),
                    {v1::SAMPLE_FROM_HOUSEHOLDS, v1::SAMPLE_FROM_INSPECTIONS});
  faults.CheckRange(at, "size", sample.size(), 1, 500);
  faults.CheckText(at, "purpose", sample.purpose(), 1, 120);
  CheckBy(at, sample.by(), faults);
}

void CheckDrawn(const v1::SampleDrawn& draw, const FieldPath& at,
                FaultList& faults) {
  faults.CheckRange(at, "sample_number", draw.sample_number(), 1, kSampleMax);
  faults.CheckSize(at, "seed", draw.seed(), kSeedBytes);
  CheckBy(at, draw.by(), faults);
}

void CheckSurvey(const v1::SurveyBooked& survey, const FieldPath& at,
                 FaultList& faults) {
  faults.CheckOneOf(at, "kind", survey.kind(),
                    {v1::SURVEY_KIND_AWARENESS, v1::SURVEY_KIND_SATISFACTION,
                     v1::SURVEY_KIND_SAFETY, v1::SURVEY_KIND_BAGGING});
  faults.CheckDay(at, "from_day", survey.from_day());
  faults.CheckDay(at, "to_day", survey.to_day());
  if (survey.to_day() < survey.from_day()) {
    faults.Add(at, "to_day", survey.to_day(), "not before from_day");
  }
  faults.CheckRange(at, "asked", survey.asked(), 1, kAskedMax);
  faults.CheckRange(at, "answered", survey.answered(), 0, survey.asked());
  faults.CheckRange(at, "positive", survey.positive(), 0, survey.answered());
  faults.CheckText(at, "method", survey.method(), 1, 300);
  CheckBy(at, survey.by(), faults);
}

void CheckViolation(const v1::ViolationBooked& violation, const FieldPath& at,
                    FaultList& faults) {
  if (faults.CheckPresent(at, "subject", violation.has_subject())) {
    CheckContestant(violation.subject(), FieldPath(at, "subject"), faults);
  }
  faults.CheckDay(at, "day", violation.day());
  faults.CheckText(at, "what", violation.what(), 1, 300);
  CheckBy(at, violation.by(), faults);
}

}  // namespace

common::Faults Check(const v1::PublishCalendarRequest& request) {
  return CheckCommandOf(
      request, "calendar", request.has_calendar(), request.calendar(),
      [](const v1::CalendarYear& calendar, const FieldPath& at,
         FaultList& faults) { CheckCalendarYear(calendar, at, faults); });
}

common::Faults Check(const v1::PublishActivityRulesRequest& request) {
  return CheckCommandOf(
      request, "rules", request.has_rules(), request.rules(),
      [](const v1::ActivityRules& rules, const FieldPath& at,
         FaultList& faults) { CheckActivityRules(rules, at, faults); });
}

common::Faults Check(const v1::BookActivityRequest& request) {
  return CheckCommandOf(request, "activity", request.has_activity(),
                        request.activity(), CheckActivity);
}

common::Faults Check(const v1::BookInspectionRequest& request) {
  return CheckCommandOf(request, "inspection", request.has_inspection(),
                        request.inspection(), CheckScored);
}

common::Faults Check(const v1::CommitSampleRequest& request) {
  return CheckCommandOf(request, "sample", request.has_sample(),
                        request.sample(), CheckCommitted);
}

common::Faults Check(const v1::DrawSampleRequest& request) {
  return CheckCommandOf(request, "draw", request.has_draw(), request.draw(),
                        CheckDrawn);
}

common::Faults Check(const v1::BookSurveyRequest& request) {
  return CheckCommandOf(request, "survey", request.has_survey(),
                        request.survey(), CheckSurvey);
}

common::Faults Check(const v1::BookViolationRequest& request) {
  return CheckCommandOf(request, "violation", request.has_violation(),
                        request.violation(), CheckViolation);
}

common::Faults Check(const v1::GetCalendarRequest& request) {
  FaultList faults;
  CheckBook(FieldPath(), request.book(), faults);
  return faults.Take();
}

common::Faults Check(const v1::ListSamplesRequest& request) {
  FaultList faults;
  CheckBook(FieldPath(), request.book(), faults);
  CheckPage(request.page_size(), request.page_token(), faults);
  return faults.Take();
}

common::Faults Check(const v1::ListInspectorsRequest& request) {
  FaultList faults;
  CheckBook(FieldPath(), request.book(), faults);
  return faults.Take();
}

}  // namespace greenledger::rules
