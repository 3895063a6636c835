// How much of one book in a damaged data folder is provably as it was written.
//
// The log is a Merkle tree over entries in their order, so what can be kept is
// a beginning of it: entries whose chunks can be read without a gap, that
// follow from the rules and signatures one by one, and that give every
// committed root that is still there. It ends where a commit ended: a commit is
// all or nothing.
#ifndef GREENLEDGER_CLIENTS_CLI_RECOVERED_BOOK_H_
#define GREENLEDGER_CLIENTS_CLI_RECOVERED_BOOK_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "clients/cli/book_report.h"
#include "storage/proof/sha256.h"
#include "storage/salvage/damaged_folder.h"
#include "storage/store.h"

namespace greenledger::cli {

// Entries that are not kept.
struct MissingEntries {
  uint64_t first = 0;
  uint64_t last = 0;
  uint64_t first_commit = 0;
  uint64_t last_commit = 0;
  // They can be read, but not without those before them.
  bool readable = false;
};

// What a kiosk has to send again.
struct MissingRecords {
  uint64_t kiosk = 0;
  uint64_t incarnation = 0;
  uint64_t first_sequence = 0;
  // The last one that was seen among the missing entries; 0 if none was.
  uint64_t last_seen = 0;
};

struct RecoveredBook {
  uint64_t book = 0;
  std::string community;
  // Entries, and the root of their tree.
  uint64_t kept = 0;
  proof::Hash root{};
  // So many of them are under a committed root that was found.
  uint64_t proved = 0;
  // Values of the log that hold the kept entries.
  uint64_t chunks = 0;
  // What is known to be missing, in order.
  std::vector<MissingEntries> missing;
  // By kiosk: of each that may have records among the missing.
  std::vector<MissingRecords> records;
  // Ids of the commands among the missing entries that can be read.
  std::vector<std::string> requests;
  // Why no more is kept; empty if nothing is known to be missing.
  std::string fault;

  uint64_t missing_entries() const;
};

// Reads all there is of a book. `last_commit` is the last one that is known of.
RecoveredBook ExamineBook(storage::DamagedFolder& folder, uint64_t book,
                          uint64_t last_commit, const OnProgress& on_progress);

// Appends what is kept to `to`, which has nothing of the book. DATA_LOSS if it
// does not read as it did before.
absl::Status CopyBook(storage::DamagedFolder& folder,
                      const RecoveredBook& recovered, storage::Store& to);

}  // namespace greenledger::cli

#endif  // GREENLEDGER_CLIENTS_CLI_RECOVERED_BOOK_H_
