// Writes a book's log as static files, again and again into the same folder.
//
// Files that the folder's checkpoint covers are never changed, and the
// checkpoint is replaced last; so the folder is a whole log at any moment,
// wherever an export was killed, and the next export takes up what it left.
#ifndef GREENLEDGER_CLIENTS_LOG_EXPORT_H_
#define GREENLEDGER_CLIENTS_LOG_EXPORT_H_

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "storage/proof/sha256.h"

namespace greenledger::log {

// Where the book comes from. Errors of its functions are handed on.
struct ExportSource {
  // The signed checkpoint to export.
  std::string checkpoint;
  // The consistency proof between two sizes, 0 < old_size < new_size.
  std::function<absl::StatusOr<std::vector<proof::Hash>>(uint64_t old_size,
                                                         uint64_t new_size)>
      prove_growth;
  // Calls `take` with the bytes of each entry from index `from` up to, not
  // with, `end`, in order. Ends when `take` fails, with its status.
  std::function<absl::Status(
      uint64_t from, uint64_t end,
      const std::function<absl::Status(std::string_view entry)>& take)>
      read_entries;
};

struct ExportReport {
  // Size of the log that was in the folder before; 0 if there was none.
  uint64_t old_size = 0;
  uint64_t new_size = 0;
  // Entries that an interrupted export had left and that were used.
  uint64_t reused = 0;
};

// Gets the entries in the folder so far and how many there will be; called
// after every file that is written.
using OnProgress = std::function<void(uint64_t done, uint64_t total)>;

// Brings the folder to the source's checkpoint, whose signatures are the
// caller's matter. FAILED_PRECONDITION if the folder holds something else or
// the log of another origin; UNAVAILABLE if another export is at work there;
// DATA_LOSS if the folder's log is not what the book's began with, or if
// entries, proof or the folder's tiles do not fit the checkpoints. The folder's
// log is then as it was.
absl::StatusOr<ExportReport> Export(const std::string& folder,
                                    const ExportSource& source,
                                    const OnProgress& on_progress);

}  // namespace greenledger::log

#endif  // GREENLEDGER_CLIENTS_LOG_EXPORT_H_
