// The commands of EvidenceService; its reads are in evidence_reads.cc.
#include "services/evidence/evidence_service.h"

namespace greenledger::evidence {

grpc::ServerUnaryReactor* EvidenceServiceImpl::PublishCalendar(
    grpc::CallbackServerContext* context,
    const v1::PublishCalendarRequest* request,
    v1::PublishCalendarResponse* response) {
  return ledger::RunEntry(ports_, context, "PublishCalendar", "calendar",
                          request, response, [&](v1::Entry* entry) {
                            *entry->mutable_calendar_published() =
                                request->calendar();
                          });
}

grpc::ServerUnaryReactor* EvidenceServiceImpl::PublishActivityRules(
    grpc::CallbackServerContext* context,
    const v1::PublishActivityRulesRequest* request,
    v1::PublishActivityRulesResponse* response) {
  return ledger::RunEntry(ports_, context, "PublishActivityRules", "rules",
                          request, response, [&](v1::Entry* entry) {
                            *entry->mutable_activity_rules_published() =
                                request->rules();
                          });
}

grpc::ServerUnaryReactor* EvidenceServiceImpl::BookActivity(
    grpc::CallbackServerContext* context,
    const v1::BookActivityRequest* request,
    v1::BookActivityResponse* response) {
  return ledger::RunEntry(ports_, context, "BookActivity", "activity", request,
                          response, [&](v1::Entry* entry) {
                            *entry->mutable_activity() = request->activity();
                          });
}

grpc::ServerUnaryReactor* EvidenceServiceImpl::BookInspection(
    grpc::CallbackServerContext* context,
    const v1::BookInspectionRequest* request,
    v1::BookInspectionResponse* response) {
  return ledger::RunEntry(ports_, context, "BookInspection", "inspection",
                          request, response, [&](v1::Entry* entry) {
                            *entry->mutable_inspection() =
                                request->inspection();
                          });
}

grpc::ServerUnaryReactor* EvidenceServiceImpl::CommitSample(
    grpc::CallbackServerContext* context,
    const v1::CommitSampleRequest* request,
    v1::CommitSampleResponse* response) {
  return ledger::RunEntry(ports_, context, "CommitSample", "sample", request,
                          response, [&](v1::Entry* entry) {
                            *entry->mutable_sample_committed() =
                                request->sample();
                          });
}

grpc::ServerUnaryReactor* EvidenceServiceImpl::DrawSample(
    grpc::CallbackServerContext* context, const v1::DrawSampleRequest* request,
    v1::DrawSampleResponse* response) {
  return ledger::RunEntry(ports_, context, "DrawSample", "draw", request,
                          response, [&](v1::Entry* entry) {
                            *entry->mutable_sample_drawn() = request->draw();
                          });
}

grpc::ServerUnaryReactor* EvidenceServiceImpl::BookSurvey(
    grpc::CallbackServerContext* context, const v1::BookSurveyRequest* request,
    v1::BookSurveyResponse* response) {
  return ledger::RunEntry(
      ports_, context, "BookSurvey", "survey", request, response,
      [&](v1::Entry* entry) { *entry->mutable_survey() = request->survey(); });
}

grpc::ServerUnaryReactor* EvidenceServiceImpl::BookViolation(
    grpc::CallbackServerContext* context,
    const v1::BookViolationRequest* request,
    v1::BookViolationResponse* response) {
  return ledger::RunEntry(ports_, context, "BookViolation", "violation",
                          request, response, [&](v1::Entry* entry) {
                            *entry->mutable_violation() = request->violation();
                          });
}

}  // namespace greenledger::evidence
