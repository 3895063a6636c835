// How much of a damaged data folder can be kept, and a new folder with that.
//
// Like stored_book.h, this works without the server: its data folder is what is
// damaged.
#ifndef GREENLEDGER_CLIENTS_CLI_RECOVERED_FOLDER_H_
#define GREENLEDGER_CLIENTS_CLI_RECOVERED_FOLDER_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "clients/cli/recovered_book.h"
#include "storage/salvage/damaged_folder.h"

namespace greenledger::cli {

struct RecoveredFolder {
  std::vector<RecoveredBook> books;
  // Number of the last acknowledged commit; nullopt if the anchor is gone.
  std::optional<uint64_t> acknowledged;
  // Number of the newest commit of which there is a record.
  std::optional<uint64_t> newest;
  // Whether that is the last one acknowledged, or the one after it.
  bool reaches_the_end = false;
  // Values of the log: those that the newest commit says there are, those with
  // kept entries.
  uint64_t chunks_expected = 0;
  uint64_t chunks_kept = 0;
  // Damaged files, one line each.
  std::vector<std::string> damage;

  // Whether every acknowledged entry is kept, for certain.
  bool complete() const {
    return reaches_the_end && chunks_kept == chunks_expected;
  }
  uint64_t kept() const;
};

RecoveredFolder ExamineFolder(storage::DamagedFolder& folder,
                              const OnProgress& on_progress);

// Makes the folder `to`, which must not be there, with all that is kept, and
// checks it as `verify --data` does. It has its name only when it is whole and
// durable; until then it is `to`.partial, which an earlier attempt may have
// left and nobody else may need.
absl::Status WriteFolder(storage::DamagedFolder& folder,
                         const RecoveredFolder& recovered,
                         const std::string& to);

// Whether a process has the data folder open.
bool IsOpenElsewhere(const std::string& path);

}  // namespace greenledger::cli

#endif  // GREENLEDGER_CLIENTS_CLI_RECOVERED_FOLDER_H_
