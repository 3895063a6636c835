// The commands of RegistryService; its reads are in registry_reads.cc.
#include "services/ledger/registry_service.h"

#include "services/ledger/command_call.h"
#include "services/ledger/registry_items.h"

namespace greenledger::ledger {

template <typename Request, typename Response>
grpc::ServerUnaryReactor* RegistryServiceImpl::Run(
    grpc::CallbackServerContext* context, const char* rpc,
    const Request* request, Response* response) {
  return RunCommand({books_, store_, admission_}, context, rpc, request,
                    response, [&](LiveBook*) { return ItemsOf(*request); });
}

grpc::ServerUnaryReactor* RegistryServiceImpl::OpenBook(
    grpc::CallbackServerContext* context, const v1::OpenBookRequest* request,
    v1::OpenBookResponse* response) {
  return Run(context, "OpenBook", request, response);
}

grpc::ServerUnaryReactor* RegistryServiceImpl::OpenPlaces(
    grpc::CallbackServerContext* context, const v1::OpenPlacesRequest* request,
    v1::OpenPlacesResponse* response) {
  return Run(context, "OpenPlaces", request, response);
}

grpc::ServerUnaryReactor* RegistryServiceImpl::RegisterHouseholds(
    grpc::CallbackServerContext* context,
    const v1::RegisterHouseholdsRequest* request,
    v1::RegisterHouseholdsResponse* response) {
  return Run(context, "RegisterHouseholds", request, response);
}

grpc::ServerUnaryReactor* RegistryServiceImpl::ChangeHousehold(
    grpc::CallbackServerContext* context,
    const v1::ChangeHouseholdRequest* request,
    v1::ChangeHouseholdResponse* response) {
  return Run(context, "ChangeHousehold", request, response);
}

grpc::ServerUnaryReactor* RegistryServiceImpl::AddMember(
    grpc::CallbackServerContext* context, const v1::AddMemberRequest* request,
    v1::AddMemberResponse* response) {
  return Run(context, "AddMember", request, response);
}

grpc::ServerUnaryReactor* RegistryServiceImpl::RemoveMember(
    grpc::CallbackServerContext* context,
    const v1::RemoveMemberRequest* request,
    v1::RemoveMemberResponse* response) {
  return Run(context, "RemoveMember", request, response);
}

grpc::ServerUnaryReactor* RegistryServiceImpl::IssueCard(
    grpc::CallbackServerContext* context, const v1::IssueCardRequest* request,
    v1::IssueCardResponse* response) {
  return Run(context, "IssueCard", request, response);
}

grpc::ServerUnaryReactor* RegistryServiceImpl::BlockCard(
    grpc::CallbackServerContext* context, const v1::BlockCardRequest* request,
    v1::BlockCardResponse* response) {
  return Run(context, "BlockCard", request, response);
}

grpc::ServerUnaryReactor* RegistryServiceImpl::RegisterKiosks(
    grpc::CallbackServerContext* context,
    const v1::RegisterKiosksRequest* request,
    v1::RegisterKiosksResponse* response) {
  return Run(context, "RegisterKiosks", request, response);
}

grpc::ServerUnaryReactor* RegistryServiceImpl::CloseKiosk(
    grpc::CallbackServerContext* context, const v1::CloseKioskRequest* request,
    v1::CloseKioskResponse* response) {
  return Run(context, "CloseKiosk", request, response);
}

grpc::ServerUnaryReactor* RegistryServiceImpl::AdmitIncarnation(
    grpc::CallbackServerContext* context,
    const v1::AdmitIncarnationRequest* request,
    v1::AdmitIncarnationResponse* response) {
  return Run(context, "AdmitIncarnation", request, response);
}

grpc::ServerUnaryReactor* RegistryServiceImpl::PublishScheme(
    grpc::CallbackServerContext* context,
    const v1::PublishSchemeRequest* request,
    v1::PublishSchemeResponse* response) {
  return Run(context, "PublishScheme", request, response);
}

grpc::ServerUnaryReactor* RegistryServiceImpl::PublishTariff(
    grpc::CallbackServerContext* context,
    const v1::PublishTariffRequest* request,
    v1::PublishTariffResponse* response) {
  return Run(context, "PublishTariff", request, response);
}

}  // namespace greenledger::ledger
