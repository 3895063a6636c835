// Records of an upload, parsed and chained before they are queued, so that the
// committer's thread need not do it.
#ifndef GREENLEDGER_SERVICES_LEDGER_PARSED_UPLOAD_H_
#define GREENLEDGER_SERVICES_LEDGER_PARSED_UPLOAD_H_

#include <array>
#include <cstdint>
#include <vector>

#include "google/protobuf/arena.h"
#include "greenledger/v1/kiosk_service.pb.h"
#include "greenledger/v1/record.pb.h"
#include "storage/journal/record_chain.h"

namespace greenledger::ledger {

// Not thread-safe; not movable. One may read many uploads, one after the other.
class ParsedUpload {
 public:
  ParsedUpload();

  // Reads `request`, which must stay as it is until Clear.
  void Read(const v1::SubmitRecordsRequest& request,
            const journal::JournalId& journal);
  void Clear();

  const v1::SubmitRecordsRequest& request() const { return *request_; }
  const journal::JournalId& journal() const { return journal_; }
  uint64_t last_sequence() const;
  // nullptr if it is not a Record.
  const std::vector<const v1::Record*>& records() const { return records_; }
  // chains()[i] is the chain before record i; chains().back() is what the
  // signature covers.
  const std::vector<proof::Hash>& chains() const { return chains_; }
  // Of the records.
  size_t bytes() const { return bytes_; }

 private:
  // Enough for a hundred drops.
  static constexpr size_t kArenaBytes = 24 << 10;

  const v1::SubmitRecordsRequest* request_ = nullptr;
  journal::JournalId journal_;
  std::vector<char> first_block_;
  google::protobuf::Arena arena_;
  std::vector<const v1::Record*> records_;
  std::vector<proof::Hash> chains_;
  size_t bytes_ = 0;
};

}  // namespace greenledger::ledger

#endif  // GREENLEDGER_SERVICES_LEDGER_PARSED_UPLOAD_H_
