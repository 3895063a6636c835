// OversightService: commands go through the committer, reads show what is
// durable.
#ifndef GREENLEDGER_SERVICES_OVERSIGHT_OVERSIGHT_SERVICE_H_
#define GREENLEDGER_SERVICES_OVERSIGHT_OVERSIGHT_SERVICE_H_

#include "greenledger/v1/oversight_service.grpc.pb.h"
#include "services/ledger/command_call.h"
#include "services/ledger/ledger.h"

namespace greenledger::oversight {

class OversightServiceImpl final
    : public v1::OversightService::CallbackService {
 public:
  // Must outlive this.
  explicit OversightServiceImpl(ledger::Ledger* ledger)
      : ports_{&ledger->books(), &ledger->store(), &ledger->admission()} {}

  grpc::ServerUnaryReactor* OpenParties(
      grpc::CallbackServerContext* context,
      const v1::OpenPartiesRequest* request,
      v1::OpenPartiesResponse* response) override;
  grpc::ServerUnaryReactor* IssueCrewCard(
      grpc::CallbackServerContext* context,
      const v1::IssueCrewCardRequest* request,
      v1::IssueCrewCardResponse* response) override;
  grpc::ServerUnaryReactor* PublishClearancePlan(
      grpc::CallbackServerContext* context,
      const v1::PublishClearancePlanRequest* request,
      v1::PublishClearancePlanResponse* response) override;
  grpc::ServerUnaryReactor* PublishAnomalyRules(
      grpc::CallbackServerContext* context,
      const v1::PublishAnomalyRulesRequest* request,
      v1::PublishAnomalyRulesResponse* response) override;
  grpc::ServerUnaryReactor* JudgeAnomaly(
      grpc::CallbackServerContext* context,
      const v1::JudgeAnomalyRequest* request,
      v1::JudgeAnomalyResponse* response) override;
  grpc::ServerUnaryReactor* ReverseEntry(
      grpc::CallbackServerContext* context,
      const v1::ReverseEntryRequest* request,
      v1::ReverseEntryResponse* response) override;
  grpc::ServerUnaryReactor* HandOverMaterial(
      grpc::CallbackServerContext* context,
      const v1::HandOverMaterialRequest* request,
      v1::HandOverMaterialResponse* response) override;
  grpc::ServerUnaryReactor* ReturnMaterial(
      grpc::CallbackServerContext* context,
      const v1::ReturnMaterialRequest* request,
      v1::ReturnMaterialResponse* response) override;
  grpc::ServerUnaryReactor* ListAnomalies(
      grpc::CallbackServerContext* context,
      const v1::ListAnomaliesRequest* request,
      v1::ListAnomaliesResponse* response) override;
  grpc::ServerUnaryReactor* GetOversight(
      grpc::CallbackServerContext* context,
      const v1::GetOversightRequest* request,
      v1::GetOversightResponse* response) override;

 private:
  template <typename Request, typename Response>
  grpc::ServerUnaryReactor* Run(grpc::CallbackServerContext* context,
                                const char* rpc, const Request* request,
                                Response* response);
  grpc::Status FillAnomalies(const v1::ListAnomaliesRequest& request,
                             v1::ListAnomaliesResponse* response) const;

  const ledger::CommandPorts ports_;
};

}  // namespace greenledger::oversight

#endif  // GREENLEDGER_SERVICES_OVERSIGHT_OVERSIGHT_SERVICE_H_
