// Makes the signed uploads of a kiosk; what is signed is stated in
// proto/greenledger/v1/record.proto.
#ifndef GREENLEDGER_CLIENTS_KIOSK_BATCH_H_
#define GREENLEDGER_CLIENTS_KIOSK_BATCH_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "greenledger/v1/kiosk_service.pb.h"
#include "storage/crypto/ed25519.h"
#include "storage/journal/record_chain.h"

namespace greenledger::kiosk {

// Limits of SubmitRecordsRequest.
inline constexpr size_t kRecordsMax = 1000;
inline constexpr size_t kRecordBytesMax = 32768;
inline constexpr size_t kUploadBytesMax = size_t{1} << 20;

// An upload of `records` (the exact bytes, in order), the first of which has
// `first_sequence`; `previous_chain` is the chain before it.
// INVALID_ARGUMENT names the limit that the records exceed.
absl::StatusOr<v1::SubmitRecordsRequest> BuildBatch(
    const journal::JournalId& journal, const proof::Hash& previous_chain,
    uint64_t first_sequence, std::span<const std::string> records,
    const crypto::Ed25519PrivateKey& key);

// All records of one kiosk's journal in memory, ready to be uploaded from any
// sequence on. Immutable, so safe from many threads.
class SignedJournal {
 public:
  // `records` begin with sequence 1.
  SignedJournal(const journal::JournalId& id, std::vector<std::string> records,
                crypto::Ed25519PrivateKey key);

  const journal::JournalId& id() const { return id_; }
  // Sequence of the last record, 0 if there is none.
  uint64_t last_sequence() const { return records_.size(); }

  // An upload of as many of the `count` records from `first_sequence` on as the
  // limits allow, at least one. OUT_OF_RANGE if the journal does not have them.
  absl::StatusOr<v1::SubmitRecordsRequest> Batch(uint64_t first_sequence,
                                                 uint64_t count) const;

 private:
  journal::JournalId id_;
  std::vector<std::string> records_;
  std::vector<proof::Hash> chain_;  // chain_[n] is chain(n)
  crypto::Ed25519PrivateKey key_;
};

}  // namespace greenledger::kiosk

#endif  // GREENLEDGER_CLIENTS_KIOSK_BATCH_H_
