// What the check of one book found.
#ifndef GREENLEDGER_CLIENTS_CLI_BOOK_REPORT_H_
#define GREENLEDGER_CLIENTS_CLI_BOOK_REPORT_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "clients/cli/cross_book.h"
#include "services/ledger/verify/book_verifier.h"
#include "storage/proof/sha256.h"

namespace greenledger::cli {

// How far the records of a kiosk's journal are in a book.
struct KioskMark {
  uint64_t kiosk = 0;
  uint64_t incarnation = 0;
  uint64_t watermark = 0;
};

struct BookReport {
  uint64_t book = 0;
  std::string community;
  verify::Counts counts;
  proof::Hash root{};
  // Accounts, or stored rows, that were held against the fold of the entries.
  uint64_t compared = 0;
  // Signed checkpoints that the entries were held against.
  uint64_t checkpoints = 0;
  // Index of the first bad entry, if it is an entry that is wrong.
  std::optional<uint64_t> bad_entry;
  // Of a stored book.
  std::vector<KioskMark> kiosks;
  // Of a stored book that is right.
  MovesOfBook moves;
  // OK, or DATA_LOSS with the first thing that is wrong. Other codes: the book
  // could not be read.
  absl::Status status;
};

// Gets the entries checked so far and all that there are.
using OnProgress = std::function<void(uint64_t done, uint64_t total)>;

}  // namespace greenledger::cli

#endif  // GREENLEDGER_CLIENTS_CLI_BOOK_REPORT_H_
