// The commands of RegistryService; its reads are in registry_reads.cc.
#include "services/ledger/registry_service.h"

#include <string>
#include <utility>

#include "services/ledger/command_task.h"
#include "services/ledger/operator_command.h"
#include "services/ledger/reads.h"
#include "services/ledger/registry_items.h"

namespace greenledger::ledger {
namespace {

// What a response says beyond the result.
template <typename Response>
void FillMore(const std::vector<v1::Entry>&, Response*) {}

void FillMore(const std::vector<v1::Entry>& entries,
              v1::RegisterHouseholdsResponse* response) {
  for (const v1::Entry& entry : entries) {
    if (entry.has_household_opened()) {
      response->add_numbers(entry.household_opened().number());
    }
  }
}

}  // namespace

template <typename Request, typename Response>
grpc::ServerUnaryReactor* RegistryServiceImpl::Run(
    grpc::CallbackServerContext* context, const char* rpc,
    const Request* request, Response* response) {
  return Serve(context, *request, [&](grpc::ServerUnaryReactor* reactor) {
    LiveBook* book = nullptr;
    if constexpr (std::is_same_v<Request, v1::OpenBookRequest>) {
      book = books_->FindOrAdd(request->header().book());
    } else {
      grpc::Status found = FindBook(*books_, request->header().book(), &book);
      if (!found.ok()) return found;
    }
    Command command = OperatorCommand(rpc, *request, ItemsOf(*request));
    auto done = [response, reactor](std::optional<common::Reason> failed,
                                    const v1::CommandResult& result,
                                    const std::vector<v1::Entry>& entries) {
      *response->mutable_result() = result;
      FillMore(entries, response);
      reactor->Finish(failed.has_value() ? common::Error(*failed)
                                         : grpc::Status::OK);
    };
    return admission_->Submit(
        std::make_unique<CommandTask>(book, store_, std::move(command),
                                      std::move(done)),
        request->ByteSizeLong());
  });
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
