// KioskService: checks the caller and the shape of an upload, verifies its
// signature, and hands it to the committer. It never touches the disk.
#ifndef GREENLEDGER_SERVICES_LEDGER_KIOSK_SERVICE_H_
#define GREENLEDGER_SERVICES_LEDGER_KIOSK_SERVICE_H_

#include <functional>
#include <optional>

#include "greenledger/v1/kiosk_service.grpc.pb.h"
#include "services/common/clock.h"
#include "services/common/peer.h"
#include "services/common/token_buckets.h"
#include "services/identity/authority.h"
#include "services/ledger/admission.h"
#include "services/ledger/books.h"
#include "services/ledger/device_check.h"
#include "services/ledger/kiosks_ahead.h"
#include "services/ledger/ledger_metrics.h"
#include "services/ledger/notary.h"
#include "services/ledger/records_task.h"
#include "services/ledger/security_events.h"
#include "services/ledger/upload_pool.h"
#include "storage/journal/record_chain.h"
#include "storage/store.h"

namespace greenledger::ledger {

class KioskServiceImpl final : public v1::KioskService::CallbackService {
 public:
  // Who calls; common::KioskThatCalls in a server.
  using Identify = std::function<std::optional<common::KioskIdentity>(
      const grpc::CallbackServerContext&)>;

  // How devices get their next certificates.
  struct Renewals {
    // Who issues them; nullptr: nobody does.
    const identity::Authority* authority = nullptr;
    // Who calls, by a bootstrap certificate too; common::DeviceThatCalls in a
    // server.
    Identify identify;
  };

  // All must outlive this.
  KioskServiceImpl(Books* books, const storage::Store* store,
                   Admission* admission, LedgerMetrics* metrics,
                   const Notary* notary, const common::Clock* clock,
                   Identify identify, Renewals renewals);

  // From now on, tells what puts a kiosk's identity in doubt. Call before the
  // first call is served; both must outlive this.
  void TellIdentityEvents(SecurityEvents* events) { identity_events_ = events; }

  grpc::ServerUnaryReactor* SubmitRecords(
      grpc::CallbackServerContext* context,
      const v1::SubmitRecordsRequest* request,
      v1::SubmitRecordsResponse* response) override;

  grpc::ServerUnaryReactor* GetWatermark(
      grpc::CallbackServerContext* context,
      const v1::GetWatermarkRequest* request,
      v1::GetWatermarkResponse* response) override;

  grpc::ServerUnaryReactor* Boot(grpc::CallbackServerContext* context,
                                 const v1::BootRequest* request,
                                 v1::BootResponse* response) override;

  grpc::ServerUnaryReactor* GetKioskConfig(
      grpc::CallbackServerContext* context,
      const v1::GetKioskConfigRequest* request,
      v1::GetKioskConfigResponse* response) override;

  grpc::ServerUnaryReactor* GetResidentList(
      grpc::CallbackServerContext* context,
      const v1::GetResidentListRequest* request,
      v1::GetResidentListResponse* response) override;

  grpc::ServerUnaryReactor* RenewCertificate(
      grpc::CallbackServerContext* context,
      const v1::RenewCertificateRequest* request,
      v1::RenewCertificateResponse* response) override;

 private:
  // A kiosk that may upload from this journal.
  struct Caller {
    LiveBook* book;
    journal::JournalId journal;
    std::shared_ptr<const crypto::Ed25519PublicKey> key;
    uint64_t watermark;
    proof::Hash chain;
    uint64_t seen_size;  // of the book when this was read
    bool enrolled;
  };
  // Gets the caller's kiosk and its book's state, under the book's lock.
  using TakeKiosk = std::function<grpc::Status(const rules::BookState&,
                                               const rules::KioskState&)>;

  grpc::Status Admit(const grpc::CallbackServerContext& context,
                     uint64_t incarnation, Caller* caller);
  // Calls `take` if the device may act for its kiosk for this purpose. Errors
  // name `journal`.
  grpc::Status WithKiosk(const grpc::CallbackServerContext& context,
                         const common::KioskIdentity& identity, Purpose purpose,
                         const journal::JournalId& journal, LiveBook* book,
                         const TakeKiosk& take);
  // The error, after the operator heard of it; without names if the caller has
  // none (book 0).
  grpc::Status Refuse(const grpc::CallbackServerContext& context,
                      common::Reason reason, const journal::JournalId& journal);
  grpc::Status StartRenewal(const grpc::CallbackServerContext& context,
                            const v1::RenewCertificateRequest& request,
                            v1::RenewCertificateResponse* response,
                            grpc::ServerUnaryReactor* reactor);
  grpc::Status SubmitRenewal(const common::KioskIdentity& identity,
                             const v1::RenewCertificateRequest& request,
                             v1::RenewCertificateResponse* response,
                             grpc::ServerUnaryReactor* reactor);
  // The book and number of the calling kiosk, whatever journal it has; with
  // `closed_too` also of one that is out of service.
  grpc::Status Recognise(const grpc::CallbackServerContext& context,
                         bool closed_too, LiveBook** book, uint64_t* kiosk);
  grpc::Status AnswerBoot(const grpc::CallbackServerContext& context,
                          const v1::BootRequest& request,
                          v1::BootResponse* response,
                          grpc::ServerUnaryReactor* reactor);
  grpc::Status AnswerConfig(const grpc::CallbackServerContext& context,
                            v1::GetKioskConfigResponse* response,
                            grpc::ServerUnaryReactor* reactor);
  grpc::Status AnswerList(const grpc::CallbackServerContext& context,
                          const v1::GetResidentListRequest& request,
                          v1::GetResidentListResponse* response,
                          grpc::ServerUnaryReactor* reactor);
  grpc::Status Start(grpc::CallbackServerContext& context,
                     const v1::SubmitRecordsRequest& request,
                     v1::SubmitRecordsResponse* response,
                     grpc::ServerUnaryReactor* reactor);
  void Finish(const journal::JournalId& journal, const UploadOutcome& outcome,
              const v1::SubmitRecordsResponse& response,
              grpc::ServerUnaryReactor* reactor);
  void SecurityEvent(const std::string& event,
                     const journal::JournalId& journal);
  // The same for one that puts the kiosk's identity in doubt.
  void IdentityEvent(const std::string& event,
                     const journal::JournalId& journal);
  // Notices that the kiosk was told of records that are not booked here.
  void NoteAcknowledged(const Caller& caller, uint64_t acknowledged);

  Books* books_;
  const storage::Store* store_;
  Admission* admission_;
  LedgerMetrics* metrics_;
  const Notary* notary_;
  const common::Clock* clock_;
  Identify identify_;
  Renewals renewals_;
  KiosksAhead ahead_;
  ConnectionWatch connections_;
  // Log lines about refused calls, and renewals; by book and kiosk.
  common::TokenBuckets refusal_lines_;
  common::TokenBuckets renewals_bound_;
  UploadPool uploads_;
  SecurityEvents* identity_events_ = nullptr;
};

}  // namespace greenledger::ledger

#endif  // GREENLEDGER_SERVICES_LEDGER_KIOSK_SERVICE_H_
