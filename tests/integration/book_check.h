// What an auditor with nothing but the contract finds in a server's book, and
// whether the server kept its word to the kiosks.
#ifndef GREENLEDGER_TESTS_INTEGRATION_BOOK_CHECK_H_
#define GREENLEDGER_TESTS_INTEGRATION_BOOK_CHECK_H_

#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "greenledger/v1/kiosk_service.pb.h"
#include "tests/integration/server_process.h"

namespace greenledger::integration {

// Kiosk and sequence.
using RecordId = std::pair<uint64_t, uint64_t>;

// A book as read over the contract.
struct Book {
  // Stored bytes, in order.
  std::vector<std::string> entries;
  // Index of each record's entry, and the record's bytes.
  std::map<RecordId, std::pair<uint64_t, std::string>> records;
};

// Follows the book to its end and fails the test unless the verifier accepts
// every entry, the tree has the root that the server tells, postings sum to
// zero per asset and class, households' balances are the sums of their
// postings, and no record has two entries.
Book ReadSoundBook(const ServerProcess& server);

// Every answer that senders got. Thread-safe.
class Answers {
 public:
  // Fails the test if a record is refused, or told something else than before.
  // False if the upload was out of order, so that nothing was said.
  bool Note(uint64_t kiosk, const v1::SubmitRecordsRequest& request,
            const v1::SubmitRecordsResponse& response);

  // Fails the test unless all that was told is in the book, where it was told.
  void ExpectKept(const Book& book) const;

  // Records that were answered.
  size_t size() const;

 private:
  struct Told {
    v1::RecordResult result;  // without its code
    uint64_t times_new = 0;   // how often as booked just now
  };

  mutable std::mutex mutex_;
  std::map<RecordId, Told> told_;
};

}  // namespace greenledger::integration

#endif  // GREENLEDGER_TESTS_INTEGRATION_BOOK_CHECK_H_
