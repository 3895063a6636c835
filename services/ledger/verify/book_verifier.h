// Checks a whole book from its stored bytes alone, entry by entry, with memory
// that grows with households and commands, not with entries.
//
// For every entry: index, time, the household's own sequence; postings that sum
// to zero per asset and class; no household's points below zero; the command's
// id not used by another command; kiosk sequences without a hole and upload
// signatures over the chain of records; and the whole entry decided again from
// the kiosk's record (or the command's body) by the rules in force then, byte
// for byte. The Merkle tree is built along the way.
#ifndef GREENLEDGER_SERVICES_LEDGER_VERIFY_BOOK_VERIFIER_H_
#define GREENLEDGER_SERVICES_LEDGER_VERIFY_BOOK_VERIFIER_H_

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "greenledger/v1/entry.pb.h"
#include "greenledger/v1/record.pb.h"
#include "services/ledger/rules/rerate.h"
#include "services/ledger/rules/state.h"
#include "services/ledger/verify/posting_digests.h"
#include "storage/proof/frontier.h"
#include "storage/proof/leaf_batch.h"

namespace greenledger::verify {

// What was checked.
struct Counts {
  uint64_t entries = 0;
  uint64_t postings = 0;
  uint64_t records = 0;
  uint64_t signatures = 0;
};

// Not thread-safe.
class BookVerifier {
 public:
  // `entry_at` gives entries that were added before; it is asked for those that
  // a correction rated again. Without it the amounts of a correction are taken
  // as they are written.
  explicit BookVerifier(uint64_t book, rules::EntryAt entry_at = {})
      : state_(book), entry_at_(std::move(entry_at)) {}

  // Checks the next entry. DATA_LOSS names book, index and what is wrong; the
  // verifier cannot go on after that.
  absl::Status Add(std::string_view bytes);

  // Checks what can only be checked at the end: that the last records of every
  // kiosk are covered by a signature.
  absl::Status Finish() const;

  const rules::BookState& state() const { return state_; }
  // The tree of all entries so far.
  const proof::Frontier& tree();
  const Counts& counts() const { return counts_; }
  // The entry that was added last.
  const v1::Entry& entry() const { return entry_; }

 private:
  absl::Status Bad(std::string_view what) const;
  absl::Status CheckPostings();
  absl::Status CheckDecision(std::string_view bytes);
  // The entry that the entry at hand says it reverses.
  absl::StatusOr<std::shared_ptr<const v1::Entry>> OriginalOf();
  absl::Status RateAgain();
  void DecideRecordAgain(const v1::KioskRecord& source);
  absl::Status DecideCommandAgain();
  absl::Status CheckRequestId();
  absl::Status CheckSignature(const v1::KioskRecord& source);
  absl::Status CheckPointsNotNegative() const;

  rules::BookState state_;
  rules::EntryAt entry_at_;
  proof::Frontier tree_;     // without
  proof::LeafBatch leaves_;  // these
  Counts counts_;
  v1::Entry entry_;
  v1::Entry expected_;
  v1::Record record_;
  bool record_readable_ = false;
  std::string expected_bytes_;
  std::string last_request_id_;
  absl::flat_hash_set<std::string> request_ids_;
  PostingDigests digests_;
  // Kiosk -> index of its first entry that no signature covers yet.
  std::map<uint64_t, uint64_t> unsigned_since_;
};

}  // namespace greenledger::verify

#endif  // GREENLEDGER_SERVICES_LEDGER_VERIFY_BOOK_VERIFIER_H_
