// Remembers every record that a kiosk has shown, and holds each upload against
// what it showed before.
#ifndef GREENLEDGER_CLIENTS_CONFORMANCE_JOURNAL_WATCH_H_
#define GREENLEDGER_CLIENTS_CONFORMANCE_JOURNAL_WATCH_H_

#include <cstdint>
#include <string>
#include <vector>

#include "clients/conformance/record_watch.h"
#include "clients/conformance/report.h"
#include "greenledger/v1/kiosk_service.pb.h"
#include "storage/crypto/ed25519.h"
#include "storage/journal/record_chain.h"

namespace greenledger::conformance {

// Not thread-safe.
class JournalWatch {
 public:
  // What an upload is worth.
  enum class Worth {
    kGood,
    // Its shape or journal is not that of the contract.
    kBadField,
    kWrongJournal,
    kBadSignature,
    // It does not follow from what was shown before.
    kHole,
    kChainBroken,
    kIdReused,
  };

  // Of the kiosk whose records `key` verifies; `report` must outlive this.
  JournalWatch(uint64_t book, uint64_t kiosk, crypto::Ed25519PublicKey key,
               Report& report);

  // Looks at an upload that came at `now_us` by this machine's clock.
  Worth Look(const v1::SubmitRecordsRequest& upload, int64_t now_us);

  // Whether `incarnation` is the kiosk's journal, which the first call names.
  bool IsJournal(uint64_t incarnation);

  uint64_t book() const { return id_.book; }
  // Highest sequence shown; all before it were shown as well.
  uint64_t shown() const { return digests_.size(); }
  // chain(sequence). REQUIRES: the journal is known, sequence <= shown().
  const proof::Hash& Chain(uint64_t sequence) const { return chain_[sequence]; }
  RecordWatch& records() { return records_; }
  const RecordWatch& records() const { return records_; }

 private:
  bool HasGoodShape(const v1::SubmitRecordsRequest& upload);
  bool IsSigned(const v1::SubmitRecordsRequest& upload);
  bool Keep(uint64_t sequence, const std::string& record, int64_t now_us);

  journal::JournalId id_;
  crypto::Ed25519PublicKey key_;
  Report& report_;
  RecordWatch records_;
  std::vector<proof::Hash> digests_;
  std::vector<proof::Hash> chain_;
};

}  // namespace greenledger::conformance

#endif  // GREENLEDGER_CLIENTS_CONFORMANCE_JOURNAL_WATCH_H_
