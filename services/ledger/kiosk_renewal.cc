// KioskService.RenewCertificate.
#include <string>
#include <utility>

#include "services/common/errors.h"
#include "services/common/logging.h"
#include "services/identity/certificate_request.h"
#include "services/ledger/command_task.h"
#include "services/ledger/kiosk_service.h"
#include "services/ledger/operator_command.h"
#include "services/ledger/rules/request_check.h"
#include "services/ledger/service_command.h"

namespace greenledger::ledger {
namespace {

// The command that books a certificate for the device's request.
Command RenewalCommand(const common::KioskIdentity& identity,
                       const v1::RenewCertificateRequest& request,
                       v1::Certificate certificate, int64_t now_us) {
  Command command;
  command.request_id = RequestIdOf(
      {"RenewCertificate", std::to_string(identity.book),
       std::to_string(identity.number), request.certificate_request()});
  command.digest = CommandDigest("RenewCertificate", request);
  command.actor.set_kind(v1::ACTOR_KIND_KIOSK);
  command.actor.set_number(identity.number);
  rules::CommandItem& item = command.items.emplace_back();
  item.field = "certificate_renewed";
  v1::CertificateRenewed* renewed = item.entry.mutable_certificate_renewed();
  renewed->set_kiosk_number(identity.number);
  *renewed->mutable_certificate() = std::move(certificate);
  command.keep_refusal = false;
  // Revoked since the call came in.
  command.allowed = [identity, now_us](const rules::BookState& state) {
    return !WhyNotAdmitted(state.FindKiosk(identity.number), identity,
                           Purpose::kRenewal, now_us);
  };
  return command;
}

// Why the authority issued nothing, for the caller.
grpc::Status NotIssued(const absl::Status& status) {
  if (!absl::IsFailedPrecondition(status)) return common::ToGrpc(status);
  common::LogError("cannot_issue", {{"why", std::string(status.message())}});
  return common::Error(common::Reason::kNoIssuingKey);
}

}  // namespace

grpc::Status KioskServiceImpl::SubmitRenewal(
    const common::KioskIdentity& identity,
    const v1::RenewCertificateRequest& request,
    v1::RenewCertificateResponse* response, grpc::ServerUnaryReactor* reactor) {
  const auto key =
      identity::ReadCertificateRequest(request.certificate_request());
  if (!key.ok()) {
    return common::BadFields(
        {{"certificate_request",
          std::to_string(request.certificate_request().size()) + " bytes",
          std::string(key.status().message())}});
  }
  const int64_t now_us = clock_->NowMicros();
  absl::StatusOr<v1::Certificate> certificate = renewals_.authority->Issue(
      key->get(),
      {v1::CERTIFICATE_KIND_OPERATIONAL, identity.book, identity.number,
       identity::NewSerial()},
      now_us);
  if (!certificate.ok()) return NotIssued(certificate.status());
  auto done = [this, identity, response, reactor](
                  std::optional<common::Reason> failed,
                  const v1::CommandResult&,
                  const std::vector<v1::Entry>& entries) {
    if (!failed && entries.empty())
      failed = common::Reason::kCertificateRevoked;
    if (failed) {
      reactor->Finish(
          common::Error(*failed, {{"book", std::to_string(identity.book)},
                                  {"kiosk", std::to_string(identity.number)}}));
      return;
    }
    *response->mutable_certificate() =
        entries.front().certificate_renewed().certificate();
    for (const std::string& der : renewals_.authority->chain()) {
      response->add_chain(der);
    }
    reactor->Finish(grpc::Status::OK);
  };
  Command command =
      RenewalCommand(identity, request, *std::move(certificate), now_us);
  return admission_->Submit(
      std::make_unique<CommandTask>(books_->Find(identity.book), store_,
                                    std::move(command), std::move(done)),
      request.ByteSizeLong());
}

grpc::Status KioskServiceImpl::StartRenewal(
    const grpc::CallbackServerContext& context,
    const v1::RenewCertificateRequest& request,
    v1::RenewCertificateResponse* response, grpc::ServerUnaryReactor* reactor) {
  const common::Faults faults = rules::Check(request);
  if (!faults.empty()) return common::BadFields(faults);
  const auto identity = renewals_.identify(context);
  if (!identity.has_value()) {
    return Refuse(context, common::Reason::kNoKioskCertificate, {});
  }
  const journal::JournalId journal{identity->book, identity->number, 0};
  grpc::Status admitted =
      WithKiosk(context, *identity, Purpose::kRenewal, journal,
                books_->Find(identity->book),
                [](const rules::BookState&, const rules::KioskState&) {
                  return grpc::Status::OK;
                });
  if (!admitted.ok()) return admitted;
  if (renewals_.authority == nullptr) {
    return common::Error(common::Reason::kNoIssuingKey);
  }
  const auto wait =
      renewals_bound_.Take(std::make_pair(identity->book, identity->number),
                           std::chrono::steady_clock::now());
  if (wait.count() > 0) {
    return common::RetryLater(
        common::Reason::kTooManyAttempts,
        std::chrono::ceil<std::chrono::milliseconds>(wait));
  }
  return SubmitRenewal(*identity, request, response, reactor);
}

grpc::ServerUnaryReactor* KioskServiceImpl::RenewCertificate(
    grpc::CallbackServerContext* context,
    const v1::RenewCertificateRequest* request,
    v1::RenewCertificateResponse* response) {
  grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
  grpc::Status started = StartRenewal(*context, *request, response, reactor);
  if (!started.ok()) reactor->Finish(started);
  return reactor;
}

}  // namespace greenledger::ledger
