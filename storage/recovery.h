// Opening a data folder: which commits does it hold, and are all that were
// acknowledged among them?
#ifndef GREENLEDGER_STORAGE_RECOVERY_H_
#define GREENLEDGER_STORAGE_RECOVERY_H_

#include <cstdint>
#include <map>
#include <memory>
#include <optional>

#include "absl/status/statusor.h"
#include "storage/anchor.h"
#include "storage/commit_state.h"
#include "storage/engine.h"
#include "storage/store.h"

namespace greenledger::storage {

struct Recovered {
  std::unique_ptr<Engine> engine;
  CommitState state;
  std::map<uint64_t, BookHead> heads;
};

// Opens the database of the folder `options.path`, where `anchor` was found.
// Everything acknowledged is in it, or the answer is DATA_LOSS. Makes the
// database if neither it nor an anchor with a commit is there, unless
// options.read_only. A write-ahead log or MANIFEST with a damaged end is cut
// there only if what is before holds all acknowledged commits, and copied
// first, to `damaged-<n>` in the folder.
absl::StatusOr<Recovered> OpenAndCheck(
    const Store::Options& options, const std::optional<AnchorRecord>& anchor);

// FAILED_PRECONDITION if `schema` is newer than this program's.
absl::Status CheckSchema(uint32_t schema);

}  // namespace greenledger::storage

#endif  // GREENLEDGER_STORAGE_RECOVERY_H_
