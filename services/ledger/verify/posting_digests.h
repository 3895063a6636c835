// What is kept of every entry so that its reversal can be checked: a digest of
// its postings. The newest digests are in memory, the others in a temporary
// file without a name, so that memory does not grow with the book.
#ifndef GREENLEDGER_SERVICES_LEDGER_VERIFY_POSTING_DIGESTS_H_
#define GREENLEDGER_SERVICES_LEDGER_VERIFY_POSTING_DIGESTS_H_

#include <array>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "greenledger/v1/entry.pb.h"

namespace greenledger::verify {

using Digest = std::array<uint8_t, 16>;

// One digest for each entry of a book, in order. Not thread-safe.
class PostingDigests {
 public:
  PostingDigests();

  // Of the kind, household, day and posted legs of entries one can reverse;
  // zeros for every other entry. SipHash-2-4 of 128 bits under a key that is
  // made for this object and never leaves it: whoever wrote the book could not
  // look for two entries of one digest. SHA-256 would be a fifth of a
  // verifier's time.
  Digest Of(const v1::Entry& entry);

  // RESOURCE_EXHAUSTED if the temporary file cannot be written.
  absl::Status Add(const Digest& digest);

  // That of entry `index`. REQUIRES: so many were added. INTERNAL if the file
  // cannot be read.
  absl::StatusOr<Digest> At(uint64_t index) const;

 private:
  struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };

  absl::Status Spill();

  std::array<uint8_t, 16> key_;
  std::vector<uint64_t> numbers_;  // of the entry in hand
  std::unique_ptr<std::FILE, Close> file_;
  uint64_t in_file_ = 0;
  std::vector<Digest> newest_;  // those after
};

}  // namespace greenledger::verify

#endif  // GREENLEDGER_SERVICES_LEDGER_VERIFY_POSTING_DIGESTS_H_
