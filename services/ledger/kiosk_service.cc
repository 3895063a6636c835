#include "services/ledger/kiosk_service.h"

#include <chrono>
#include <string>
#include <utility>

#include "services/common/errors.h"
#include "services/common/logging.h"
#include "services/common/proxied_peer.h"
#include "services/ledger/rules/request_check.h"

namespace greenledger::ledger {
namespace {

// Kiosks share a bucket only where there are more of them.
constexpr size_t kKioskSlots = 4096;
constexpr int kRefusalLinesBurst = 5;
constexpr std::chrono::minutes kRefusalLinesEvery(1);
// A device needs one renewal in nine days.
constexpr int kRenewalsBurst = 5;
constexpr std::chrono::minutes kRenewalsEvery(30);

common::Metadata Names(const journal::JournalId& journal) {
  return {{"book", std::to_string(journal.book)},
          {"kiosk", std::to_string(journal.kiosk)},
          {"incarnation", std::to_string(journal.incarnation)}};
}

}  // namespace

KioskServiceImpl::KioskServiceImpl(Books* books, const storage::Store* store,
                                   Admission* admission, LedgerMetrics* metrics,
                                   const Notary* notary,
                                   const common::Clock* clock,
                                   Identify identify, Renewals renewals)
    : books_(books),
      store_(store),
      admission_(admission),
      metrics_(metrics),
      notary_(notary),
      clock_(clock),
      identify_(std::move(identify)),
      renewals_(std::move(renewals)),
      refusal_lines_(kKioskSlots, kRefusalLinesBurst, kRefusalLinesEvery),
      renewals_bound_(kKioskSlots, kRenewalsBurst, kRenewalsEvery) {
  SetMessageAllocatorFor_SubmitRecords(&uploads_);
}

grpc::Status KioskServiceImpl::Refuse(
    const grpc::CallbackServerContext& context, common::Reason reason,
    const journal::JournalId& journal) {
  metrics_->CountSecurityEvent("kiosk_refused");
  const auto kiosk = std::make_pair(journal.book, journal.kiosk);
  const auto wait =
      refusal_lines_.Take(kiosk, std::chrono::steady_clock::now());
  if (wait.count() == 0) {
    common::LogWarning("kiosk_refused",
                       {{"reason", std::string(common::Info(reason).name)},
                        {"book", std::to_string(journal.book)},
                        {"kiosk", std::to_string(journal.kiosk)},
                        {"incarnation", std::to_string(journal.incarnation)},
                        {"peer", common::AddressThatCalls(context)}});
  }
  if (journal.book == 0) return common::Error(reason);
  return common::Error(reason, Names(journal));
}

grpc::Status KioskServiceImpl::WithKiosk(
    const grpc::CallbackServerContext& context,
    const common::KioskIdentity& identity, Purpose purpose,
    const journal::JournalId& journal, LiveBook* book, const TakeKiosk& take) {
  std::optional<common::Reason> refused = common::Reason::kKioskUnknown;
  if (book != nullptr) {
    common::MutexLock lock(book->mu);
    const rules::KioskState* kiosk = book->state.FindKiosk(identity.number);
    refused = WhyNotAdmitted(kiosk, identity, purpose, clock_->NowMicros());
    if (!refused) return take(book->state, *kiosk);
  }
  return Refuse(context, *refused, journal);
}

grpc::Status KioskServiceImpl::Admit(const grpc::CallbackServerContext& context,
                                     uint64_t incarnation, Caller* caller) {
  const auto identity = identify_(context);
  if (!identity.has_value()) {
    return Refuse(context, common::Reason::kNoKioskCertificate, {});
  }
  caller->journal = {identity->book, identity->number, incarnation};
  caller->book = books_->Find(identity->book);
  bool journal_known = false;
  grpc::Status admitted = WithKiosk(
      context, *identity, Purpose::kWork, caller->journal, caller->book,
      [&](const rules::BookState& state, const rules::KioskState& kiosk) {
        journal_known = kiosk.kiosk.incarnation() == incarnation;
        caller->key = kiosk.key;
        caller->watermark = kiosk.watermark;
        caller->chain = kiosk.chain;
        caller->seen_size = state.size();
        caller->enrolled = kiosk.enrolled();
        return grpc::Status::OK;
      });
  if (!admitted.ok()) return admitted;
  if (caller->enrolled && connections_.Note(identity->fingerprint,
                                            common::AddressThatCalls(context),
                                            std::chrono::steady_clock::now())) {
    IdentityEvent("certificate_on_two_connections", caller->journal);
  }
  if (journal_known) return grpc::Status::OK;
  return Refuse(context, common::Reason::kIncarnationUnknown, caller->journal);
}

grpc::Status KioskServiceImpl::Start(grpc::CallbackServerContext& context,
                                     const v1::SubmitRecordsRequest& request,
                                     v1::SubmitRecordsResponse* response,
                                     grpc::ServerUnaryReactor* reactor) {
  const common::Faults faults = rules::Check(request);
  if (!faults.empty()) return common::BadFields(faults);
  Caller caller;
  grpc::Status admitted = Admit(context, request.incarnation(), &caller);
  if (!admitted.ok()) return admitted;
  ParsedUpload* upload =
      static_cast<UploadMemory*>(context.GetRpcAllocatorState())->parsed();
  upload->Read(request, caller.journal);
  const std::string text = journal::BatchSigningText(
      caller.journal, upload->last_sequence(), upload->chains().back());
  if (!caller.key->Verify(text, request.signature())) {
    SecurityEvent("bad_signature", caller.journal);
    return common::Error(common::Reason::kBadSignature, Names(caller.journal));
  }
  NoteAcknowledged(caller, request.acknowledged());
  auto task = std::make_unique<RecordsTask>(
      caller.book, store_, upload, response,
      [this, journal = caller.journal, response,
       reactor](const UploadOutcome& outcome) {
        Finish(journal, outcome, *response, reactor);
      });
  return admission_->Submit(std::move(task), upload->bytes());
}

void KioskServiceImpl::SecurityEvent(const std::string& event,
                                     const journal::JournalId& journal) {
  metrics_->CountSecurityEvent(event);
  common::LogWarning(event,
                     {{"book", std::to_string(journal.book)},
                      {"kiosk", std::to_string(journal.kiosk)},
                      {"incarnation", std::to_string(journal.incarnation)}});
}

void KioskServiceImpl::IdentityEvent(const std::string& event,
                                     const journal::JournalId& journal) {
  SecurityEvent(event, journal);
  if (identity_events_ == nullptr) return;
  identity_events_->Add({journal.book, journal.kiosk, clock_->NowMicros()});
}

void KioskServiceImpl::NoteAcknowledged(const Caller& caller,
                                        uint64_t acknowledged) {
  const journal::JournalId& journal = caller.journal;
  if (!ahead_.Note(journal.book, journal.kiosk, acknowledged,
                   caller.watermark)) {
    return;
  }
  metrics_->CountSecurityEvent("ledger_behind_kiosk");
  common::LogWarning("ledger_behind_kiosk",
                     {{"book", std::to_string(journal.book)},
                      {"kiosk", std::to_string(journal.kiosk)},
                      {"incarnation", std::to_string(journal.incarnation)},
                      {"acknowledged", std::to_string(acknowledged)},
                      {"watermark", std::to_string(caller.watermark)}});
}

void KioskServiceImpl::Finish(const journal::JournalId& journal,
                              const UploadOutcome& outcome,
                              const v1::SubmitRecordsResponse& response,
                              grpc::ServerUnaryReactor* reactor) {
  if (outcome.refused.has_value()) {
    reactor->Finish(common::Error(*outcome.refused, Names(journal)));
    return;
  }
  bool id_reused = false;
  bool chain_broken = false;
  for (const v1::RecordResult& result : response.results()) {
    metrics_->CountRecord(result.code());
    id_reused |= result.code() == v1::RECORD_RESULT_CODE_ID_REUSED;
    chain_broken |= result.code() == v1::RECORD_RESULT_CODE_CHAIN_BROKEN;
  }
  if (id_reused) IdentityEvent("record_id_reused", journal);
  if (chain_broken) IdentityEvent("record_chain_broken", journal);
  if (outcome.clock_jumped) SecurityEvent("kiosk_clock_jumped", journal);
  if (outcome.close_disagrees) {
    SecurityEvent("daily_close_disagrees", journal);
  }
  if (outcome.count_disagrees) {
    SecurityEvent("clearance_count_disagrees", journal);
  }
  reactor->Finish(grpc::Status::OK);
}

grpc::ServerUnaryReactor* KioskServiceImpl::SubmitRecords(
    grpc::CallbackServerContext* context,
    const v1::SubmitRecordsRequest* request,
    v1::SubmitRecordsResponse* response) {
  grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
  grpc::Status started = Start(*context, *request, response, reactor);
  if (!started.ok()) reactor->Finish(started);
  return reactor;
}

grpc::ServerUnaryReactor* KioskServiceImpl::GetWatermark(
    grpc::CallbackServerContext* context,
    const v1::GetWatermarkRequest* request,
    v1::GetWatermarkResponse* response) {
  grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
  const common::Faults faults = rules::Check(*request);
  if (!faults.empty()) {
    reactor->Finish(common::BadFields(faults));
    return reactor;
  }
  Caller caller;
  grpc::Status admitted = Admit(*context, request->incarnation(), &caller);
  if (!admitted.ok()) {
    reactor->Finish(admitted);
    return reactor;
  }
  NoteAcknowledged(caller, request->acknowledged());
  response->set_watermark(caller.watermark);
  response->set_chain(std::string(proof::AsBytes(caller.chain)));
  caller.book->WhenDurable(caller.seen_size,
                           [reactor] { reactor->Finish(grpc::Status::OK); });
  return reactor;
}

}  // namespace greenledger::ledger
