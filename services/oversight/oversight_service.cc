// The commands of OversightService; its reads are in oversight_reads.cc.
#include "services/oversight/oversight_service.h"

#include "services/oversight/oversight_items.h"

namespace greenledger::oversight {

template <typename Request, typename Response>
grpc::ServerUnaryReactor* OversightServiceImpl::Run(
    grpc::CallbackServerContext* context, const char* rpc,
    const Request* request, Response* response) {
  return ledger::RunCommand(
      ports_, context, rpc, request, response,
      [&](ledger::LiveBook*) { return ItemsOf(*request); });
}

grpc::ServerUnaryReactor* OversightServiceImpl::OpenParties(
    grpc::CallbackServerContext* context, const v1::OpenPartiesRequest* request,
    v1::OpenPartiesResponse* response) {
  return Run(context, "OpenParties", request, response);
}

grpc::ServerUnaryReactor* OversightServiceImpl::IssueCrewCard(
    grpc::CallbackServerContext* context,
    const v1::IssueCrewCardRequest* request,
    v1::IssueCrewCardResponse* response) {
  return Run(context, "IssueCrewCard", request, response);
}

grpc::ServerUnaryReactor* OversightServiceImpl::PublishClearancePlan(
    grpc::CallbackServerContext* context,
    const v1::PublishClearancePlanRequest* request,
    v1::PublishClearancePlanResponse* response) {
  return Run(context, "PublishClearancePlan", request, response);
}

grpc::ServerUnaryReactor* OversightServiceImpl::PublishAnomalyRules(
    grpc::CallbackServerContext* context,
    const v1::PublishAnomalyRulesRequest* request,
    v1::PublishAnomalyRulesResponse* response) {
  return Run(context, "PublishAnomalyRules", request, response);
}

grpc::ServerUnaryReactor* OversightServiceImpl::JudgeAnomaly(
    grpc::CallbackServerContext* context,
    const v1::JudgeAnomalyRequest* request,
    v1::JudgeAnomalyResponse* response) {
  return Run(context, "JudgeAnomaly", request, response);
}

grpc::ServerUnaryReactor* OversightServiceImpl::HandOverMaterial(
    grpc::CallbackServerContext* context,
    const v1::HandOverMaterialRequest* request,
    v1::HandOverMaterialResponse* response) {
  return Run(context, "HandOverMaterial", request, response);
}

grpc::ServerUnaryReactor* OversightServiceImpl::ReturnMaterial(
    grpc::CallbackServerContext* context,
    const v1::ReturnMaterialRequest* request,
    v1::ReturnMaterialResponse* response) {
  return Run(context, "ReturnMaterial", request, response);
}

grpc::ServerUnaryReactor* OversightServiceImpl::ReverseEntry(
    grpc::CallbackServerContext* context,
    const v1::ReverseEntryRequest* request,
    v1::ReverseEntryResponse* response) {
  return ledger::RunCommand(ports_, context, "ReverseEntry", request, response,
                            [&](ledger::LiveBook* book) {
                              return ItemsOf(*request, *ports_.store, book);
                            });
}

}  // namespace greenledger::oversight
