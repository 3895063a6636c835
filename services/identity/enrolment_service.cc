#include "services/identity/enrolment_service.h"

#include <chrono>
#include <utility>
#include <vector>

#include "services/common/errors.h"
#include "services/common/logging.h"
#include "services/identity/certificate_request.h"
#include "services/ledger/command_task.h"
#include "services/ledger/operator_command.h"
#include "services/ledger/rules/request_check.h"
#include "services/ledger/service_command.h"

namespace greenledger::identity {
namespace {

using std::chrono::milliseconds;

// A whole street may enrol at once; a code of 100 bits is not found by trying.
constexpr int kAttemptsBurst = 500;
constexpr milliseconds kAttemptsEvery(20);
constexpr size_t kKioskSlots = 4096;
constexpr int kAttemptsOfKioskBurst = 10;
constexpr std::chrono::seconds kAttemptsOfKioskEvery(6);
constexpr int kRefusalLinesBurst = 5;
constexpr std::chrono::minutes kRefusalLinesEvery(1);

constexpr std::string_view kProofText = "greenledger/enrolment/v1\n";

common::Faults CheckKeys(const v1::EnrolRequest& request,
                         common::KeyPointer* key) {
  common::Faults faults;
  auto read = ReadCertificateRequest(request.certificate_request());
  if (read.ok()) {
    *key = *std::move(read);
  } else {
    faults.push_back(
        {"certificate_request",
         std::to_string(request.certificate_request().size()) + " bytes",
         std::string(read.status().message())});
  }
  const proof::Hash hash = proof::Sha256({request.certificate_request()});
  const std::string text =
      std::string(kProofText) + std::string(proof::AsBytes(hash));
  const auto public_key =
      crypto::Ed25519PublicKey::FromBytes(request.public_key());
  if (!public_key.ok() ||
      !public_key->Verify(text, request.public_key_proof())) {
    faults.push_back({"public_key_proof", "",
                      "a signature over the certificate request by "
                      "public_key"});
  }
  return faults;
}

// The entry that the request asks for, without certificates.
v1::KioskEnrolled EnrolledBy(const v1::EnrolRequest& request) {
  v1::KioskEnrolled enrolled;
  enrolled.set_kiosk_number(request.kiosk_number());
  enrolled.set_serial(request.serial());
  enrolled.set_public_key(request.public_key());
  enrolled.set_incarnation(request.incarnation());
  const proof::Hash hash = proof::Sha256({PlainCode(request.code())});
  enrolled.set_code_hash(std::string(proof::AsBytes(hash)));
  return enrolled;
}

ledger::Command EnrolCommand(const v1::EnrolRequest& request) {
  v1::EnrolRequest content = request;
  content.set_code(PlainCode(request.code()));
  ledger::Command command;
  command.request_id =
      ledger::RequestIdOf({"Enrol", std::to_string(request.book()),
                           std::to_string(request.kiosk_number()),
                           content.code(), request.certificate_request()});
  command.digest = ledger::CommandDigest("Enrol", content);
  command.actor.set_kind(v1::ACTOR_KIND_SERVICE);
  command.actor.set_authority("enrolment");
  rules::CommandItem& item = command.items.emplace_back();
  item.field = "kiosk_enrolled";
  *item.entry.mutable_kiosk_enrolled() = EnrolledBy(request);
  command.keep_refusal = false;
  return command;
}

std::string Names(const google::protobuf::RepeatedPtrField<v1::Refusal>& all) {
  std::string names;
  for (const v1::Refusal& refusal : all) {
    if (!names.empty()) names += ", ";
    names += v1::RefusalReason_Name(refusal.reason());
  }
  return names;
}

// Why the book does not let the command become an entry; empty if it does, or
// if the command was done before.
std::string WhyNot(ledger::LiveBook& book, int64_t now_us,
                   ledger::Command* command, v1::Kiosk* kiosk) {
  common::MutexLock lock(book.mu);
  const auto known = book.index.FindRequest(command->request_id);
  const rules::KioskState* state = book.state.FindKiosk(
      command->items.front().entry.kiosk_enrolled().kiosk_number());
  if (state != nullptr) *kiosk = state->kiosk;
  if (!known.ok() || known->has_value()) return "";
  google::protobuf::RepeatedPtrField<v1::Refusal> refusals;
  for (v1::Refusal& refusal :
       rules::CheckCommand(book.state, now_us, &command->items)) {
    refusals.Add()->Swap(&refusal);
  }
  return Names(refusals);
}

}  // namespace

std::string PlainCode(std::string_view code) {
  std::string plain;
  for (char c : code) {
    if (c == ' ' || c == '-') continue;
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    if (c == 'O') c = '0';
    if (c == 'I' || c == 'L') c = '1';
    plain += c;
  }
  return plain;
}

EnrolmentServiceImpl::EnrolmentServiceImpl(ledger::Ledger* ledger,
                                           const Authority* authority,
                                           const common::Clock* clock)
    : ledger_(ledger),
      authority_(authority),
      clock_(clock),
      attempts_(1, kAttemptsBurst, kAttemptsEvery),
      attempts_by_kiosk_(kKioskSlots, kAttemptsOfKioskBurst,
                         kAttemptsOfKioskEvery),
      refusal_lines_(kKioskSlots, kRefusalLinesBurst, kRefusalLinesEvery) {}

grpc::Status EnrolmentServiceImpl::Refuse(const Attempt& attempt,
                                          const std::string& why) {
  ledger_->metrics().CountSecurityEvent("enrolment_refused");
  const v1::EnrolRequest& request = *attempt.request;
  const auto wait = refusal_lines_.Take(
      std::make_pair(request.book(), request.kiosk_number()),
      std::chrono::steady_clock::now());
  if (wait.count() == 0) {
    common::LogWarning("enrolment_refused",
                       {{"why", why},
                        {"book", std::to_string(request.book())},
                        {"kiosk", std::to_string(request.kiosk_number())},
                        {"serial", request.serial()},
                        {"peer", attempt.peer}});
  }
  return common::Error(common::Reason::kEnrolmentRefused);
}

grpc::Status EnrolmentServiceImpl::CheckBounds(const Attempt& attempt) {
  const auto now = std::chrono::steady_clock::now();
  auto wait = attempts_.Take(0, now);
  if (wait.count() == 0) {
    wait =
        attempts_by_kiosk_.Take(std::make_pair(attempt.request->book(),
                                               attempt.request->kiosk_number()),
                                now);
  }
  if (wait.count() == 0) return grpc::Status::OK;
  return common::RetryLater(common::Reason::kTooManyAttempts,
                            std::chrono::ceil<milliseconds>(wait));
}

grpc::Status EnrolmentServiceImpl::Start(const Attempt& attempt) {
  grpc::Status bounded = CheckBounds(attempt);
  if (!bounded.ok()) return bounded;
  if (authority_ == nullptr) {
    return common::Error(common::Reason::kNoIssuingKey);
  }
  common::Faults faults = rules::Check(*attempt.request);
  common::KeyPointer key;
  if (faults.empty()) faults = CheckKeys(*attempt.request, &key);
  if (!faults.empty()) return common::BadFields(faults);
  return Submit(attempt, key.get());
}

grpc::Status EnrolmentServiceImpl::Submit(const Attempt& attempt,
                                          EVP_PKEY* key) {
  const v1::EnrolRequest& request = *attempt.request;
  ledger::LiveBook* book = ledger_->books().Find(request.book());
  if (book == nullptr) return Refuse(attempt, "BOOK_UNKNOWN");
  const int64_t now_us = clock_->NowMicros();
  ledger::Command command = EnrolCommand(request);
  const std::string why =
      WhyNot(*book, now_us, &command, attempt.response->mutable_kiosk());
  if (!why.empty()) return Refuse(attempt, why);
  v1::KioskEnrolled* enrolled =
      command.items.front().entry.mutable_kiosk_enrolled();
  for (const v1::CertificateKind kind :
       {v1::CERTIFICATE_KIND_OPERATIONAL, v1::CERTIFICATE_KIND_BOOTSTRAP}) {
    auto certificate = authority_->Issue(
        key, {kind, request.book(), request.kiosk_number(), NewSerial()},
        now_us);
    if (!certificate.ok()) {
      common::LogError("cannot_issue",
                       {{"why", std::string(certificate.status().message())}});
      return absl::IsFailedPrecondition(certificate.status())
                 ? common::Error(common::Reason::kNoIssuingKey)
                 : common::ToGrpc(certificate.status());
    }
    *enrolled->add_certificates() = *std::move(certificate);
  }
  auto done = [this, attempt](std::optional<common::Reason> failed,
                              const v1::CommandResult& result,
                              const std::vector<v1::Entry>& entries) {
    Finish(attempt, failed, result, entries);
  };
  return ledger_->admission().Submit(
      std::make_unique<ledger::CommandTask>(
          book, &ledger_->store(), std::move(command), std::move(done)),
      request.ByteSizeLong());
}

void EnrolmentServiceImpl::Finish(const Attempt& attempt,
                                  std::optional<common::Reason> failed,
                                  const v1::CommandResult& result,
                                  const std::vector<v1::Entry>& entries) {
  if (failed) return attempt.reactor->Finish(common::Error(*failed));
  if (entries.empty()) {
    const std::string why = result.code() == v1::COMMAND_RESULT_CODE_ID_REUSED
                                ? "the code was used with another request"
                                : Names(result.refusals());
    return attempt.reactor->Finish(Refuse(attempt, why));
  }
  const v1::KioskEnrolled& enrolled = entries.front().kiosk_enrolled();
  *attempt.response->mutable_certificates() = enrolled.certificates();
  for (const std::string& der : authority_->chain()) {
    attempt.response->add_chain(der);
  }
  v1::Kiosk* kiosk = attempt.response->mutable_kiosk();
  kiosk->set_public_key(enrolled.public_key());
  kiosk->set_incarnation(enrolled.incarnation());
  common::LogInfo("kiosk_enrolled",
                  {{"book", std::to_string(attempt.request->book())},
                   {"kiosk", std::to_string(enrolled.kiosk_number())},
                   {"serial", enrolled.serial()},
                   {"peer", attempt.peer}});
  attempt.reactor->Finish(grpc::Status::OK);
}

grpc::ServerUnaryReactor* EnrolmentServiceImpl::Enrol(
    grpc::CallbackServerContext* context, const v1::EnrolRequest* request,
    v1::EnrolResponse* response) {
  grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
  grpc::Status started =
      Start(Attempt{request, response, reactor, context->peer()});
  if (!started.ok()) reactor->Finish(started);
  return reactor;
}

}  // namespace greenledger::identity
