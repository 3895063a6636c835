// EvidenceService: commands go through the committer, reads show what is
// durable.
#ifndef GREENLEDGER_SERVICES_EVIDENCE_EVIDENCE_SERVICE_H_
#define GREENLEDGER_SERVICES_EVIDENCE_EVIDENCE_SERVICE_H_

#include "greenledger/v1/evidence_service.grpc.pb.h"
#include "services/ledger/command_call.h"
#include "services/ledger/ledger.h"

namespace greenledger::evidence {

class EvidenceServiceImpl final : public v1::EvidenceService::CallbackService {
 public:
  // Must outlive this.
  explicit EvidenceServiceImpl(ledger::Ledger* ledger)
      : ports_{&ledger->books(), &ledger->store(), &ledger->admission()} {}

  grpc::ServerUnaryReactor* PublishCalendar(
      grpc::CallbackServerContext* context,
      const v1::PublishCalendarRequest* request,
      v1::PublishCalendarResponse* response) override;
  grpc::ServerUnaryReactor* PublishActivityRules(
      grpc::CallbackServerContext* context,
      const v1::PublishActivityRulesRequest* request,
      v1::PublishActivityRulesResponse* response) override;
  grpc::ServerUnaryReactor* BookActivity(
      grpc::CallbackServerContext* context,
      const v1::BookActivityRequest* request,
      v1::BookActivityResponse* response) override;
  grpc::ServerUnaryReactor* BookInspection(
      grpc::CallbackServerContext* context,
      const v1::BookInspectionRequest* request,
      v1::BookInspectionResponse* response) override;
  grpc::ServerUnaryReactor* CommitSample(
      grpc::CallbackServerContext* context,
      const v1::CommitSampleRequest* request,
      v1::CommitSampleResponse* response) override;
  grpc::ServerUnaryReactor* DrawSample(
      grpc::CallbackServerContext* context,
      const v1::DrawSampleRequest* request,
      v1::DrawSampleResponse* response) override;
  grpc::ServerUnaryReactor* BookSurvey(
      grpc::CallbackServerContext* context,
      const v1::BookSurveyRequest* request,
      v1::BookSurveyResponse* response) override;
  grpc::ServerUnaryReactor* BookViolation(
      grpc::CallbackServerContext* context,
      const v1::BookViolationRequest* request,
      v1::BookViolationResponse* response) override;
  grpc::ServerUnaryReactor* GetCalendar(
      grpc::CallbackServerContext* context,
      const v1::GetCalendarRequest* request,
      v1::GetCalendarResponse* response) override;
  grpc::ServerUnaryReactor* ListSamples(
      grpc::CallbackServerContext* context,
      const v1::ListSamplesRequest* request,
      v1::ListSamplesResponse* response) override;
  grpc::ServerUnaryReactor* ListInspectors(
      grpc::CallbackServerContext* context,
      const v1::ListInspectorsRequest* request,
      v1::ListInspectorsResponse* response) override;

 private:
  const ledger::CommandPorts ports_;
};

}  // namespace greenledger::evidence

#endif  // GREENLEDGER_SERVICES_EVIDENCE_EVIDENCE_SERVICE_H_
