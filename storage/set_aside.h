// Keeping a database as it was found before something in it is given up.
#ifndef GREENLEDGER_STORAGE_SET_ASIDE_H_
#define GREENLEDGER_STORAGE_SET_ASIDE_H_

#include <string>

#include "absl/status/statusor.h"
#include "rocksdb/env.h"

namespace greenledger::storage {

// Where the database of a data folder is.
std::string DatabasePath(const std::string& folder);

// Where its snapshots are.
std::string SnapshotsPath(const std::string& folder);

// Copies the database of `folder` to `damaged-<n>` in it, n being the first
// number that is free, and returns that path. Table files, which never change,
// are linked. REQUIRES: the database is not open for writing.
absl::StatusOr<std::string> SetAside(rocksdb::Env* env,
                                     const std::string& folder);

}  // namespace greenledger::storage

#endif  // GREENLEDGER_STORAGE_SET_ASIDE_H_
