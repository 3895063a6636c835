// IdentityService: devices of a community, for its operators.
#ifndef GREENLEDGER_SERVICES_IDENTITY_IDENTITY_SERVICE_H_
#define GREENLEDGER_SERVICES_IDENTITY_IDENTITY_SERVICE_H_

#include "greenledger/v1/identity_service.grpc.pb.h"
#include "services/common/clock.h"
#include "services/ledger/ledger.h"
#include "services/ledger/registry_items.h"

namespace greenledger::identity {

class IdentityServiceImpl final : public v1::IdentityService::CallbackService {
 public:
  // Both must outlive this.
  IdentityServiceImpl(ledger::Ledger* ledger, const common::Clock* clock)
      : ledger_(ledger), clock_(clock) {}

  grpc::ServerUnaryReactor* InviteKiosk(
      grpc::CallbackServerContext* context,
      const v1::InviteKioskRequest* request,
      v1::InviteKioskResponse* response) override;
  grpc::ServerUnaryReactor* RevokeCertificates(
      grpc::CallbackServerContext* context,
      const v1::RevokeCertificatesRequest* request,
      v1::RevokeCertificatesResponse* response) override;
  grpc::ServerUnaryReactor* ListDevices(
      grpc::CallbackServerContext* context,
      const v1::ListDevicesRequest* request,
      v1::ListDevicesResponse* response) override;

 private:
  template <typename Request, typename Response>
  grpc::ServerUnaryReactor* Run(grpc::CallbackServerContext* context,
                                const char* rpc, const Request* request,
                                Response* response, ledger::Items items);

  ledger::Ledger* ledger_;
  const common::Clock* clock_;
};

}  // namespace greenledger::identity

#endif  // GREENLEDGER_SERVICES_IDENTITY_IDENTITY_SERVICE_H_
