#include "services/identity/identity_service.h"

#include <string>
#include <utility>

#include "services/ledger/operator_command.h"
#include "services/ledger/reads.h"

namespace greenledger::identity {
namespace {

// A device as operators see it; what has ended by now is left out.
void FillDevice(const rules::KioskState& kiosk, int64_t now_us,
                v1::Device* device) {
  device->set_kiosk_number(kiosk.kiosk.number());
  device->set_serial(kiosk.serial);
  if (kiosk.invitation.expires_us() >= now_us) {
    device->set_invited_until_us(kiosk.invitation.expires_us());
    if (kiosk.serial.empty()) device->set_serial(kiosk.invitation.serial());
  }
  for (const rules::KioskCertificate& certificate : kiosk.certificates) {
    if (certificate.not_after_us <= now_us) continue;
    v1::DeviceCertificate* out = device->add_certificates();
    out->set_kind(certificate.kind);
    out->set_fingerprint(std::string(proof::AsBytes(certificate.fingerprint)));
    out->set_not_after_us(certificate.not_after_us);
  }
}

}  // namespace

template <typename Request, typename Response>
grpc::ServerUnaryReactor* IdentityServiceImpl::Run(
    grpc::CallbackServerContext* context, const char* rpc,
    const Request* request, Response* response, ledger::Items items) {
  return ledger::Serve(
      context, *request, [&](grpc::ServerUnaryReactor* reactor) {
        ledger::LiveBook* book = nullptr;
        grpc::Status found =
            ledger::FindBook(ledger_->books(), request->header().book(), &book);
        if (!found.ok()) return found;
        auto done = [response, reactor](std::optional<common::Reason> failed,
                                        const v1::CommandResult& result,
                                        const std::vector<v1::Entry>&) {
          *response->mutable_result() = result;
          reactor->Finish(failed.has_value() ? common::Error(*failed)
                                             : grpc::Status::OK);
        };
        return ledger_->admission().Submit(
            std::make_unique<ledger::CommandTask>(
                book, &ledger_->store(),
                ledger::OperatorCommand(rpc, *request, std::move(items)),
                std::move(done)),
            request->ByteSizeLong());
      });
}

grpc::ServerUnaryReactor* IdentityServiceImpl::InviteKiosk(
    grpc::CallbackServerContext* context, const v1::InviteKioskRequest* request,
    v1::InviteKioskResponse* response) {
  ledger::Items items(1);
  items.front().field = "invited";
  *items.front().entry.mutable_kiosk_invited() = request->invited();
  return Run(context, "InviteKiosk", request, response, std::move(items));
}

grpc::ServerUnaryReactor* IdentityServiceImpl::RevokeCertificates(
    grpc::CallbackServerContext* context,
    const v1::RevokeCertificatesRequest* request,
    v1::RevokeCertificatesResponse* response) {
  ledger::Items items(1);
  items.front().field = "revoked";
  *items.front().entry.mutable_certificates_revoked() = request->revoked();
  return Run(context, "RevokeCertificates", request, response,
             std::move(items));
}

grpc::ServerUnaryReactor* IdentityServiceImpl::ListDevices(
    grpc::CallbackServerContext* context, const v1::ListDevicesRequest* request,
    v1::ListDevicesResponse* response) {
  return ledger::Serve(
      context, *request, [&](grpc::ServerUnaryReactor* reactor) {
        const auto map = [](const rules::BookState& state) -> const auto& {
          return state.kiosks();
        };
        const auto fill = [now_us = clock_->NowMicros(),
                           response](const rules::KioskState& kiosk) {
          FillDevice(kiosk, now_us, response->add_devices());
        };
        return ledger::ReadPage(ledger_->books(), *request, "ListDevices",
                                {100, 1000}, reactor, response, map, fill);
      });
}

}  // namespace greenledger::identity
