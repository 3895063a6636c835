#include "services/ledger/kiosk_service.h"

#include <string>
#include <utility>

#include "services/common/errors.h"
#include "services/common/logging.h"
#include "services/ledger/rules/request_check.h"

namespace greenledger::ledger {
namespace {

common::Metadata Names(const journal::JournalId& journal) {
  return {{"book", std::to_string(journal.book)},
          {"kiosk", std::to_string(journal.kiosk)},
          {"incarnation", std::to_string(journal.incarnation)}};
}

}  // namespace

KioskServiceImpl::KioskServiceImpl(Books* books, const storage::Store* store,
                                   Admission* admission, LedgerMetrics* metrics,
                                   Identify identify)
    : books_(books),
      store_(store),
      admission_(admission),
      metrics_(metrics),
      identify_(std::move(identify)) {
  SetMessageAllocatorFor_SubmitRecords(&uploads_);
}

grpc::Status KioskServiceImpl::Admit(const grpc::CallbackServerContext& context,
                                     uint64_t incarnation,
                                     Caller* caller) const {
  const auto identity = identify_(context);
  if (!identity.has_value()) {
    return common::Error(common::Reason::kNoKioskCertificate);
  }
  caller->journal = {identity->book, identity->number, incarnation};
  caller->book = books_->Find(identity->book);
  if (caller->book == nullptr) {
    return common::Error(common::Reason::kKioskUnknown, Names(caller->journal));
  }
  common::MutexLock lock(caller->book->mu);
  const rules::KioskState* kiosk =
      caller->book->state.FindKiosk(identity->number);
  if (kiosk == nullptr) {
    return common::Error(common::Reason::kKioskUnknown, Names(caller->journal));
  }
  if (kiosk->closed) {
    return common::Error(common::Reason::kKioskClosed, Names(caller->journal));
  }
  if (kiosk->kiosk.incarnation() != incarnation) {
    return common::Error(common::Reason::kIncarnationUnknown,
                         Names(caller->journal));
  }
  caller->key = kiosk->key;
  caller->watermark = kiosk->watermark;
  caller->chain = kiosk->chain;
  caller->seen_size = caller->book->state.size();
  return grpc::Status::OK;
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
  if (id_reused) SecurityEvent("record_id_reused", journal);
  if (chain_broken) SecurityEvent("record_chain_broken", journal);
  if (outcome.clock_jumped) SecurityEvent("kiosk_clock_jumped", journal);
  if (outcome.close_disagrees) {
    SecurityEvent("daily_close_disagrees", journal);
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
