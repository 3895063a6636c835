// The one place where RocksDB's errors become ours.
#ifndef GREENLEDGER_STORAGE_ROCKS_STATUS_H_
#define GREENLEDGER_STORAGE_ROCKS_STATUS_H_

#include <string_view>

#include "absl/status/status.h"
#include "rocksdb/status.h"

namespace greenledger::storage {

// OK stays OK. Otherwise DATA_LOSS for corruption, NOT_FOUND,
// RESOURCE_EXHAUSTED for a full disk, UNAVAILABLE for other errors of the file
// system, INTERNAL for the rest; the message begins with `what` was done.
absl::Status FromRocks(const rocksdb::Status& status, std::string_view what);

}  // namespace greenledger::storage

#endif  // GREENLEDGER_STORAGE_ROCKS_STATUS_H_
