// RegistryService: commands go through the committer, reads show what is
// durable.
#ifndef GREENLEDGER_SERVICES_LEDGER_REGISTRY_SERVICE_H_
#define GREENLEDGER_SERVICES_LEDGER_REGISTRY_SERVICE_H_

#include "greenledger/v1/registry_service.grpc.pb.h"
#include "services/common/clock.h"
#include "services/ledger/admission.h"
#include "services/ledger/books.h"
#include "storage/store.h"

namespace greenledger::ledger {

class RegistryServiceImpl final : public v1::RegistryService::CallbackService {
 public:
  // All must outlive this.
  RegistryServiceImpl(Books* books, const storage::Store* store,
                      Admission* admission, common::Clock* clock)
      : books_(books), store_(store), admission_(admission), clock_(clock) {}

  grpc::ServerUnaryReactor* OpenBook(grpc::CallbackServerContext* context,
                                     const v1::OpenBookRequest* request,
                                     v1::OpenBookResponse* response) override;
  grpc::ServerUnaryReactor* OpenPlaces(
      grpc::CallbackServerContext* context,
      const v1::OpenPlacesRequest* request,
      v1::OpenPlacesResponse* response) override;
  grpc::ServerUnaryReactor* RegisterHouseholds(
      grpc::CallbackServerContext* context,
      const v1::RegisterHouseholdsRequest* request,
      v1::RegisterHouseholdsResponse* response) override;
  grpc::ServerUnaryReactor* ChangeHousehold(
      grpc::CallbackServerContext* context,
      const v1::ChangeHouseholdRequest* request,
      v1::ChangeHouseholdResponse* response) override;
  grpc::ServerUnaryReactor* AddMember(grpc::CallbackServerContext* context,
                                      const v1::AddMemberRequest* request,
                                      v1::AddMemberResponse* response) override;
  grpc::ServerUnaryReactor* RemoveMember(
      grpc::CallbackServerContext* context,
      const v1::RemoveMemberRequest* request,
      v1::RemoveMemberResponse* response) override;
  grpc::ServerUnaryReactor* IssueCard(grpc::CallbackServerContext* context,
                                      const v1::IssueCardRequest* request,
                                      v1::IssueCardResponse* response) override;
  grpc::ServerUnaryReactor* BlockCard(grpc::CallbackServerContext* context,
                                      const v1::BlockCardRequest* request,
                                      v1::BlockCardResponse* response) override;
  grpc::ServerUnaryReactor* RegisterKiosks(
      grpc::CallbackServerContext* context,
      const v1::RegisterKiosksRequest* request,
      v1::RegisterKiosksResponse* response) override;
  grpc::ServerUnaryReactor* CloseKiosk(
      grpc::CallbackServerContext* context,
      const v1::CloseKioskRequest* request,
      v1::CloseKioskResponse* response) override;
  grpc::ServerUnaryReactor* AdmitIncarnation(
      grpc::CallbackServerContext* context,
      const v1::AdmitIncarnationRequest* request,
      v1::AdmitIncarnationResponse* response) override;
  grpc::ServerUnaryReactor* PublishScheme(
      grpc::CallbackServerContext* context,
      const v1::PublishSchemeRequest* request,
      v1::PublishSchemeResponse* response) override;
  grpc::ServerUnaryReactor* PublishTariff(
      grpc::CallbackServerContext* context,
      const v1::PublishTariffRequest* request,
      v1::PublishTariffResponse* response) override;
  grpc::ServerUnaryReactor* GetHousehold(
      grpc::CallbackServerContext* context,
      const v1::GetHouseholdRequest* request,
      v1::GetHouseholdResponse* response) override;
  grpc::ServerUnaryReactor* ListKiosks(
      grpc::CallbackServerContext* context,
      const v1::ListKiosksRequest* request,
      v1::ListKiosksResponse* response) override;
  grpc::ServerUnaryReactor* GetTariff(grpc::CallbackServerContext* context,
                                      const v1::GetTariffRequest* request,
                                      v1::GetTariffResponse* response) override;
  grpc::ServerUnaryReactor* ListPlaces(
      grpc::CallbackServerContext* context,
      const v1::ListPlacesRequest* request,
      v1::ListPlacesResponse* response) override;

 private:
  template <typename Request, typename Response>
  grpc::ServerUnaryReactor* Run(grpc::CallbackServerContext* context,
                                const char* rpc, const Request* request,
                                Response* response);

  Books* books_;
  const storage::Store* store_;
  Admission* admission_;
  common::Clock* clock_;
};

}  // namespace greenledger::ledger

#endif  // GREENLEDGER_SERVICES_LEDGER_REGISTRY_SERVICE_H_
