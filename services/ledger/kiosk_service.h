// KioskService: checks the caller and the shape of an upload, verifies its
// signature, and hands it to the committer. It never touches the disk.
#ifndef GREENLEDGER_SERVICES_LEDGER_KIOSK_SERVICE_H_
#define GREENLEDGER_SERVICES_LEDGER_KIOSK_SERVICE_H_

#include <functional>
#include <optional>

#include "greenledger/v1/kiosk_service.grpc.pb.h"
#include "services/common/peer.h"
#include "services/ledger/admission.h"
#include "services/ledger/books.h"
#include "services/ledger/kiosks_ahead.h"
#include "services/ledger/ledger_metrics.h"
#include "services/ledger/records_task.h"
#include "services/ledger/upload_pool.h"
#include "storage/journal/record_chain.h"
#include "storage/store.h"

namespace greenledger::ledger {

class KioskServiceImpl final : public v1::KioskService::CallbackService {
 public:
  // Who calls; common::CallingKiosk in a server.
  using Identify = std::function<std::optional<common::KioskIdentity>(
      const grpc::CallbackServerContext&)>;

  // All must outlive this.
  KioskServiceImpl(Books* books, const storage::Store* store,
                   Admission* admission, LedgerMetrics* metrics,
                   Identify identify);

  grpc::ServerUnaryReactor* SubmitRecords(
      grpc::CallbackServerContext* context,
      const v1::SubmitRecordsRequest* request,
      v1::SubmitRecordsResponse* response) override;

  grpc::ServerUnaryReactor* GetWatermark(
      grpc::CallbackServerContext* context,
      const v1::GetWatermarkRequest* request,
      v1::GetWatermarkResponse* response) override;

 private:
  // A kiosk that may upload from this journal.
  struct Caller {
    LiveBook* book;
    journal::JournalId journal;
    std::shared_ptr<const crypto::Ed25519PublicKey> key;
    uint64_t watermark;
    proof::Hash chain;
    uint64_t seen_size;  // of the book when this was read
  };

  grpc::Status Admit(const grpc::CallbackServerContext& context,
                     uint64_t incarnation, Caller* caller) const;
  grpc::Status Start(grpc::CallbackServerContext& context,
                     const v1::SubmitRecordsRequest& request,
                     v1::SubmitRecordsResponse* response,
                     grpc::ServerUnaryReactor* reactor);
  void Finish(const journal::JournalId& journal, const UploadOutcome& outcome,
              const v1::SubmitRecordsResponse& response,
              grpc::ServerUnaryReactor* reactor);
  void SecurityEvent(const std::string& event,
                     const journal::JournalId& journal);
  // Notices that the kiosk was told of records that are not booked here.
  void NoteAcknowledged(const Caller& caller, uint64_t acknowledged);

  Books* books_;
  const storage::Store* store_;
  Admission* admission_;
  LedgerMetrics* metrics_;
  Identify identify_;
  KiosksAhead ahead_;
  UploadPool uploads_;
};

}  // namespace greenledger::ledger

#endif  // GREENLEDGER_SERVICES_LEDGER_KIOSK_SERVICE_H_
